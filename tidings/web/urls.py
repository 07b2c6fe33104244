"""The map of the desk."""

from django.urls import include, path

from tidings.web import menu, panic
from tidings.web.appeals.answering import show_answers
from tidings.web.cases.views import search

urlpatterns = [
    path("", menu.home, name="home"),
    path("language/", menu.change_language, name="language"),
    path("ready/", menu.ready, name="ready"),
    path("seal/", panic.seal, name="seal"),
    path("", include("tidings.web.accounts.urls")),
    path("journal/", include("tidings.web.journal.urls")),
    path("people/search/", search, name="people-search"),
    path("answers/", show_answers, name="appeals-answers"),
    path("appeals/", include("tidings.web.appeals.urls")),
    path("cases/", include("tidings.web.cases.urls")),
    path("tracing/", include("tidings.web.tracing.urls")),
    path("letters/", include("tidings.web.letters.urls")),
    path("reports/", include("tidings.web.incidents.urls")),
]
