"""The commands of the office, as somebody types them."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def tidings(tmp_path):
    """Return a function that runs a command with a data folder of its own."""

    def run(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("TIDINGS", "DJANGO"))
        }
        command = [sys.executable, "-m", "tidings", *words]
        return subprocess.run(
            command, env=environment, input=typed, capture_output=True, text=True, cwd=tmp_path
        )

    return run


def test_someone_is_added_and_the_journal_is_whole(tidings, tmp_path):
    made = tidings("staff", "anna", "--team", "North", "--data", "office", typed="a long password of ours\n")
    assert (made.returncode, made.stdout) == (0, "anna may log in.\n")
    checked = tidings("verify", "--data", "office")
    assert (checked.returncode, checked.stdout) == (0, "1 entries of 1 records, 1 of them proven, 0 anchors; 0 broken.\n")


def test_a_short_password_is_refused_and_nobody_is_added(tidings):
    refused = tidings("staff", "anna", "--team", "North", "--data", "office", typed="short\n")
    assert refused.returncode == 2
    assert "too short" in refused.stderr
    assert tidings("verify", "--data", "office").stdout.startswith("0 entries of 0 records")


def test_no_office_is_made_by_looking_for_one(tidings, tmp_path):
    missing = tidings("verify", "--data", "nowhere")
    assert missing.returncode == 2
    assert "There is no office in nowhere" in missing.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_taken_port_is_said_before_anything_is_made(tidings, tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = tidings("demo", "--no-browser", "--port", port, "--data", "office")
    assert refused.returncode == 2
    assert f"Port {port} is taken" in refused.stderr
    assert not (tmp_path / "office").exists()
