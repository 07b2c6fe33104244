"""The same linking on Apache Spark: the found in portions on many machines, the competition among them by sought person.

The driver reads both tables, learns, and looks the sought up by key, all as on one machine. What is sent out are numbers:
of words, days and values; no name and no place leaves the driver as text. Each portion of the found goes through
`linking.score_portion` there, and the pairs that come back through `linking.with_rivals` here, so that there is one truth.
"""

import contextlib
import os
import pickle
import re
import secrets
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tidings.errors import InputError, Unreachable
from tidings.matching import linking
from tidings.matching.blocking import Blocks
from tidings.matching.evidence import Evidence
from tidings.matching.linking import Report, Scored
from tidings.matching.people import People
from tidings.matching.training import Prepared
from tidings.matching.vocabulary import Rows

if TYPE_CHECKING:
    import pyarrow
    from pyarrow import RecordBatch
    from pyspark.sql import SparkSession

Batches = Iterator["RecordBatch"]
Work = Callable[[Batches], Batches]

PAIR = fields(Scored)
SCORED = ", ".join(f"{column.name} {'int' if column.type is Rows else 'double'}" for column in PAIR)
"""A pair as Spark carries it. With an `i` of CUT it is none: its `j` is how many found could not be compared."""
CUT = -1


# --- the work ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shared:
    """What every portion of the found is compared with; broadcast, so without any text."""

    evidence: Evidence
    packed: Rows
    """The sought, as People.packed."""
    blocks: Blocks
    among: int
    """How many found there are in all."""

    @cached_property
    def sought(self) -> People:
        """The sought."""
        return People.unpacked(self.packed)


@dataclass(frozen=True)
class Sent:
    """The same on its way: Spark's encrypted broadcast takes bytes, and whoever opens them copies none."""

    head: bytes
    arrays: list[bytearray]

    @classmethod
    def of(cls, what: Shared) -> "Sent":
        """Return it as bytes."""
        arrays: list[pickle.PickleBuffer] = []
        head = pickle.dumps(what, 5, buffer_callback=arrays.append)
        return cls(head, [bytearray(array.raw()) for array in arrays])

    @cached_property
    def opened(self) -> Shared:
        """What was sent; a process that works for Spark opens it once."""
        what: Shared = pickle.loads(self.head, buffers=self.arrays)
        return what


def shared(prepared: Prepared) -> Shared:
    """Return what is broadcast of two tables: the words and values themselves stay behind, their numbers go."""
    values = tuple(replace(one, numbers={}) for one in prepared.evidence.values)
    evidence = replace(prepared.evidence, words=([], []), values=values)
    return Shared(evidence, prepared.sought.packed, prepared.blocks, len(prepared.found))


def score(
    session: "SparkSession", prepared: Prepared, report: Report, partitions: int | None = None
) -> tuple[Scored, tuple[str, ...]]:
    """Return what `linking.score` does; `partitions` changes nothing but how the work is divided.

    The competition among records is settled here: few pairs of each person found are left for it.
    """
    if not len(prepared.sought) or not len(prepared.found):
        return linking.score(prepared, report)
    portions = _portions(prepared.found, partitions or 1)
    known = session.sparkContext.broadcast(Sent.of(shared(prepared)))
    try:
        found = session.createDataFrame(portions).repartition(partitions or len(portions))
        with _watched(session, report), _told_plainly():
            table = found.mapInArrow(_linked(known), SCORED).toArrow()
    finally:
        known.destroy()
    scored, cut = _collected(table)
    again = prepared.evidence.model.again
    return linking.with_rivals(scored, len(prepared.sought), again), linking.unfollowed(cut)


