"""`gunicorn tidings.web.wsgi` serves the desk, where a keeper has started it (see tidings.web.keeper)."""

from django.core.wsgi import get_wsgi_application

from tidings.web import opening
from tidings.web.vault import line

line.from_keeper()
opening.prepare()
application = get_wsgi_application()

from tidings.web import warm  # noqa: E402 - the rooms of the library are used as the office has set them up

warm.up()
warm.behind()
