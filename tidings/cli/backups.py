"""Backups, and what is unsafe: `backup`, `restore`, `doctor`."""

import argparse
import contextlib
import os
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from tidings.cli import command
from tidings.cli.custodians import DATA_HELP, asked, folder, opened
from tidings.errors import InputError, UnreadableInput
from tidings.sealing.stretching import Strength

if TYPE_CHECKING:
    from tidings.cli.command import Commands
    from tidings.sealing.keyslots import KeySlots
    from tidings.web.backups.items import Backup, Key

ANY = Strength(memory=0, passes=0)
"""Also the backup of a demo opens; whether the restored office is safe is what `doctor` says."""


def add(commands: "Commands") -> None:
    """Add the commands; each needs the extra tidings[web]."""
    backup = command.add(
        commands,
        "backup",
        run_backup,
        "Write the whole office as one encrypted file, while it works.",
        "tidings backup /media/disk/office.backup",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="where to write it")
    backup.add_argument(
        "--keys", type=Path, metavar="KEYS", help="write the keys of the records apart, to this file"
    )
    restore = command.add(
        commands,
        "restore",
        run_restore,
        "Put a backup into an empty data folder.",
        "tidings restore /media/disk/office.backup --data new",
    )
    restore.add_argument(
        "file", type=Path, metavar="FILE", help="a backup, or the folder of the worker's backups"
    )
    restore.add_argument(
        "--keys", type=Path, metavar="KEYS", help="the file with the keys, where they are apart"
    )
    restore.add_argument(
        "--at", metavar="STAMP", help="which backup of the folder, by its name in `lists` (the newest)"
    )
    restore.add_argument(
        "--recovery", action="store_true", help="with the recovery code instead of passwords"
    )
    doctor = command.add(
        commands, "doctor", run_doctor, "Say what is unsafe about this installation.", "tidings doctor"
    )
    for parser in (backup, restore, doctor):
        parser.add_argument("--data", type=Path, metavar="DIR", help=DATA_HELP)


def run_backup(args: argparse.Namespace) -> int:
    """Write the office as one file; its custodians open it anywhere."""
    for path in filter(None, (args.file, args.keys)):
        _outside(path, folder(args.data))
    data = opened(args.data)
    from tidings.web.backups import archive
    from tidings.web.backups.sources import Office
    from tidings.web.journal import journal
    from tidings.web.vault import opened as vault

    journal.anchor()
    office, key = Office(data, vault.key, _address()), vault.key("backup")
    about, items = office.about(keys=not args.keys), office.items(keys=not args.keys)
    progress = command.Progress(args, "backup")
    named = progress.over(items)
    size = archive.write(args.file, key, office.slots(), about, named, lambda: office.found)
    print(f"{args.file}: {size / 1e6:,.1f} MB.", _KEEP if not args.keys else _KEEP_APART)
    if args.keys:
        archive.write(args.keys, key, office.slots(), office.about(), office.keyring(), dict)
    _say_anchor(office.found)
    return 0


_KEEP = "The keys are in it: delete it after seven days, or what is erased meanwhile stays readable in it."
_KEEP_APART = "Keep it as long as you like; delete the file of the keys after seven days."


def _outside(path: Path, data: Path) -> None:
    """Raise InputError for a file in the data folder: each backup would hold the one before."""
    if data in path.absolute().parents:
        raise InputError(
            f"{path} is in the data folder. Write the backup somewhere else, best on another disk."
        )


def run_restore(args: argparse.Namespace) -> int:
    """Restore the office of a backup, then open some of its records to see that they can be read."""
    from tidings.sealing import envelope, memory
    from tidings.web.backups import restoring

    memory.guard()
    data, slots = folder(args.data), _slots(args.file)
    with contextlib.ExitStack() as files:
        root = asked(slots, recovery=args.recovery)
        key = partial(envelope.subkey, root)
        backup = _backup(args.file, args.at, key, files)
        keys = _backup(args.keys, None, key, files) if args.keys else None
        progress = command.Progress(args, "restore")
        found = restoring.restore(backup, key, slots, data, _address(), keys, progress.say)
        progress.end()
    print(
        f"The office of {backup.about.made_at[:16]} UTC is in {data}: {_tried(data, root)} records were tried and open."
    )
    _say_anchor(found)
    print("Check its journal with: tidings verify; then serve it.")
    return 0


def run_doctor(args: argparse.Namespace) -> int:
    """Say each unsafe thing in a sentence; 1 where there is one. Nobody's password is needed."""
    data = folder(args.data)
    if not (data / "desk").is_dir():
        raise InputError(f"There is no office in {data}. Name its data folder with --data.")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tidings.web.settings"
    from datetime import UTC, datetime

    from tidings.web import opening

    opening.import_django()
    from tidings.web import doctor

    unsafe = list(doctor.unsafe(doctor.Office(data, datetime.now(UTC), _address())))
    print("\n".join([*doctor.left_aside(), *(unsafe or ["nothing unsafe found"])]))
    return 1 if unsafe else 0


def _tried(data: Path, root: bytes) -> int:
    from tidings.web import custodians, opening

    custodians.open_with(data, root)
    opening.prepare()
    from tidings.web.backups import sample

    return sample.open_some()


def _slots(file: Path) -> "KeySlots":
    from tidings.web.backups import archive, store

    if file.is_dir():
        return store.slots_of(file, ANY)
    if not file.is_file():
        raise UnreadableInput(
            f"There is no backup at {file}. Name a file, or the folder of the worker's backups."
        )
    return archive.slots_of(file, ANY)


def _backup(file: Path, at: str | None, key: "Key", files: contextlib.ExitStack) -> "Backup":
    from tidings.web.backups import archive, store

    if not file.is_dir():
        stream: IO[bytes] = files.enter_context(file.open("rb"))
        return archive.Archive(stream, key("backup"))
    stamps = store.lists(file)
    if at and at not in stamps:
        raise InputError(f"There is no backup {at!r} in {file}. The newest is {stamps[-1]}.")
    return store.Store(file, key("backup")).open(at or stamps[-1])


def _say_anchor(found: dict[str, Any]) -> None:
    if newest := found.get("anchor"):
        print(f"The journal's newest anchor in it is {newest['number']}, seal {newest['seal']}.")


def _address() -> str:
    return os.environ.get("TIDINGS_DATABASE", "")
