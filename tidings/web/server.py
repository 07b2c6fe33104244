"""How gunicorn serves the desk: one process, some threads, and no word about who asked what."""

accesslog = None
loglevel = "warning"
workers = 1  # the people and lists of every team lie in its memory
worker_class = "gthread"
threads = 8
umask = 0o077
graceful_timeout = 2
control_socket_disable = True
