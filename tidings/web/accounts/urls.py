"""Log in, log out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from tidings.web.accounts import views

urlpatterns = [
    path("login/", views.LogIn.as_view(), name="accounts-login"),
    path("me/", views.own, name="accounts-own"),
    path("logout/", LogoutView.as_view(), name="accounts-logout"),
]
