"""How gunicorn serves the gate: one process, some threads, and no word about who came."""

accesslog = None
loglevel = "error"  # gunicorn's warnings name the address of whoever sent a broken request
workers = 1
worker_class = "tidings.gate.worker.Worker"
threads = 24  # half of them may be busy with uploads, which are slow (see uploads.py)
preload_app = True  # a gate that cannot open says so once, and stops
umask = 0o077  # the folder is for this user only
timeout = 30
graceful_timeout = 5
limit_request_line = 2048


def post_worker_init(worker: object) -> None:
    """Begin to sweep, beside the threads that answer."""
    from tidings.gate import sweeping

    sweeping.begin()
