"""The commands of the office, as somebody types them."""

import os
import re
import shutil
import subprocess
import sys
from functools import partial

import pytest


def typing(folder, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("TIDINGS", "DJANGO"))
    }
    command = [sys.executable, "-m", "tidings", *words]
    return subprocess.run(command, env=environment, input=typed, capture_output=True, text=True, cwd=folder)


@pytest.fixture
def tidings(tmp_path):
    """Return a function that runs a command in a folder of its own."""
    return partial(typing, tmp_path)


MARA, NIKO = "mara has a long phrase", "niko has a long phrase"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with an office that Mara opens, and what was said when it was made."""
    folder = tmp_path_factory.mktemp("made")
    made = typing(folder, "custodians", "new", "Mara", "--data", "office", typed=f"{MARA}\n")
    assert made.returncode == 0, made.stderr
    return folder / "office", made.stdout


@pytest.fixture
def office(made, tmp_path):
    """The same in a folder of its own; its recovery code."""
    shutil.copytree(made[0], tmp_path / "office")
    return code_in(made[1])


def code_in(said: str) -> str:
    return " ".join(re.findall(r"\b[0-9A-Z]{5}\b", said))


def test_someone_is_added_and_the_journal_is_whole(tidings, office):
    typed = f"Mara\n{MARA}\na long password of ours\n"
    made = tidings("staff", "anna", "--team", "North", "--data", "office", typed=typed)
    assert (made.returncode, made.stdout) == (0, "anna may log in.\n"), made.stderr
    checked = tidings("verify", "--data", "office", typed=f"Mara\n{MARA}\n")
    assert checked.returncode == 0, checked.stderr
    assert "2 entries of 2 records" in checked.stdout  # she, and that custodians were made


def test_a_short_password_is_refused_and_nobody_is_added(tidings, office):
    refused = tidings("staff", "anna", "--team", "North", "--data", "office", typed=f"Mara\n{MARA}\nshort\n")
    assert refused.returncode == 2
    assert "too short" in refused.stderr
    assert tidings("verify", "--data", "office", typed=f"Mara\n{MARA}\n").stdout.startswith("1 entries")


def test_without_a_custodians_password_nothing_is_opened(tidings, office):
    refused = tidings(
        "staff", "anna", "--team", "North", "--data", "office", typed="Mara\nsome other phrase\n"
    )
    assert refused.returncode == 1
    assert "a name or a password is wrong" in refused.stderr


def test_custodians_are_added_listed_and_revoked(tidings, office):
    added = tidings("custodians", "add", "Niko", "--data", "office", typed=f"Mara\n{MARA}\n{NIKO}\n")
    assert added.stdout == "Niko is a custodian.\n", added.stderr
    listed = tidings("custodians", "list", "--data", "office").stdout
    assert listed == "Mara\nNiko\n1 of 2 open the office; so does the recovery code.\n"
    revoked = tidings("custodians", "revoke", "Mara", "--data", "office", typed=f"Niko\n{NIKO}\n")
    assert revoked.returncode == 0, revoked.stderr
    assert tidings("verify", "--data", "office", typed=f"Mara\n{MARA}\n").returncode == 1


def test_a_password_and_the_recovery_code_are_changed(tidings, office):
    changed = tidings("custodians", "password", "Mara", "--data", "office", typed=f"Mara\n{MARA}\n{NIKO}\n")
    assert changed.returncode == 0, changed.stderr
    anew = tidings("custodians", "recovery", "--data", "office", typed=f"Mara\n{NIKO}\n")
    code = code_in(anew.stdout)
    assert len(code.split()) == len(office.split()) == 8
    assert code != office


def test_when_too_few_are_left_the_recovery_code_names_new_custodians(tidings, office):
    typed = f"{office.lower()}\n{NIKO}\n"
    added = tidings("custodians", "add", "Niko", "--recovery", "--data", "office", typed=typed)
    assert added.stdout == "Niko is a custodian.\n", added.stderr


def test_an_office_is_made_once(tidings, office):
    again = tidings("custodians", "new", "Niko", "--data", "office", typed=f"{NIKO}\n")
    assert again.returncode == 2
    assert "has custodians already" in again.stderr


def test_a_custodians_short_password_makes_no_office(tidings, tmp_path):
    refused = tidings("custodians", "new", "Mara", "Niko", "--data", "office", typed=f"{MARA}\nshort\n")
    assert refused.returncode == 2
    assert "12 to 128 characters" in refused.stderr
    assert not (tmp_path / "office").exists()


def test_what_a_custodian_does_is_written_in_three_languages(tidings, tmp_path):
    for lang in ("en", "ru", "uk"):
        assert tidings("custodians", "sheet", "--lang", lang, "--out", f"{lang}.html").returncode == 0
        assert f'<html lang="{lang}">' in (tmp_path / f"{lang}.html").read_text("utf-8")


def test_sealing_and_opening_need_an_office_that_is_served(tidings, office):
    for command in ("seal", "unseal"):
        refused = tidings(command, "--data", "office")
        assert refused.returncode == 2
        assert "No office is served in" in refused.stderr


def test_no_office_is_made_by_looking_for_one(tidings, tmp_path):
    missing = tidings("verify", "--data", "nowhere")
    assert missing.returncode == 2
    assert "There is no office in" in missing.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_taken_port_is_said_before_anything_is_made(tidings, tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = tidings("demo", "--no-browser", "--port", port, "--data", "office")
    assert refused.returncode == 2
    assert f"Port {port} is taken" in refused.stderr
    assert not (tmp_path / "office").exists()
