"""How gunicorn serves the sealed desk: one process, since the first of two custodians is known in its memory alone."""

from tidings.web.logs import OfGunicorn as logger_class  # noqa: F401, N813 - gunicorn asks for it by this name

accesslog = None
loglevel = "warning"
workers = 1
worker_class = "gthread"
threads = 4
umask = 0o077
graceful_timeout = 2
control_socket_disable = True
