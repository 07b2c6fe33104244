"""What is unsafe about this installation: one sentence each. To look for more, add a function to CHECKS.

No check needs a key: the doctor can be asked while the office is sealed, by somebody who may not open it.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tidings import preview
from tidings.errors import InputError, TidingsError
from tidings.sealing import cipher, memory
from tidings.sealing.keyslots import KeySlots
from tidings.triage.own import read_own
from tidings.triage.wordlists import shipped
from tidings.web import control, custodians
from tidings.web.backups import sources, store, thinning, working
from tidings.web.backups.items import KEYRING
from tidings.web.backups.postgresql import asked

PLAIN = b"SQLite format 3\0"
"""How a database begins that is not encrypted."""
IN_FORCE = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "temp_store": 2,
    "mmap_size": 0,
}
CIPHER = 4
"""The generation of SQLCipher whose format we know."""
LATE = working.EVERY + timedelta(minutes=6)
KEYS_FOR = thinning.KEYS_FOR
ROOM = 1024**3
"""Bytes that a disk should have free."""
SWAPS = Path("/proc/swaps")
NEEDS_HTTPS = ("security.W004", "security.W008", "security.W012", "security.W016")
NEARBY = ("127.0.0.1", "localhost", "[::1]")
PR_GET_DUMPABLE = 3


@dataclass(frozen=True)
class Office:
    """The installation that is looked at."""

    data: Path
    now: datetime
    address: str = ""
    """Of PostgreSQL; empty for SQLite."""

    @property
    def backups(self) -> Path:
        """Where the worker keeps its backups."""
        return sources.folder(self.data)

    @property
    def is_open(self) -> bool:
        """Whether it is served and open."""
        try:
            return control.ask(self.data, "state") == "open"
        except (InputError, OSError):
            return False


Check = Callable[[Office], Iterator[str]]


def demo(office: Office) -> Iterator[str]:
    """A demo is safe for nobody."""
    if custodians.demo_mark(office.data).exists():
        yield "This is a demo: its custodians' passwords are known to all. Never put a real person in it."


def debugging(office: Office) -> Iterator[str]:
    """TIDINGS_DEBUG shows what stands in memory."""
    if os.environ.get("TIDINGS_DEBUG", "no").strip().lower() == "yes":
        yield "TIDINGS_DEBUG is yes: an error shows people's words to whoever meets it. Leave the setting out."


def encrypted(office: Office) -> Iterator[str]:
    """The desk's databases are ciphertext."""
    for name in (sources.DESK, KEYRING):
        path = office.data / name
        if path.is_file():
            with path.open("rb") as stream:
                if stream.read(len(PLAIN)) == PLAIN:
                    yield f"{path} is not encrypted. Restore a backup into a new folder, and destroy this one."


def pragmas(office: Office) -> Iterator[str]:
    """A database made here obeys what we ask of it: this needs the right library, and a disk that can lock."""
    with tempfile.TemporaryDirectory(prefix=".tidings-", dir=office.data / "desk") as folder:
        try:
            database = cipher.connect(Path(folder) / "probe.sqlite3", os.urandom(32))
        except TidingsError:
            yield f"No encrypted database can be made in {office.data / 'desk'}. Keep the office on a local disk."
            return
        try:
            for name, wanted in IN_FORCE.items():
                (found,) = database.execute(f"PRAGMA {name}").fetchone()
                if found != wanted:
                    yield f"SQLite does not obey: {name} is {found}, not {wanted}. Keep the office on a local disk."
            version = database.execute("PRAGMA cipher_version").fetchone()
            if not version or int(version[0].split(".")[0]) != CIPHER:
                yield f"SQLCipher is not of generation {CIPHER}. Install Tidings anew from its lock file."
        finally:
            database.close()


def swap(office: Office) -> Iterator[str]:
    """What is in memory may come to the disk only encrypted."""
    if not SWAPS.exists():
        return
    for line in SWAPS.read_text().splitlines()[1:]:
        device = Path(line.split()[0])
        if not _is_sealed(device.name):
            yield f"The swap on {device} is not encrypted: keys and words may be written there. Turn it off: swapoff -a"


def _is_sealed(name: str) -> bool:
    """Whether a swap device is encrypted, or lies in memory itself."""
    kind = Path(f"/sys/block/{name}/dm/uuid")
    return name.startswith("zram") or (kind.exists() and kind.read_text().startswith("CRYPT"))


def dumps(office: Office) -> Iterator[str]:
    """A process that fails leaves no picture of its memory."""
    if sys.platform == "linux":
        memory.guard()
        if ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0):
            yield "This system does not let a process refuse core dumps. Turn them off: sysctl kernel.core_pattern=/dev/null"


def modes(office: Office) -> Iterator[str]:
    """Only the owner may open anything in the data folder and in the backups."""
    for top in {office.data, office.backups}:
        wide = [path for path in (top, *top.rglob("*")) if _is_wide(path)]
        if wide:
            yield f"{len(wide)} in {top} can be opened by others, the first is {wide[0]}. Repair it: chmod -R go= {top}"


def _is_wide(path: Path) -> bool:
    try:
        return not path.is_symlink() and bool(path.stat().st_mode & 0o077)
    except FileNotFoundError:
        return False  # it was needed no longer


def slots(office: Office) -> Iterator[str]:
    """The office can be opened by more than one person, and by its recovery code."""
    try:
        known: KeySlots = custodians.slots(office.data)
    except InputError as error:
        yield str(error)
        return
    if len(known.names()) < 2:
        yield "The office has one custodian: if they are gone, only the printed code opens it. Add one: tidings custodians add NAME"
    if not known.recovery:
        yield "The office has no recovery code. Make one: tidings custodians recovery"


