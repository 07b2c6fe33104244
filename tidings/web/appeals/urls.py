"""Pages of appeals."""

from django.urls import path

from tidings.web.appeals import importing, views

urlpatterns = [
    path("", views.show_queue, name="appeals-list"),
    path("import/", importing.upload, name="appeals-import"),
    path("import/<str:code>/", importing.show_import, name="appeals-import-report"),
    path("<str:code>/", views.show, name="appeals-detail"),
    path("<str:code>/take/", views.take, name="appeals-take"),
    path("<str:code>/give-back/", views.give_back, name="appeals-give-back"),
    path("<str:code>/sort/", views.sort, name="appeals-sort"),
    path("<str:code>/set-aside/", views.set_aside, name="appeals-set-aside"),
    path("<str:code>/bring-back/", views.bring_back, name="appeals-bring-back"),
    path("<str:code>/facts/", views.add_fact, name="appeals-facts-add"),
    path("<str:code>/facts/confirm/", views.confirm_all, name="appeals-facts-confirm"),
    path("<str:code>/facts/<int:pk>/confirm/", views.confirm, name="appeals-fact-confirm"),
    path("<str:code>/facts/<int:pk>/correct/", views.correct, name="appeals-fact-correct"),
    path("<str:code>/facts/<int:pk>/reject/", views.reject, name="appeals-fact-reject"),
]
