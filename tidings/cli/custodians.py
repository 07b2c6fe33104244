"""Opening and sealing: `unseal`, `seal`, `custodians`; and how every other command opens the office in its own process.

Passwords are asked for on the terminal. Where nobody watches, they are lines of standard input: for each custodian
who opens the office the name, then the password. They are never options, since others see a command line.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tidings.cli import command
from tidings.errors import InputError, UnreadableInput
from tidings.files import whole

if TYPE_CHECKING:
    from tidings.cli.command import Commands
    from tidings.sealing.keyslots import KeySlots

DATA_HELP = "the data folder (data)"


def add(commands: "Commands") -> None:
    """Add the commands of custodians; each needs the extra tidings[web]."""
    unseal = command.add(
        commands, "unseal", run_unseal, "Open the office that is served, as its custodians.", "tidings unseal"
    )
    seal = command.add(commands, "seal", run_seal, "Seal the office that is served, at once.", "tidings seal")
    keep = command.add(
        commands,
        "custodians",
        run_custodians,
        "Make, list, add and revoke those who can open the office.",
        "tidings custodians new Mara Niko --together 2",
    )
    keep.add_argument("what", choices=list(DO), help="what to do")
    keep.add_argument("name", nargs="*", help="the custodian, for `new` all of them")
    keep.add_argument("--together", type=int, choices=[1, 2], default=1, help="how many open it together (1)")
    keep.add_argument(
        "--lang", choices=["en", "ru", "uk"], default="en", help="the language of the sheet (en)"
    )
    keep.add_argument("--out", type=Path, metavar="FILE", help="where to write the sheet (standard output)")
    for parser in (unseal, keep):
        parser.add_argument(
            "--recovery", action="store_true", help="with the recovery code instead of passwords"
        )
    for parser in (unseal, seal, keep):
        parser.add_argument("--data", type=Path, metavar="DIR", help=DATA_HELP)


def run_unseal(args: argparse.Namespace) -> int:
    """Hand the root key to the keeper of the office that is served."""
    from tidings.sealing import memory
    from tidings.web import control

    memory.guard()
    data = folder(args.data)
    if control.ask(data, "state") == "open":
        print("The office is open already.")
        return 0
    control.hand_over(data, *root_key_of(data, recovery=args.recovery))
    print("The office opens; the desk answers in some seconds.")
    return 0


def run_seal(args: argparse.Namespace) -> int:
    """Have the office sealed; when this returns, no process has the key."""
    from tidings.web import control

    control.ask(folder(args.data), "seal")
    print("The office is sealed.")
    return 0


def run_custodians(args: argparse.Namespace) -> int:
    """Do what was asked with the custodians."""
    from tidings.sealing import memory

    memory.guard()
    return DO[args.what](args)


def opened(data: Path | None) -> Path:
    """Open the office in this process with its custodians' passwords, and set Django up; return its folder.

    A demo's passwords are known, and not asked for. Raises InputError where there is no office, CannotOpen where
    name and password do not open it.
    """
    from tidings.sealing import memory
    from tidings.web import custodians, opening

    memory.guard()
    there = folder(data)
    custodians.open_with(there, root_key(there))
    opening.prepare()
    return there


def root_key(data: Path, *, recovery: bool = False) -> bytes:
    """Ask for what opens the office, and return its root key."""
    return root_key_of(data, recovery=recovery)[0]


def root_key_of(data: Path, *, recovery: bool = False) -> tuple[bytes, str]:
    """Return the root key, and the names of the custodians who gave their passwords: none with the recovery code."""
    from tidings.sealing.keyslots import names_of
    from tidings.web import custodians

    slots = custodians.slots(data)
    if recovery:
        return asked(slots, recovery=True), ""
    if custodians.demo_mark(data).exists():
        from tidings.web.demo import content

        given = {one.name: one.password for one in content.custodians()[: slots.together]}
    else:
        given = _passwords(slots)
    return slots.open(given), names_of(given)


def asked(slots: "KeySlots", *, recovery: bool = False) -> bytes:
    """Ask the custodians of these slots for their passwords, or for the recovery code; return the root key."""
    if recovery:
        return slots.open_with_recovery(line("Recovery code: ", hidden=True))
    return slots.open(_passwords(slots))


def _passwords(slots: "KeySlots") -> dict[str, str]:
    given = {}
    for place in ["Custodian", "Second custodian"][: slots.together]:
        name = line(f"{place}: ")
        given[name] = line(f"Password of {name}: ", hidden=True)
    return given


def folder(data: Path | None) -> Path:
    """Return the data folder that is meant, and let everything in this process mean it."""
    there = (data or Path(os.environ.get("TIDINGS_DATA", "data"))).absolute()
    os.environ["TIDINGS_DATA"] = str(there)
    return there


def line(prompt: str, *, hidden: bool = False) -> str:
    """Ask on the terminal; where nobody watches, return the next line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt) if hidden else input(prompt)
    read = sys.stdin.readline()
    if not read:
        raise UnreadableInput(f"Standard input ended where a line was expected: {prompt.strip(': ')}.")
    return read.rstrip("\n")


