"""Pages of appeals."""

from django.urls import path

from tidings.web.appeals import answering, hotline, importing, looking, sifting, teaching, views

urlpatterns = [
    path("", views.show_queue, name="appeals-list"),
    path("import/", importing.upload, name="appeals-import"),
    path("import/<str:code>/", importing.show_import, name="appeals-import-report"),
    path("floods/", sifting.show_floods, name="appeals-floods"),
    path("floods/<str:code>/aside/", sifting.set_aside, name="appeals-flood-aside"),
    path("floods/<str:code>/back/", sifting.bring_back, name="appeals-flood-back"),
    path("floods/<str:code>/let-in/", sifting.let_in, name="appeals-flood-let-in"),
    path("learning/", teaching.show, name="appeals-learning"),
    path("learning/ask/", teaching.ask, name="appeals-learning-ask"),
    path("learning/<int:pk>/on/", teaching.switch_on, name="appeals-learning-on"),
    path("learning/<int:pk>/off/", teaching.switch_off, name="appeals-learning-off"),
    path("hotline/", hotline.take_call, name="appeals-hotline"),
    path("<str:code>/", views.show, name="appeals-detail"),
    path("<str:code>/receipt/", hotline.repeat, name="appeals-receipt"),
    path("<str:code>/reply/", answering.reply, name="appeals-reply"),
    path("<str:code>/trust/", answering.trust, name="appeals-trust"),
    path("<str:code>/distrust/", answering.distrust, name="appeals-distrust"),
    path("<str:code>/messages/<int:pk>/settle/", answering.settle, name="appeals-settle"),
    path("<str:code>/files/<int:number>/", looking.look, name="appeals-file"),
    path("<str:code>/files/<int:number>/original/", looking.download, name="appeals-file-original"),
    path(
        "<str:code>/files/<int:number>/<str:ticket>/<int:page>.png",
        looking.show_page,
        name="appeals-file-page",
    ),
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
