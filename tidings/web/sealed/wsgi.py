"""`gunicorn --config python:tidings.web.sealed.server tidings.web.sealed.wsgi` serves the sealed desk."""

import os

from django.core.wsgi import get_wsgi_application

from tidings.sealing import memory

memory.guard()
os.environ["DJANGO_SETTINGS_MODULE"] = "tidings.web.sealed.settings"
application = get_wsgi_application()
