"""Pages of tracing."""

from django.urls import path

from tidings.web.tracing import importing, views

urlpatterns = [
    path("", views.show_list, name="tracing-list"),
    path("all/", views.trace_all, name="tracing-all"),
    path("looking/", views.looking, name="tracing-looking"),
    path("lists/new/", importing.offer, name="tracing-offer"),
    path("lists/new/<str:code>/", importing.show, name="tracing-preview"),
    path("lists/new/<str:code>/columns/", importing.columns, name="tracing-import-columns"),
    path("lists/new/<str:code>/stop/", importing.stop, name="tracing-import-stop"),
    path("lists/new/<str:code>/undo/", importing.undo, name="tracing-import-undo"),
    path("lists/new/<str:code>/progress/", importing.progress, name="tracing-import-progress"),
    path("lists/<str:code>/", views.show_found, name="tracing-found"),
    path("case/<str:code>/", views.show_request, name="tracing-request"),
    path("case/<str:code>/trace/", views.trace, name="tracing-trace"),
    path("case/<str:code>/looking/", views.looking, name="tracing-looking-for"),
    path("<int:pk>/", views.show, name="tracing-candidate"),
    path("<int:pk>/decide/", views.decide, name="tracing-decide"),
    path("<int:pk>/withdraw/", views.withdraw, name="tracing-withdraw"),
]
