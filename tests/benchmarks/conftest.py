"""Three hundred invented people on each side, and the benchmarks as modules."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def modules(monkeypatch):
    """Let the benchmarks import one another, as they do when they run."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    """A folder with sought, found and truth."""
    folder = tmp_path_factory.mktemp("people")
    made = [
        sys.executable,
        str(BENCHMARKS / "population.py"),
        str(folder),
        "--sought",
        "300",
        "--found",
        "300",
    ]
    subprocess.run(made, check=True)
    return folder
