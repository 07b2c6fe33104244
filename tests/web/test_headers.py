"""Every answer of the desk, whatever its address: kept by no browser, loading nothing from elsewhere, running nothing inline."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from tidings.web.headers import POLICY

DESK = Path(__file__).parents[2] / "tidings/web"
FILLED = {"int": "1", "str": "AAAA"}


def addresses(patterns, before=""):
    """Yield each address of the map, its gaps filled."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, route)
        else:
            yield "/" + re.sub(r"<(\w+):\w+>", lambda gap: FILLED[gap[1]], route)


ADDRESSES = [*addresses(get_resolver().url_patterns), "/nothing-here/", "/static/desk/desk.css"]


def check(answer, address):
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy, address
    assert answer["X-Content-Type-Options"] == "nosniff", address
    assert answer["Referrer-Policy"] == "same-origin", address
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin", (
        address
    )
    assert "camera=()" in answer["Permissions-Policy"], address
    if not address.startswith("/static/"):
        assert answer["X-Frame-Options"] == "DENY", address
        assert "no-store" in answer["Cache-Control"], address


def test_every_answer_to_one_of_us_has_them(as_):
    browser = as_("amal")
    browser.raise_request_exception = False
    for address in ADDRESSES:
        if address not in ("/logout/", "/seal/"):
            answer = browser.get(address)
            check(answer, address)
            answer.close()
            check(browser.post(address), address)


def test_every_answer_to_a_stranger_has_them(db):
    browser = Client(raise_request_exception=False)
    for address in ADDRESSES:
        answer = browser.get(address)
        check(answer, address)
        answer.close()
        check(browser.post(address, headers={"HX-Request": "true"}), address)


def test_a_host_that_is_not_ours_is_refused_with_them(db):
    answer = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer["Cache-Control"] == "no-store" and "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_policy_lets_nothing_inline_or_foreign_run():
    rules = dict(rule.strip().partition(" ")[::2] for rule in POLICY.split(";"))
    assert (
        rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    )
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"


INLINE = r"<script(?![^>]*(\bsrc=|type=\"application/json\"))|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:"
PRINTED = {"sheet.html"}  # a file for a custodian's printer, which no address shows


@pytest.mark.parametrize("path", sorted(DESK.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_inline_script_or_style_and_trusts_no_words(path):
    source = path.read_text("utf-8")
    assert path.name in PRINTED or not re.search(INLINE, source)
    assert not re.search(r"\|safe\b|\bautoescape off\b|\|safeseq\b", source)


def test_django_finds_nothing_to_warn_of_where_the_desk_is_served_by_https(tmp_path):
    environment = {
        **os.environ,
        "TIDINGS_HTTPS": "yes",
        "TIDINGS_HOSTS": "desk.example",
        "TIDINGS_DATA": str(tmp_path),
    }
    call = [sys.executable, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(call, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout
