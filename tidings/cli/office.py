"""The office: `demo`, `serve`, `desk`, `gate`, `staff`."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tidings.cli import command
from tidings.cli.custodians import folder, line, opened
from tidings.errors import TidingsError

if TYPE_CHECKING:
    from tidings.cli.command import Commands


def add(commands: "Commands") -> None:
    """Add the commands of the office; each needs the extra tidings[web]."""
    demo = command.add(
        commands, "demo", run_demo, "Serve an invented office, to look around in.", "tidings demo --port 8000"
    )
    serve = command.add(
        commands,
        "serve",
        run_serve,
        "Serve the office: the desk, the public form, and the post between them.",
        "tidings serve",
    )
    desk = command.add(commands, "desk", run_serve, "Serve the desk without the public form.", "tidings desk")
    gate = command.add(
        commands, "gate", run_serve, "Serve the public form without the desk.", "tidings gate --port 8001"
    )
    for parser in (demo, serve):
        parser.add_argument(
            "--port", type=_port, default=8000, help="port of the desk (8000); the public form has the next"
        )
    for parser, port in ((desk, 8000), (gate, 8001)):
        parser.add_argument("--port", type=_port, default=port, help=f"port ({port})")
    for parser in (serve, desk, gate):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    for parser in (demo, serve, desk, gate):
        parser.add_argument("--data", type=Path, metavar="DIR", help=_DATA_HELP[parser is demo])
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")

    staff = command.add(
        commands,
        "staff",
        run_staff,
        "Add someone to the staff, or give a new password.",
        "tidings staff anna --team North",
    )
    staff.add_argument("username", help="the name to log in with")
    staff.add_argument("--team", required=True, help="the team; it is made where there is none of that name")
    staff.add_argument(
        "--role",
        choices=["intake", "caseworker", "lawyer", "researcher", "coordinator", "custodian", "auditor"],
        default="caseworker",
        help="(caseworker)",
    )
    staff.add_argument("--data", type=Path, metavar="DIR", help=_DATA_HELP[False])


_DATA_HELP = {
    True: "keep the office in this folder (a new one that is gone at the end)",
    False: "the data folder (data)",
}


def run_demo(args: argparse.Namespace) -> int:
    """Make an invented office where there is none yet, and serve it until it is stopped."""
    if args.data:
        return _demo(args, args.data)
    with tempfile.TemporaryDirectory(prefix="tidings-demo-") as made:
        return _demo(args, Path(made))


def _demo(args: argparse.Namespace, data: Path) -> int:
    """The office is built, and then opened, by other processes: the one that serves it never has its key."""
    from tidings.web import serving
    from tidings.web.demo import content

    office = serving.Office(data, args.port)
    office.check_ports()
    if _do("tidings.web.demo", data).wait():
        raise TidingsError("The invented office could not be made. What went wrong stands above.")
    with office.running():
        _do("tidings", data, "unseal", "--quiet")
        office.until_open()
        print(f"\nDesk:         {office.desk}\nPublic form:  {office.form}\n\n{content.who_works_here()}\n")
        print("Everyone here is invented. Stop with Ctrl+C.", flush=True)
        print("ready", flush=True)
        if not args.no_browser:
            serving.open_browser(office.desk)
        return office.wait()


def _do(module: str, data: Path, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        env={**os.environ, "TIDINGS_DATA": str(data.absolute())},
        stdin=subprocess.DEVNULL,
    )


def run_serve(args: argparse.Namespace) -> int:
    """Serve the desk, the public form, or both, until stopped. The desk begins sealed."""
    from tidings.web import custodians, serving

    with_desk, with_gate = args.command != "gate", args.command != "desk"
    data = folder(args.data)
    office = serving.Office(data, args.port, args.host, desk=with_desk, gate=with_gate)
    if with_desk and len(custodians.slots(data).names()) < 2:
        office.say("Warning: this office has one custodian. Add another with: tidings custodians add NAME")
    office.check_ports()
    with office.running():
        office.until_answering()
        if with_desk:
            print(f"Desk:         {office.desk}  sealed: custodians open it there, or with: tidings unseal")
        if with_gate:
            print(f"Public form:  {office.form}")
        print("ready", flush=True)
        return office.wait()


def run_staff(args: argparse.Namespace) -> int:
    """Ask for a password (or read one line of standard input) and write the person down."""
    opened(args.data)
    from django.utils import translation

    from tidings.web.accounts import actions

    translation.activate("en")  # as everything else that commands say
    password = line(f"New password of {args.username}: ", hidden=True)
    actions.employ(args.username, password, team=args.team, role=args.role)
    print(f"{args.username} may log in.")
    return 0


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) < 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port. Give a number from 1 to 65534.")
    return int(text)
