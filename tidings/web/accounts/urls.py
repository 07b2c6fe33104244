"""Log in and out, one's own account, the second factor, who works here. Of allauth's pages only these have an address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from tidings.web.accounts import alerts, staff, views

urlpatterns = [
    path("login/", views.with_422(account.login), name="account_login"),
    path("login/second/", views.with_422(mfa.authenticate), name="mfa_authenticate"),
    path("logout/", login_not_required(LogoutView.as_view()), name="accounts-logout"),
    path("me/", views.own, name="accounts-own"),
    path("me/password/", views.change_password, name="accounts-password"),
    path("me/confirm/", views.with_422(account.reauthenticate), name="account_reauthenticate"),
    path("me/confirm/code/", views.with_422(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("me/confirm/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("staff/", staff.show_list, name="staff-list"),
    path("staff/add/", staff.add, name="staff-add"),
    path("approvals/", staff.show_approvals, name="staff-approvals"),
    path("approvals/<int:pk>/", staff.approve, name="staff-approve"),
    path("staff/person/<str:username>/", staff.show, name="staff-detail"),
    path("staff/person/<str:username>/role/", staff.change_role, name="staff-role"),
    path("staff/person/<str:username>/sessions/", staff.end_sessions, name="staff-sessions"),
    path("staff/person/<str:username>/reset/", staff.reset, name="staff-reset"),
    path("staff/person/<str:username>/leave/", staff.leave, name="staff-leave"),
    path("staff/person/<str:username>/more/", staff.raise_budget, name="staff-more"),
    path("alerts/", alerts.show_list, name="alerts-list"),
    path("alerts/<int:pk>/", alerts.see, name="alerts-see"),
    path("me/second/", mfa.index, name="mfa_index"),
    path("me/second/app/", views.with_422(totp.activate_totp), name="mfa_activate_totp"),
    path("me/second/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/second/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/second/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("me/second/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("me/second/passkeys/new/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("me/second/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]
