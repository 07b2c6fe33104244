"""Whatever fails in whatever view: the answer is a plain page, and the log says where, never what was asked or kept."""

import io
import logging

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tidings.web.logs import Plain

CANARY = "Kanareikin"
BODY = {"name": CANARY, "text": CANARY, "password": CANARY, "csrfmiddlewaretoken": CANARY}
ASKED = {
    "user-agent": CANARY,
    "referer": f"http://testserver/{CANARY}",
    "x-forwarded-for": CANARY,
    "cookie": f"x={CANARY}",
}
NAMES = {"int": 1, "str": CANARY}


def addresses(patterns):
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        else:
            yield one


VIEWS = list(addresses(get_resolver().url_patterns))


@pytest.fixture
def written(monkeypatch):
    """What the desk writes to its log, of every level and logger."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Plain())
    for name in ("", "django", "django.request", "django.security", "gunicorn.error"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def fails(request, *args, **kwargs):
    words = request.POST.get("name") or CANARY  # a value of this frame
    try:
        {}[words]
    except KeyError as error:
        raise ValueError(f"cannot keep {words!r}: {request.POST!r}") from error


def address_of(one):
    given = {
        name: NAMES["int" if "Int" in type(kind).__name__ else "str"]
        for name, kind in one.pattern.converters.items()
    }
    return reverse(one.name, kwargs=given)


@pytest.mark.parametrize("one", VIEWS, ids=lambda one: one.name)
def test_a_view_that_fails_tells_nobody_what_was_asked(one, db, written, monkeypatch, capfd):
    fails.login_required = False
    monkeypatch.setattr(one, "callback", fails)
    browser = Client(raise_request_exception=False, headers=ASKED)
    for answer in (browser.get(address_of(one), {"q": CANARY}), browser.post(address_of(one), BODY)):
        assert answer.status_code == 500
        assert CANARY not in answer.text and "Traceback" not in answer.text
        assert CANARY not in str(answer.headers)
    said = written.getvalue()
    assert said.count("[500 ") == 2 and "ValueError\n" in said and "KeyError\n" in said and "in fails" in said
    assert one.name in said
    assert CANARY not in said + "".join(capfd.readouterr())


def test_what_is_refused_before_any_view_is_not_written_down(db, written):
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    browser.get("/", headers={"host": f"{CANARY}.example"})
    browser.get(f"/{CANARY}/", {CANARY: CANARY})
    browser.post(reverse("language"), BODY)
    browser.post("/login/", f"name={CANARY}&" * 3000, content_type="application/x-www-form-urlencoded")
    assert written.getvalue()
    assert CANARY not in written.getvalue()


def test_an_error_of_the_database_is_written_without_what_it_held(db, written):
    from django.db import connection

    try:
        connection.cursor().execute("SELECT * FROM nothing WHERE name = %s", [CANARY])
    except Exception:
        logging.getLogger("tidings.work").exception("the job failed")
    assert "OperationalError" in written.getvalue() or "ProgrammingError" in written.getvalue()
    assert CANARY not in written.getvalue()


def test_our_own_lines_are_whole_and_foreign_ones_name_nothing(written):
    logging.getLogger("tidings.work").error("the job %r failed: %s", "tracing", "MemoryError")
    logging.getLogger("gunicorn.error").warning("Invalid request from ip=%s: %s", "203.0.113.9", CANARY)
    logging.getLogger("py.warnings").warning("%s", CANARY)
    assert "the job 'tracing' failed: MemoryError" in written.getvalue()
    assert "Invalid request from ip=…: …" in written.getvalue()
    assert CANARY not in written.getvalue() and "203.0.113" not in written.getvalue()


def test_gunicorn_writes_in_the_same_way():
    from gunicorn.config import Config

    from tidings.web import server
    from tidings.web.sealed import server as sealed

    for settings in (server, sealed):
        logger = settings.logger_class(Config())
        assert [type(handler.formatter) for handler in logger.error_log.handlers] == [Plain]
        assert settings.accesslog is None
