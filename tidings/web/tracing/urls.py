"""Pages of tracing."""

from django.urls import path

from tidings.web.tracing import views

urlpatterns = [
    path("", views.show_list, name="tracing-list"),
    path("all/", views.trace_all, name="tracing-all"),
    path("looking/", views.looking, name="tracing-looking"),
    path("lists/new/", views.offer, name="tracing-offer"),
    path("lists/<str:code>/", views.preview, name="tracing-found"),
    path("lists/<str:code>/preview/", views.preview, name="tracing-preview"),
    path("case/<str:code>/", views.show_request, name="tracing-request"),
    path("case/<str:code>/trace/", views.trace, name="tracing-trace"),
    path("case/<str:code>/looking/", views.looking, name="tracing-looking-for"),
    path("<int:pk>/", views.show, name="tracing-candidate"),
    path("<int:pk>/decide/", views.decide, name="tracing-decide"),
    path("<int:pk>/withdraw/", views.withdraw, name="tracing-withdraw"),
]