def new_password(name: str) -> str:
    """Ask for a new password, on a terminal twice."""
    password = line(f"New password of {name}: ", hidden=True)
    if sys.stdin.isatty() and line("The same again: ", hidden=True) != password:
        raise InputError("The two are not the same. Nothing was changed.")
    return password


def _new(args: argparse.Namespace) -> int:
    from tidings.web import custodians

    if not args.name:
        raise InputError("Name the custodians, for example: tidings custodians new Mara Niko")
    data = folder(args.data)
    custodians.check_none(data)
    code = custodians.make(data, {name: new_password(name) for name in args.name}, args.together)
    _show(code)
    _write_down("made_custodians", ", ".join(custodians.slots(data).names()))
    print("Print what a custodian does with: tidings custodians sheet --out sheet.html")
    print(
        "Then add someone who works here (tidings staff) and open the public form and the desk (tidings serve)."
    )
    return 0


def _list(args: argparse.Namespace) -> int:
    from tidings.web import custodians

    slots = custodians.slots(folder(args.data))
    print("\n".join(slots.names()))
    print(f"{slots.together} of {len(slots.names())} open the office; so does the recovery code.")
    return 0


def _add(args: argparse.Namespace) -> int:
    name, data, slots, root = _changing(args)
    _save(data, root, slots.add(root, name, new_password(name)), "added_custodian", name)
    print(f"{name} is a custodian.")
    return 0


def _revoke(args: argparse.Namespace) -> int:
    name, data, slots, root = _changing(args)
    _save(data, root, slots.revoke(root, name), "revoked_custodian", name)
    print(
        f"{name} opens this office no more. An old copy of keyslots.json still opens with the old password: see docs."
    )
    return 0


def _password(args: argparse.Namespace) -> int:
    name, data, slots, root = _changing(args)
    _save(data, root, slots.change(root, name, new_password(name)), "changed_custodian", name)
    print(f"{name} has a new password.")
    return 0


def _recovery(args: argparse.Namespace) -> int:
    from tidings.web import custodians

    data = folder(args.data)
    root = root_key(data, recovery=args.recovery)
    slots, code = custodians.slots(data).new_recovery(root)
    _save(data, root, slots, "changed_recovery")
    _show(code)
    print("The code before it opens nothing any more.")
    return 0


def _sheet(args: argparse.Namespace) -> int:
    from tidings.web.sealed import sheet

    page = sheet.page(args.lang)
    if args.out is None:
        print(page)
        return 0
    with whole(args.out) as draft:
        draft.write_text(page, encoding="utf-8")
    return 0


def _changing(args: argparse.Namespace) -> "tuple[str, Path, KeySlots, bytes]":
    """Return whom it is about, the folder, the slots as they are, and the root key."""
    from tidings.web import custodians

    if len(args.name) != 1:
        raise InputError(f"Name one custodian, for example: tidings custodians {args.what} Mara")
    data = folder(args.data)
    return args.name[0], data, custodians.slots(data), root_key(data, recovery=args.recovery)


def _save(data: Path, root: bytes, slots: "KeySlots", verb: str, name: str = "") -> None:
    """Keep the slots as they are now, and write into the journal what was changed: both or neither."""
    from tidings.sealing.keyslots import names_of
    from tidings.web import custodians

    custodians.open_with(data, root)
    _write_down(verb, names_of({name: ""}) if name else "", lambda: slots.save(custodians.path(data)))


def _write_down(verb: str, names: str, change: Callable[[], None] = lambda: None) -> None:
    """Write into the journal of the office, which is open in this process, and make the change in the same transaction."""
    from tidings.web import opening

    opening.prepare()
    from django.db import transaction

    from tidings.web.journal import office

    with transaction.atomic():
        office.changed(verb, names)
        change()


def _show(code: str) -> None:
    groups = code.split()
    print(
        "The recovery code. It is shown once; write or print it now, and give it to another organisation to keep:\n"
    )
    for half in (groups[:4], groups[4:]):
        print("    " + "  ".join(half))
    print()


DO = {
    "new": _new,
    "list": _list,
    "add": _add,
    "revoke": _revoke,
    "password": _password,
    "recovery": _recovery,
    "sheet": _sheet,
}
