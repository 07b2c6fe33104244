"""`gunicorn tidings.web.wsgi` serves the desk, where a keeper has started it (see tidings.web.keeper)."""

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

from tidings.web import opening, warm
from tidings.web.vault import line

opening.stand_by()
application = get_wsgi_application()
resolve("/")  # the whole map of the desk is read now: if something is amiss, it does not begin
warm.up()
line.from_keeper()  # here the desk of a sealed office stands by
opening.prepare()
opening.keep_journal()
warm.behind()
