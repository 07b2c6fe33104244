"""Pages of people."""

from django.urls import path

from tidings.web.people import views

urlpatterns = [path("search/", views.search, name="people-search")]
