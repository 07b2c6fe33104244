"""Pages of press reports."""

from django.urls import path

from tidings.web.incidents import views

urlpatterns = [
    path("", views.show_list, name="incidents-list"),
    path("new/", views.add, name="incidents-add"),
    path("<str:code>/", views.show, name="incidents-detail"),
]
