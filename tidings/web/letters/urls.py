"""Pages of letters."""

from django.urls import path

from tidings.web.letters import views

urlpatterns = [
    path("", views.show_list, name="letters-list"),
    path("case/<str:code>/", views.of_case, name="letters-case"),
    path("<str:code>/", views.show, name="letters-detail"),
    path("<str:code>/gaps/", views.fill_in, name="letters-gaps"),
    path("<str:code>/sent/", views.sent, name="letters-sent"),
    path("<str:code>/answered/", views.answered, name="letters-answered"),
    path("<str:code>/letter.docx", views.download, {"kind": "docx"}, name="letters-docx"),
    path("<str:code>/letter.pdf", views.download, {"kind": "pdf"}, name="letters-pdf"),
]
