"""Open the gate: `python -m tidings.gate --port 8001`."""

import argparse
import os
import sys
from typing import NoReturn

from tidings.errors import TidingsError


def main() -> int:
    """Serve until stopped. Returns 2, with one sentence, if the gate cannot open."""
    parser = argparse.ArgumentParser(prog="python -m tidings.gate", description="Open the public form.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8001, help="port to listen at (8001)")
    given = parser.parse_args()
    try:
        from tidings.gate import opening

        opening.check()
    except TidingsError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"The gate is open at http://{given.host}:{given.port}/ (Ctrl+C closes it).", flush=True)
    _serve(f"{given.host}:{given.port}")


def _serve(address: str) -> NoReturn:
    """Become gunicorn, so that whoever stops this process stops the gate."""
    words = ["--config", "python:tidings.gate.serving", "--bind", address, "tidings.gate.wsgi"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *words])


if __name__ == "__main__":
    sys.exit(main())
