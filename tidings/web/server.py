"""How gunicorn serves the desk: one process, some threads, and no word about who asked what."""

from tidings.web.logs import OfGunicorn as logger_class  # noqa: F401, N813 - gunicorn asks for it by this name

accesslog = None
loglevel = "warning"
workers = 1  # the people and lists of every team lie in its memory
worker_class = "gthread"
threads = 8
umask = 0o077
timeout = 0  # a desk that stands by for its key is not hanging
graceful_timeout = 2
control_socket_disable = True
