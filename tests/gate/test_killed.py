"""The gate is killed again and again while appeals with files come in; none is lost whose code was shown."""

import json
import subprocess
import sys
from pathlib import Path


def test_fifty_kills_lose_nothing_that_was_acknowledged():
    """In short; benchmarks/killed.py kills a thousand times."""
    here = Path(__file__).parents[2]
    command = [sys.executable, "benchmarks/killed.py", "--rounds", "50"]
    ran = subprocess.run(command, cwd=here, capture_output=True, text=True, timeout=600)
    found = json.loads(ran.stdout)
    assert found["kills"] == 50 and found["shown"] > 0 and found["cut off"] > 0, ran.stderr
    assert found["lost"] == found["broken"] == 0
