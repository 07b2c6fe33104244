"""The office begins sealed, is opened by its custodians, and is sealed again whatever happens to its keeper."""

import os
import signal
import time

import pytest

from tidings.web import control
from tidings.web.serving import FORM, _status

ADDRESSES = [
    "/",
    "/login/",
    "/appeals/",
    "/cases/A-0001/",
    "/journal/",
    "/ready/",
    "/nowhere/",
    "/?next=/cases/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_a_sealed_desk_answers_503(sealed, address):
    browser = sealed.browser()
    assert browser.get(address) == 503
    assert "The office is sealed" in browser.shown
    assert browser.send(address, text="what was being typed") == 503


def test_the_public_form_goes_on_while_the_desk_is_sealed(sealed):
    assert _status(f"{sealed.form}/ru/", FORM) == 200


def test_custodians_open_it_by_command_and_seal_it_within_two_seconds(sealed):
    sealed.unseal()
    assert sealed.browser().get("/login/") == 200
    assert "open already" in sealed.command("unseal").stdout
    with_keys = [pid for pid, words in sealed.processes().items() if "tidings.web.w" in words]
    assert len(with_keys) == 3  # the desk, its server, the worker
    began = time.monotonic()
    assert control.ask(sealed.data, "seal") == "sealed"
    assert time.monotonic() - began < 2
    assert not set(with_keys) & set(sealed.processes())
    sealed.until(lambda: sealed.browser().get() == 503)


def test_the_journal_says_who_opened_it_and_how_it_was_sealed(another):
    office = another(together=2).start()
    office.unseal("Niko", "Mara")
    assert office.journal() == ["unsealed passwords Mara, Niko"]
    office.command("seal")
    office.until(lambda: office.browser().get() == 503)
    assert office.command("unseal", "--recovery", typed=office.recovery + "\n").returncode == 0
    office.until(lambda: office.browser().get("/ready/") == 200)
    office.until(lambda: len(office.journal()) == 3)
    os.kill(office.pid_of("tidings.web.keeper"), signal.SIGKILL)
    office.until(lambda: office.browser().get() == 503)
    page = office.browser()
    page.get()
    page.send("/unseal/", **both())
    office.until(lambda: office.browser().get("/ready/") == 200)
    office.stop()
    assert office.journal()[1:] == [
        "sealed command",
        "unsealed recovery",
        "sealed cut",
        "unsealed passwords Mara, Niko",
        "sealed stopped",
    ]


def both() -> dict[str, str]:
    return {
        "name1": "Niko",
        "password1": "niko has a long phrase",
        "name2": " Mara",
        "password2": "mara has a long phrase",
    }


def test_a_desk_that_dies_does_not_open_the_office_twice_in_the_journal(another):
    office = another().start()
    office.unseal("Mara")
    office.until(lambda: len(office.journal()) == 1)
    died = max(pid for pid, words in office.processes().items() if "tidings.web.wsgi" in words)
    os.kill(died, signal.SIGKILL)
    office.until(lambda: died not in office.processes() and office.browser().get("/ready/") == 200)
    assert office.journal() == ["unsealed passwords Mara"]
    assert office.command("seal").returncode == 0
    assert office.journal() == ["unsealed passwords Mara", "sealed command"]


def test_wrong_passwords_open_nothing(sealed):
    refused = sealed.command("unseal", typed="Mara\nmara has a long phrase\nNiko\nguessed wrongly here\n")
    assert refused.returncode == 1
    assert "a name or a password is wrong" in refused.stderr
    assert sealed.browser().get() == 503


def test_the_recovery_code_opens_it(sealed):
    assert sealed.command("unseal", "--recovery", typed=sealed.recovery.lower() + "\n").returncode == 0
    sealed.until(lambda: sealed.browser().get("/ready/") == 200)


def test_when_the_keeper_is_killed_all_that_had_the_key_ends_and_the_place_is_sealed(opened):
    with_keys = {pid for pid, words in opened.processes().items() if "tidings.web.w" in words}
    os.kill(opened.pid_of("tidings.web.keeper"), signal.SIGKILL)
    opened.until(lambda: not with_keys & set(opened.processes()), seconds=5)
    opened.until(lambda: opened.browser().get() == 503, seconds=10)


def test_a_desk_or_worker_that_dies_comes_back_without_custodians(opened):
    for word in ("tidings.web.wsgi", "tidings.web.work"):
        died = opened.pid_of(word)
        os.kill(died, signal.SIGKILL)
        opened.until(lambda died=died, word=word: opened.pid_of(word) not in (0, died), seconds=15)
        opened.until(lambda: opened.browser().get("/ready/") == 200)


def test_a_gate_that_dies_is_started_again_and_the_desk_does_not_notice(opened):
    died = opened.pid_of("tidings.gate")
    os.kill(died, signal.SIGKILL)
    opened.until(lambda: died not in opened.processes(), seconds=5)
    opened.until(lambda: _status(f"{opened.form}/ru/", FORM) == 200, seconds=20)
    assert opened.browser().get("/ready/") == 200


def test_a_second_supervisor_is_refused(office):
    refused = office.command("serve", "--port", str(office.port))
    assert refused.returncode == 2
    assert f"Port {office.port} is taken" in refused.stderr


def test_stopping_leaves_nothing_running(another):
    office = another().start()
    office.unseal("Mara")
    office.stop()
    assert office.processes() == {}
    assert not (office.data / "desk/office.sock").exists()


def test_a_supervisor_that_is_killed_leaves_nothing_that_has_the_key(another):
    office = another().start()
    office.unseal("Mara")
    office.process.kill()
    office.process.wait()
    office.until(lambda: office.processes() == {}, seconds=10)


def test_an_office_where_nobody_works_seals_itself(another):
    office = another(TIDINGS_SEAL_AFTER="0.002").start()
    office.command("unseal", typed="Mara\nmara has a long phrase\n")
    office.until(lambda: "nobody worked here for long" in office.log.read_text(), seconds=20)
    office.until(lambda: office.browser().get() == 503)
    assert office.journal()[-1:] in (["sealed idle"], [])  # nobody waits for a desk that has not begun


def test_without_custodians_it_is_said_how_to_make_them(another):
    office = another()
    (office.data / "desk/keyslots.json").unlink()
    refused = office.command("serve")
    assert refused.returncode == 2
    assert "Make them with: tidings custodians new" in refused.stderr


def test_a_setting_that_cannot_be_read_stops_the_start(another):
    refused = another(TIDINGS_SEAL_AFTER="soon").command("serve")
    assert refused.returncode == 1
    assert "TIDINGS_SEAL_AFTER='soon' cannot be read. Write hours" in refused.stderr


def test_desk_and_form_are_served_apart_too(another):
    office = another()
    for command, answers in (("desk", 503), ("gate", 200)):
        office.start(command)
        assert _status(f"{office.desk}/ru/", FORM) == answers
        assert _status(f"{office.form}/ru/", FORM) == 0
        office.stop()
