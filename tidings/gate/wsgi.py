"""The gate for a WSGI server: `gunicorn --config python:tidings.gate.serving tidings.gate.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from tidings.gate import opening

os.environ["DJANGO_SETTINGS_MODULE"] = "tidings.gate.settings"
opening.prepare()
application = get_wsgi_application()
