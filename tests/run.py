"""Run every test that this machine can run, in order of cost, and say which were left out and why.

./run test                     all parts
./run test library web         only these
./run test web -k queue        further words go to pytest
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ["library", "gate", "web", "postgresql", "browser", "spark"]
DESK, GATE = "tidings.web.settings", "tidings.gate.settings"


def main() -> int:
    words = sys.argv[1:]
    chosen = [word for word in words if word in PARTS] or PARTS
    options = [word for word in words if word not in PARTS]
    total, failed = Counter[str](), []
    left_out: list[str] = []
    for part in chosen:
        print(f"\n── {part} ──", flush=True)
        try:
            status, counts = RUN[part](options)
        except LeftOut as reason:
            left_out.append(f"{part}: {reason}")
            continue
        total += counts
        if status:
            failed.append(part)
    print()
    for line in left_out:
        print(f"Left out — {line}")
    if failed:
        print(f"Failed in: {', '.join(failed)}")
    print(f"{total['passed']} passed, {total['failed'] + total['error']} failed, {total['skipped']} skipped")
    return 1 if failed or not total["passed"] else 0


class LeftOut(Exception):
    """Why a part cannot run here."""


def library(options: list[str]) -> tuple[int, Counter[str]]:
    """The library in an environment without Django, and so without anything of the web."""
    return pytest([str(HERE), *options], python=HERE.parent / ".venv-library/bin/python", settings=None)


def gate(options: list[str]) -> tuple[int, Counter[str]]:
    return pytest([str(HERE / "gate"), *options], settings=GATE)


def web(options: list[str]) -> tuple[int, Counter[str]]:
    return pytest([str(HERE / "web"), *options], settings=DESK)


def postgresql(options: list[str]) -> tuple[int, Counter[str]]:
    with postgresql_server() as address:
        return pytest([str(HERE / "web"), *options], settings=DESK, TIDINGS_DATABASE=address)


def browser(options: list[str]) -> tuple[int, Counter[str]]:
    if not (
        chromium := os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    ):
        raise LeftOut("there is no chromium on this machine (Debian: apt install chromium).")
    driver = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, text=True)
    if driver.returncode:
        raise LeftOut(
            f"what drives it does not start (Debian: apt install libatomic1): {driver.stderr.strip()}"
        )
    return pytest([str(HERE / "browser"), *options], settings=None, CHROMIUM=chromium)


def spark(options: list[str]) -> tuple[int, Counter[str]]:
    """Linking on Apache Spark, where it was set up: it is large, and few need it."""
    if not (python := HERE.parent / ".venv-spark/bin/python").exists():
        raise LeftOut("Apache Spark is not set up (./run spark does so; it takes 1 GB, and Java to run).")
    return pytest([str(HERE / "matching/test_spark.py"), *options], python=python, settings=None)


RUN = {
    "library": library,
    "gate": gate,
    "web": web,
    "postgresql": postgresql,
    "browser": browser,
    "spark": spark,
}


def pytest(
    arguments: list[str], *, settings: str | None, python: Path | None = None, **environment: str
) -> tuple[int, Counter[str]]:
    """Run pytest on its own, with a data folder that is gone afterwards; return its status and what it counted."""
    with tempfile.TemporaryDirectory(prefix="tidings-test-") as data:
        whole = {**os.environ, "TIDINGS_DATA": data, "PYTHONDONTWRITEBYTECODE": "1", **environment}
        whole.pop("DJANGO_SETTINGS_MODULE", None)
        if settings:
            whole["DJANGO_SETTINGS_MODULE"] = settings
        process = subprocess.Popen(
            [str(python or sys.executable), "-m", "pytest", "-rs", *arguments],
            env=whole,
            stdout=subprocess.PIPE,
            text=True,
            cwd=HERE.parent,
        )
        assert process.stdout
        counts = Counter[str]()
        for line in process.stdout:
            print(line, end="", flush=True)
            if re.search(r"\bin \d[\d.]*s", line):
                counts = Counter(
                    {
                        word.rstrip("s") if word == "errors" else word: int(n)
                        for n, word in COUNTED.findall(line)
                    }
                )
        status = process.wait()
        return (0 if status == NOTHING_CHOSEN else status), counts


NOTHING_CHOSEN = 5
"""What pytest says where -k leaves no test of a part."""
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped)")


@contextlib.contextmanager
def postgresql_server() -> Iterator[str]:
    """Yield the address of a server: the one that is told or runs here, or one started for these tests alone."""
    if told := os.environ.get("TIDINGS_TEST_POSTGRESQL"):
        yield told
        return
    running = "postgresql://postgres@127.0.0.1:5432/tidings"
    if answers(running):
        yield running
        return
    with tempfile.TemporaryDirectory(prefix="tidings-pg-") as folder:
        yield from started(Path(folder))


def answers(address: str) -> bool:
    import psycopg

    try:
        psycopg.connect(address.replace("/tidings", "/postgres"), connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


def started(folder: Path) -> Iterator[str]:
    """Start a server of our own in a folder; PostgreSQL refuses to run as root, so root lends it to a lesser user."""
    tools = postgresql_tools()
    who = "postgres" if os.geteuid() == 0 else None
    if who:
        try:
            shutil.chown(folder, who)
        except LookupError:
            raise LeftOut(
                "PostgreSQL does not run as root, and there is no user postgres to lend it to."
            ) from None
    port = free_port()
    call = {"check": True, "user": who, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [tools / "initdb", "-D", folder / "data", "-A", "trust", "-U", "tidings", "--no-sync", "-E", "UTF8"],
        **call,
    )
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = [tools / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w"]
    subprocess.run([*control, "-o", settings, "start"], **call)
    try:
        yield f"postgresql://tidings@127.0.0.1:{port}/tidings"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **call)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def postgresql_tools() -> Path:
    places = [Path(found).parent] if (found := shutil.which("initdb")) else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise LeftOut("there is no PostgreSQL on this machine (Debian: apt install postgresql).")


if __name__ == "__main__":
    sys.exit(main())
