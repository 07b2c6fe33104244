"""The journal's pages."""

from django.urls import path

from tidings.web.journal import views

urlpatterns = [
    path("", views.show, name="journal-list"),
    path("anchors/", views.show_anchors, name="journal-anchors"),
    path("anchors/verify/", views.verify, name="journal-verify"),
    path("anchors/newest.txt", views.download_anchor, name="journal-anchor"),
    path("anchors/journal.jsonl", views.export, name="journal-export"),
    path("anchors/keys/", views.begin_keys, name="journal-keys"),
]