def clock(office: Office) -> Iterator[str]:
    """Sessions, erasure and the journal rest on the time of this machine."""
    installed = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    newest = [thinning.moment(stamp) for stamp in store.lists(office.backups)[-1:]]
    if any(office.now < known - timedelta(minutes=5) for known in (installed, *newest)):
        yield f"The clock says {office.now:%Y-%m-%d %H:%M} UTC, which has been before. Set it right."


def backups(office: Office) -> Iterator[str]:
    """What was done is in a backup, on another disk."""
    stamps = store.lists(office.backups)
    if not stamps:
        yield f"There is no backup in {office.backups}. The worker makes the first one when the office is open."
        return
    age = office.now - thinning.moment(stamps[-1])
    if age > LATE and (office.is_open or _changed_since(office, thinning.moment(stamps[-1]))):
        yield f"The newest backup is {_said(age)} old, and work was done since. Look why the worker makes none."
    if os.stat(office.backups).st_dev == os.stat(office.data).st_dev:
        yield "The backups lie on the disk of the office, and would be lost with it. Set TIDINGS_BACKUPS to a folder on another."


def _changed_since(office: Office, moment: datetime) -> bool:
    names = (sources.DESK, f"{sources.DESK}-wal", KEYRING, f"{KEYRING}-wal")
    times = [path.stat().st_mtime for name in names if (path := office.data / name).exists()]
    return any(changed > moment.timestamp() + LATE.total_seconds() for changed in times)


def _said(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"


def old_keys(office: Office) -> Iterator[str]:
    """A copy of the keys brings back what was erased."""
    old = [stamp for stamp in store.keys(office.backups) if office.now - thinning.moment(stamp) > KEYS_FOR]
    if old:
        yield f"{len(old)} copies of the keys in {office.backups / 'keys'} are older than seven days. Delete them: what was erased could be read with them."


def room(office: Office) -> Iterator[str]:
    """An office on a full disk loses what is sent to it."""
    for top in {office.data, office.backups}:
        if top.exists() and (free := shutil.disk_usage(top).free) < ROOM:
            yield f"The disk of {top} has only {free // 1024**2} MB free. Make room on it."


def previews(office: Office) -> Iterator[str]:
    """Files of strangers are looked at by a process that can do nothing else; the system must allow to take it all away."""
    held = preview.confinement()
    if "limits" not in held:
        yield "Previews of files cannot be made here. Reinstall Tidings with its extra web."
    elif not {"namespaces", "few_calls"} & set(held):
        yield (
            "The process that looks at strangers' files is held only by limits: this system allows neither namespaces"
            " nor filters of calls (seccomp). Allow one of them, or do not open previews here."
        )


def deployed(office: Office) -> Iterator[str]:
    """Django's own list, `check --deploy`."""
    for found in _warnings():
        if found.id not in NEEDS_HTTPS or not _is_near():
            yield f"{found.id}: {' '.join(str(found.msg).split())}"


def postgresql(office: Office) -> Iterator[str]:
    """The server writes no values into its log, and nobody listens on the way to it."""
    if not office.address:
        return
    wanted = {"log_statement": "none", "log_min_duration_statement": "-1", "log_parameter_max_length": "0"}
    wanted |= {"log_parameter_max_length_on_error": "0"}
    for name, value in wanted.items():
        ((found,),) = asked(office.address, f"SHOW {name}")
        if found != value:
            yield f"PostgreSQL writes more into its log than it should: set {name} to {value} (it is {found})."
    ((sealed,),) = asked(office.address, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    ((near,),) = asked(
        office.address,
        "SELECT coalesce(inet_server_addr() << '127.0.0.0/8' OR inet_server_addr() = '::1', true)",
    )
    if not sealed and not near:
        yield "The connection to PostgreSQL is not encrypted. Add ?sslmode=verify-full to TIDINGS_DATABASE, or use a socket."


def own_words(office: Office) -> Iterator[str]:
    """A file of words that cannot be used does not count, and nobody may notice."""
    path = office.data / "desk" / "triage.toml"
    if path.exists():
        try:
            read_own(path, shipped())
        except InputError as why:
            yield str(why)


CHECKS: tuple[Check, ...] = (
    demo,
    debugging,
    encrypted,
    pragmas,
    swap,
    dumps,
    modes,
    slots,
    clock,
    backups,
    old_keys,
    own_words,
    room,
    previews,
    deployed,
    postgresql,
)


def unsafe(office: Office) -> Iterator[str]:
    """Yield one sentence for each thing that is unsafe."""
    for check in CHECKS:
        yield from check(office)


def left_aside() -> Iterator[str]:
    """Yield which warnings of Django are not counted, with the reason."""
    aside = [found.id for found in _warnings() if found.id in NEEDS_HTTPS]
    if aside and _is_near():
        yield f"Left aside: {', '.join(sorted(map(str, aside)))}. They ask for HTTPS, and this desk is reached from this machine or through Tor only."


def _warnings() -> list[Any]:
    from django.core import checks

    return list(checks.run_checks(include_deployment_checks=True))


def _is_near() -> bool:
    """Whether the desk is reached only where nobody can listen."""
    from django.conf import settings

    return all(host in NEARBY or host.endswith(".onion") for host in settings.ALLOWED_HOSTS)
