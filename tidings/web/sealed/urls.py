"""The map of the sealed desk: three addresses of its own; every other one, whatever the desk keeps there, is sealed."""

from django.urls import path, re_path

from tidings.web.sealed import views

urlpatterns = [
    path("unseal/", views.unseal, name="unseal"),
    path("unseal/recovery/", views.recover, name="recover"),
    path("language/", views.change_language, name="language"),
    re_path("", views.sealed, name="sealed"),
]
