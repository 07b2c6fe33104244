"""`gunicorn tidings.web.wsgi` serves the desk."""

import os

from django.core.wsgi import get_wsgi_application

from tidings.web import environment, keys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tidings.web.settings")
keys.open_vault(environment.folder("TIDINGS_DATA", "data"))
application = get_wsgi_application()

from tidings.web import warm  # noqa: E402 - the rooms of the library are used as the office has set them up

warm.up()
warm.behind()
