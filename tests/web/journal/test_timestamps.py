"""Anchors are stamped by a server outside; here a small one of our own, made with openssl."""

import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction

from tidings.web.journal import journal, timestamps
from tidings.web.journal.models import Anchor

OPENSSL = shutil.which("openssl")
CONFIG = """
[tsa]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[stamping]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
basicConstraints = CA:FALSE
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
"""


def run(*words, folder, **more):
    return subprocess.run([OPENSSL, *words], cwd=folder, check=True, capture_output=True, **more).stdout


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A folder with a root certificate, and one to stamp with that the root signed."""
    if not OPENSSL:
        pytest.skip("there is no openssl on this machine")
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    new = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    root = ["-x509", "-days", "30", "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Root"]
    run(*new, *root, "-config", "tsa.cnf", "-extensions", "root", folder=folder)
    run(
        *new,
        "-keyout",
        "tsa.key",
        "-out",
        "tsa.csr",
        "-subj",
        "/CN=Stamps",
        "-config",
        "tsa.cnf",
        folder=folder,
    )
    signed = ["x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-days", "30"]
    run(*signed, "-out", "tsa.pem", "-extfile", "tsa.cnf", "-extensions", "stamping", folder=folder)
    return folder


@pytest.fixture
def server(authority):
    """The address of a time-stamp server."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            (authority / "asked.tsq").write_bytes(asked)
            reply = ["ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "asked.tsq"]
            answer = run(*reply, folder=authority)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()


@pytest.fixture
def stamping(settings, authority, monkeypatch):
    monkeypatch.setattr(timestamps, "_asked_at", -1e9)
    settings.TIMESTAMP_ROOTS = str(authority / "root.pem")
    return settings


@pytest.fixture
def newest(people):
    with transaction.atomic():
        journal.record("read", people["amal"], by=people["boris"])
    return journal.anchor()


def test_the_newest_anchor_is_stamped_once_and_the_stamp_is_its_own(stamping, server, newest):
    stamping.TIMESTAMP_SERVER = server
    assert (journal.stamp_when_due(), journal.stamp_when_due()) == (1, 0)
    newest.refresh_from_db()
    assert newest.stamped_at and abs((newest.stamped_at - newest.at).total_seconds()) < 60
    assert journal.examine().is_whole


def test_the_stamp_of_another_anchor_is_noticed(stamping, server, newest, people):
    stamping.TIMESTAMP_SERVER = server
    journal.stamp_when_due()
    with transaction.atomic():
        journal.record("read", people["amal"], by=people["boris"])
    later = journal.anchor()
    newest.refresh_from_db()
    Anchor.objects.filter(pk=later.pk).update(stamp=newest.stamp, stamped_at=newest.stamped_at)
    assert [(p.where, p.why) for p in journal.examine().problems] == [
        (f"anchor/{later.number}", timestamps.SPOILED)
    ]


def test_a_stamp_moved_to_an_earlier_day_is_noticed(stamping, server, newest):
    stamping.TIMESTAMP_SERVER = server
    assert journal.stamp_when_due() == 1
    Anchor.objects.filter(pk=newest.pk).update(stamped_at=newest.at.replace(year=2020))
    assert [problem.why for problem in journal.examine().problems] == [timestamps.SPOILED]


def test_a_server_that_does_not_answer_stops_nothing_is_said_and_asked_again_later(stamping, newest):
    stamping.TIMESTAMP_SERVER = "http://127.0.0.1:9/"
    assert journal.stamp_when_due() == 0
    newest.refresh_from_db()
    assert newest.not_stamped == timestamps.NO_ANSWER and timestamps.due() is None


def test_an_answer_that_is_none_is_not_kept(stamping, newest, httpserver_of_nonsense):
    stamping.TIMESTAMP_SERVER = httpserver_of_nonsense
    assert journal.stamp_when_due() == 0
    newest.refresh_from_db()
    assert (newest.not_stamped, bytes(newest.stamp)) == (timestamps.WRONG, b"")


@pytest.fixture
def httpserver_of_nonsense():
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>no time here</html>")

        def log_message(self, *words):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()


def test_without_a_server_nothing_is_asked(settings, newest):
    settings.TIMESTAMP_SERVER = ""
    assert timestamps.due() is None and journal.stamp_when_due() == 0
