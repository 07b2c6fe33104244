"""The map of the gate. An address says the language and the number of the page: a history tells no more."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from tidings.gate import views

urlpatterns = i18n_patterns(
    path("", views.start, name="start"),
    path("<int:number>/", views.question, name="question"),
    path("<int:number>/change/", views.question, {"changing": True}, name="change"),
    path("check/", views.check, name="check"),
    path("code/", views.code, name="code"),
    path("end/", views.end, name="end"),
)

handler400 = "tidings.gate.views.unreadable"
handler403 = "tidings.gate.views.not_from_here"
handler404 = "tidings.gate.views.no_such_page"
handler500 = "tidings.gate.views.broken"
