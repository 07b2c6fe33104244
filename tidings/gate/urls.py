"""The map of the gate. An address says the language and the number of the page: a history tells no more."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from tidings.gate import files, inside, office, views

urlpatterns = i18n_patterns(
    path("", views.start, name="start"),
    path("<int:number>/", views.question, name="question"),
    path("<int:number>/change/", views.question, {"changing": True}, name="change"),
    path("files/", files.files, name="files"),
    path("check/", views.check, name="check"),
    path("code/", views.code, name="code"),
    path("end/", views.end, name="end"),
    path("again/", inside.again, name="again"),
    path("inside/", inside.inside, name="inside"),
    path("inside/<int:number>/", inside.page, name="inside-page"),
    path("inside/done/", inside.done, name="inside-done"),
)
urlpatterns.append(path("office/", office.office))

handler400 = "tidings.gate.pages.unreadable"
handler403 = "tidings.gate.pages.not_from_here"
handler404 = "tidings.gate.pages.no_such_page"
handler500 = "tidings.gate.pages.broken"
