"""The office: `demo`, `serve`, `staff`."""

import argparse
import getpass
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tidings.cli import command
from tidings.errors import InputError

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
    for parser in (demo, serve):
        parser.add_argument(
            "--port", type=_port, default=8000, help="port of the desk (8000); the public form has the next"
        )
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
    with tempfile.TemporaryDirectory(prefix="tidings-demo-") as folder:
        return _demo(args, Path(folder))


def _demo(args: argparse.Namespace, data: Path) -> int:
    from tidings.web import serving

    office = serving.Office(data, args.port)
    office.check_ports()
    office.prepare()
    from tidings.web.demo import build

    build.office(office.say)
    with office.running():
        print(f"\nDesk:         {office.desk}\nPublic form:  {office.form}\n\n{build.who_works_here()}\n")
        print("Everyone here is invented. Stop with Ctrl+C.", flush=True)
        print("ready", flush=True)
        if not args.no_browser:
            serving.open_browser(office.desk)
        return office.wait()


def run_serve(args: argparse.Namespace) -> int:
    """Serve the office of the data folder until it is stopped."""
    from tidings.web import serving

    office = serving.Office(args.data or Path(os.environ.get("TIDINGS_DATA", "data")), args.port)
    office.check_ports()
    office.prepare()
    with office.running():
        print(f"Desk:         {office.desk}\nPublic form:  {office.form}\nready", flush=True)
        return office.wait()


def run_staff(args: argparse.Namespace) -> int:
    """Ask for a password (or read one line of standard input) and write the person down."""
    prepared(args.data)
    from django.utils import translation

    from tidings.web.accounts import actions

    translation.activate("en")  # as everything else that commands say
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    actions.employ(args.username, password, team=args.team, role=args.role)
    print(f"{args.username} may log in.")
    return 0


def prepared(data: Path | None, *, must_stand: bool = False) -> None:
    """Make the office of a data folder ready to be worked with in this process."""
    from tidings.web import serving

    folder = data or Path(os.environ.get("TIDINGS_DATA", "data"))
    if must_stand and not (folder / "desk").is_dir():
        raise InputError(f"There is no office in {folder}. Name its data folder with --data.")
    serving.Office(folder).prepare()


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) < 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port. Give a number from 1 to 65534.")
    return int(text)
