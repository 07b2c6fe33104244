"""What was answered survives: processes are killed, disks break and fill up, and nothing is lost or half there."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
ROUNDS = os.environ.get("TIDINGS_ROUNDS", "50")

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("TIDINGS_DATABASE")), reason="of SQLite; PostgreSQL has its own tests of this"
)


def run(program: str, *words: str, data: Path, **environment: str) -> dict[str, Any]:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("TIDINGS", "DJANGO"))}
    known |= {"TIDINGS_DATA": str(data), "PYTHONPATH": f"{ROOT}:{HERE}", **environment}
    done = subprocess.run(
        [sys.executable, str(HERE / program), *words, _tables()], env=known, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def _tables() -> str:
    """The gate's tables, as tests/conftest.py has them."""
    made = importlib.util.spec_from_file_location("tables", ROOT / "tests/conftest.py")
    assert made and made.loader
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return str(module.GATE)


def test_processes_killed_while_they_write_lose_nothing_that_was_answered(tmp_path: Path) -> None:
    found = run("rounds.py", ROUNDS, "20261122", data=tmp_path / "office")
    print(json.dumps(found))
    assert found["acknowledged"] >= int(ROUNDS)
    for what in ("lost", "undecryptable", "half", "posts_lost"):
        assert found[what] == 0, found
    assert (found["integrity"], found["journal_is_whole"]) == ("ok", True)
    assert 0 < found["restored"] <= found["cases"]


@pytest.mark.skipif(not shutil.which("cc"), reason="needs a C compiler, for a disk that breaks when told to")
def test_a_disk_that_breaks_or_fills_up_at_any_write_leaves_no_half_state(tmp_path: Path) -> None:
    shim = tmp_path / "failing.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", shim, HERE / "failing.c", "-ldl"], check=True)
    found = run("failures.py", data=tmp_path / "office", LD_PRELOAD=str(shim))
    print(json.dumps(found))
    assert found["calls"] > 10  # our disk stands between
    assert found["failed"] >= found["calls"]
    assert found["goes_on"]
    assert (found["undecryptable"], found["half"]) == (0, 0)
    assert found["cases"] >= found["done"]
    assert (found["integrity"], found["journal_is_whole"]) == ("ok", True)
