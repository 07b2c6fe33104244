"""Pages of cases."""

from django.urls import path

from tidings.web.cases import ending, exports, views

urlpatterns = [
    path("", views.show_list, name="cases-list"),
    path("due/", ending.due, name="cases-due"),
    path("export/", exports.show_list, name="cases-exports"),
    path("export/<str:code>/", exports.show, name="cases-export"),
    path("export/<str:code>/file/", exports.take, name="cases-export-file"),
    path("open/<str:code>/", views.open_case, name="cases-open"),
    path("join/<str:code>/", views.join, name="cases-join"),
    path("<str:code>/", views.show, name="cases-detail"),
    path("<str:code>/part/<int:pk>/", views.part, name="cases-part"),
    path("<str:code>/identity/", views.identity, name="cases-identity"),
    path("<str:code>/tell/<str:name>/", views.tell, name="cases-tell"),
    path("<str:code>/rights/", views.rights, name="cases-rights"),
    path("<str:code>/contact/<int:pk>/", views.add_contact, name="cases-contact"),
    path("<str:code>/contact/<int:pk>/drop/", views.drop_contact, name="cases-drop-contact"),
    path("<str:code>/contact/<int:pk>/safe/", views.say_when_safe, name="cases-safe"),
    path("<str:code>/reveal/<int:pk>/", views.reveal, name="cases-reveal"),
    path("<str:code>/restrict/", views.restrict, name="cases-restrict"),
    path("<str:code>/bait/", views.bait, name="cases-bait"),
    path("<str:code>/agreed/", views.agree, name="cases-agree"),
    path("<str:code>/agreed/<int:pk>/taken-back/", views.take_back, name="cases-take-back"),
    path("<str:code>/erase/", ending.erase, name="cases-erase"),
    path("<str:code>/hold/", ending.hold, name="cases-hold"),
    path("<str:code>/hand-over/", views.hand_over, name="cases-hand-over"),
    path("<str:code>/close/", views.close, name="cases-close"),
    path("<str:code>/reopen/", views.reopen, name="cases-reopen"),
]
