"""What a process knows stays in its memory."""

import ctypes
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tidings.sealing import memory

PR_GET_DUMPABLE = 3
linux = pytest.mark.skipif(sys.platform != "linux", reason="This is asked of Linux alone.")


def run(code: str) -> str:
    """Run it in a process of its own, which may be spoiled."""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def test_a_guarded_process_leaves_no_core_dump():
    asked = "from tidings.sealing import memory; memory.guard(); import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    assert run(asked) == "(0, 0)"


@linux
def test_other_programs_cannot_look_into_a_guarded_process():
    asked = f"from tidings.sealing import memory; memory.guard(); import ctypes; print(ctypes.CDLL(None).prctl({PR_GET_DUMPABLE}))"
    assert run(asked) == "0"
    assert ctypes.CDLL(None).prctl(PR_GET_DUMPABLE) == 1, "and this one, which is not guarded, can be"


@linux
def test_a_few_bytes_are_kept_out_of_swap():
    if resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] < 4096:
        pytest.skip("This system lets nobody lock memory.")
    key = bytearray(32)
    assert memory.lock(key)
    locked = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmLck")
    )
    assert int(locked.split()[1]) > 0


@linux
def test_a_child_ends_with_its_parent():
    code = (
        "import subprocess, sys; from tidings.sealing import memory;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],"
        " preexec_fn=memory.end_with_parent, stdout=subprocess.DEVNULL); print(child.pid)"
    )
    child = int(run(code))
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        try:
            if Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.05)
    pytest.fail("it goes on")
