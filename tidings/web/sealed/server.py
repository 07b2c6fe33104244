"""How gunicorn serves the sealed desk: one process, since the first of two custodians is known in its memory alone."""

accesslog = None
loglevel = "warning"
workers = 1
worker_class = "gthread"
threads = 4
umask = 0o077
graceful_timeout = 2
control_socket_disable = True
