"""The journal's page."""

from django.urls import path

from tidings.web.journal import views

urlpatterns = [path("", views.show, name="journal-list")]