def _portions(found: People, fewest: int) -> "pyarrow.Table":
    """Return packed people as portions, each a row: where it starts, and its bytes, which Spark need not look into."""
    import pyarrow

    size = min(linking.AT_A_TIME, -(-len(found) // fewest))
    starts = range(0, len(found), size)
    packed = [found.packed[start : start + size].tobytes() for start in starts]
    return pyarrow.table({"start": pyarrow.array(starts, "int32"), "packed": pyarrow.array(packed, "binary")})


def _linked(known: Any) -> Work:
    """Return the work on portions of the found: from packed people to scored pairs."""

    def work(batches: Batches) -> Batches:
        for batch in batches:
            for start, packed in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield _portion(known.value.opened, start, packed)

    return work


def _portion(known: Shared, start: int, packed: bytes) -> "RecordBatch":
    """Return the pairs of a portion of the found, and as the last row how many of them could not be compared."""
    import pyarrow

    found = People.unpacked(np.frombuffer(bytearray(packed), np.int32).reshape(-1, known.packed.shape[1]))
    scored, cut = linking.score_portion(
        known.evidence, known.sought, found, known.blocks, 0, len(found), known.among
    )
    told = Scored(**{**vars(scored), "i": _and(scored.i, CUT), "j": _and(scored.j + np.int32(start), cut)})
    columns = [
        getattr(told, column.name) if column.type is Rows else _and(getattr(told, column.name), 0.0)
        for column in PAIR
    ]
    return pyarrow.record_batch(columns, [column.name for column in PAIR])


def _and(column: np.ndarray, last: float) -> np.ndarray:
    return np.append(column, np.array(last, column.dtype))


def _collected(table: "pyarrow.Table") -> tuple[Scored, int]:
    """Return all pairs, by row of the found, and how many found could not be compared."""
    told = Scored(*(table[column.name].to_numpy() for column in PAIR))
    pairs = np.flatnonzero(told.i != CUT)
    pairs = pairs[np.lexsort((told.i[pairs], told.j[pairs]))]
    columns = (getattr(told, column.name)[pairs] for column in PAIR)
    return Scored(*columns), int(told.j[told.i == CUT].sum())


@contextlib.contextmanager
def _watched(session: "SparkSession", report: Report) -> Iterator[None]:
    """Tell how far the cluster is while it works."""
    done, tracker = threading.Event(), session.sparkContext.statusTracker()

    def watch() -> None:
        while not done.wait(0.5):
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            for stage in filter(None, stages):
                report(f"on the cluster, {stage.numCompletedTasks:,} of {stage.numTasks:,} portions")

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


@contextlib.contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn what a cluster says when it fails, pages long, into one sentence; there is no text of the tables in it."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise Unreachable(_why(str(error))) from None


def _why(said: str) -> str:
    if "No module named" in said or "PYTHON_VERSION_MISMATCH" in said:
        return (
            f"The workers of the cluster lack what this machine has: {_line(said)} Install the same Python and the same "
            "tidings[spark] there, and name that Python in PYSPARK_PYTHON."
        )
    return f"The cluster could not do it: {_line(said)}"


def _line(said: str) -> str:
    """Return the line of many that names the error."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["it does not say why."]
    named = [line for line in lines if re.match(r"[\w.]*(Error|Exception|MISMATCH)\b|\[[A-Z_]+\]", line)]
    return (named or lines)[-1][:300]


# --- the cluster ---------------------------------------------------------------------------------------------------

MASTER = re.compile(
    r"local(\[(\d+|\*)(,\d+)?\])?|local-cluster\[\d+,\d+,\d+\]|yarn|k8s://\S+|spark://(?P<hosts>[^\s/]+:\d+)"
)
HERE = "local[*]"
JAVA = "Spark runs on Java 17 or newer, and there is none here. Debian: apt install openjdk-17-jre-headless."
QUIET = {
    "spark.authenticate": "true",
    "spark.driver.maxResultSize": "0",
    "spark.eventLog.enabled": "false",
    "spark.executor.syncLogLevel.enabled": "true",
    "spark.io.encryption.enabled": "true",
    "spark.log.level": "ERROR",
    "spark.network.crypto.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""Nothing that was told us is written anywhere in the clear, and nothing is shown on a page; as many pairs come back as there
are. An Arrow batch is a few portions."""


class _Started(NamedTuple):
    session: Any
    gateway: Any


@contextlib.contextmanager
def cluster(master: str | None = None) -> Iterator["SparkSession"]:
    """Give a session on a cluster, on all cores of this machine unless a master is named.

    Its temporary folder is private and goes with it. Raises InputError where PySpark, Java or the master is missing.
    """
    master = HERE if master is None else master
    _check(master)
    with tempfile.TemporaryDirectory(prefix="tidings-spark-", ignore_cleanup_errors=True) as folder:
        started = _start(master, Path(folder))
        try:
            yield started.session
        finally:
            _stop(started)


def _check(master: str) -> None:
    try:
        import pyarrow  # noqa: F401
        import pyspark  # noqa: F401
    except ImportError:
        raise InputError(
            "--engine spark needs PySpark, which is not installed. Install the extra: pip install 'tidings[spark]'; "
            "in a checkout, ./run spark match … does so."
        ) from None
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else Path("java")
    if not shutil.which(java):
        raise InputError(JAVA)
    _check_master(master)


def _check_master(master: str) -> None:
    told = MASTER.fullmatch(master)
    if not told:
        raise InputError(
            f"--master {master} is no master that Spark knows. Give local[2], spark://HOST:PORT, yarn or k8s://ADDRESS."
        )
    if told["hosts"]:
        _check_any_answers(master, told["hosts"].split(","))


def _check_any_answers(master: str, hosts: list[str]) -> None:
    """Raise InputError unless one of several masters listens; Spark itself would go on trying for minutes."""
    for host in hosts:
        name, _, port = host.rpartition(":")
        with contextlib.suppress(OSError, OverflowError), socket.create_connection((name, int(port)), 5):
            return
    raise InputError(
        f"Nobody answers at {master}. Check that the cluster runs and that this machine may reach it."
    )


def _start(master: str, folder: Path) -> _Started:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf(loadDefaults=False).setAll(_settings(master, folder)).setAppName("tidings")
    said = folder / "said"
    gateway = None
    try:
        with said.open("wb") as stream:
            gateway = launch_gateway(conf, {"stderr": stream})
        return _Started(SparkSession(SparkContext(gateway=gateway, conf=conf)), gateway)
    except Exception as error:
        why = str(error)  # Java is asked for it, so before it ends
        if gateway is not None:
            _end(gateway)
        raise _not_started(said.read_text("utf-8", "replace") + why) from None


def _settings(master: str, folder: Path) -> list[tuple[str, str]]:
    folders = {"spark.local.dir": str(folder), "spark.sql.warehouse.dir": str(folder / "warehouse")}
    own = {**QUIET, **folders, "spark.master": master}
    if master.startswith("local"):
        own |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    if master.startswith("local-cluster"):
        own["spark.authenticate.secret"] = secrets.token_hex(32)
    return sorted(own.items())


def _not_started(why: str) -> InputError:
    if "spark.authenticate.secret" in why:
        return InputError(
            "This master needs a secret shared by driver and workers. Set spark.authenticate, spark.authenticate.secret "
            "and spark.network.crypto.enabled in conf/spark-defaults.conf on every machine of the cluster."
        )
    return InputError(f"Spark does not start: {_line(why)}")


def _stop(started: _Started) -> None:
    with contextlib.suppress(
        Exception
    ):  # what failed in the work is told; what fails in stopping adds nothing
        started.session.stop()
    _end(started.gateway)


def _end(gateway: Any) -> None:
    """End the Java process; PySpark leaves it running until Python ends."""
    from pyspark import SparkContext

    with contextlib.suppress(Exception):
        gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(30)
    SparkContext._gateway = SparkContext._jvm = None
