"""Pages of press reports, their claims and incidents."""

from django.urls import path

from tidings.web.incidents import views

urlpatterns = [
    path("", views.show_list, name="incidents-list"),
    path("new/", views.add, name="incidents-add"),
    path("incidents/<str:code>/", views.show_incident, name="incidents-incident"),
    path("<str:code>/", views.show, name="incidents-detail"),
    path("<str:code>/claims/add/", views.add_claim, name="incidents-claim-add"),
    path("<str:code>/claims/<int:pk>/confirm/", views.confirm, name="incidents-claim-confirm"),
    path("<str:code>/claims/<int:pk>/reject/", views.reject, name="incidents-claim-reject"),
    path("<str:code>/claims/<int:pk>/correct/", views.correct, name="incidents-claim-correct"),
    path("<str:code>/incident/", views.make_incident, name="incidents-make"),
    path("<str:code>/names/", views.names, name="incidents-names"),
]
