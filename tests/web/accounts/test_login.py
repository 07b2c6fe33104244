"""Who gets in."""

import base64
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as codes
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test import Client

from tidings.web.accounts import second_factor
from tidings.web.accounts.models import User
from tidings.web.accounts.sealing import open_closed

PASSWORD = "a long password of ours"


@pytest.fixture(autouse=True)
def unlimited():
    """Nobody has tried anything yet."""
    cache.clear()


@pytest.mark.parametrize("page", ["/appeals/", "/cases/", "/tracing/", "/letters/", "/reports/", "/journal/"])
def test_a_stranger_is_asked_to_log_in(db, page):
    response = Client().get(page)
    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


@pytest.fixture
def boris(people):
    """Boris, with a password and with nothing else yet."""
    people["boris"].set_password(PASSWORD)
    people["boris"].save()
    Authenticator.objects.filter(user=people["boris"]).delete()
    return people["boris"]


def enter(client, password=PASSWORD, name="boris"):
    return client.post("/login/", {"login": name, "password": password})


@pytest.fixture
def app(boris, client):
    """Return the code that Boris's app shows so many half minutes from now."""
    enter(client)
    secret = client.get("/me/second/app/").context["form"].secret

    def shown(ahead=0):
        return hotp(secret, int(time.time()) // 30 + ahead)

    assert client.post("/me/second/app/", {"code": shown(-1)})["Location"] == "/me/second/codes/"
    return shown


def hotp(secret, step):
    return codes.format_hotp_value(codes.hotp_value(secret, step))


def test_after_the_password_a_second_factor_is_set_up_before_anything_else(boris, client):
    assert enter(client)["Location"] == "/"
    for page in ("/", "/appeals/", "/cases/", "/people/search/"):
        assert client.get(page)["Location"] == "/me/second/"
    assert client.get("/me/second/").status_code == 200


def test_then_the_desk_opens(app, client):
    assert client.get("/", follow=True).request["PATH_INFO"] == "/appeals/"


def test_next_time_the_password_alone_opens_nothing(app):
    again = Client()
    assert enter(again)["Location"].startswith("/login/second/")
    assert again.get("/appeals/")["Location"].startswith("/login/")
    assert again.post("/login/second/", {"code": "000000"}).status_code == 422
    assert again.get("/appeals/").status_code == 302
    assert again.post("/login/second/", {"code": app(1)}).status_code == 302
    assert again.get("/appeals/").status_code == 200


def test_a_code_of_the_app_counts_once_even_if_this_process_forgets_all(app):
    first, second = Client(), Client()
    code = app(1)
    enter(first)
    assert first.post("/login/second/", {"code": code}).status_code == 302
    cache.clear()
    enter(second)
    assert second.post("/login/second/", {"code": code}).status_code == 422
    assert second.post("/login/second/", {"code": app(0)}).status_code == 422, "an older one"


def test_the_code_that_set_the_app_up_opens_nothing(app):
    again = Client()
    enter(again)
    assert again.post("/login/second/", {"code": app(-1)}).status_code == 422


def test_a_recovery_code_counts_once(app, client):
    printed = client.get("/me/second/codes/").context["unused_codes"]
    assert len(printed) == 10
    for browser, status in ((Client(), 302), (Client(), 422)):
        enter(browser)
        assert browser.post("/login/second/", {"code": printed[3]}).status_code == status
    assert "****" in client.get("/me/second/codes/").context["unused_codes"], "shown once"


def test_the_secret_of_the_app_is_kept_sealed(app, boris):
    secret = open_closed(Authenticator.objects.get(user=boris, type="totp").data["secret"])
    for table, column in (("mfa_authenticator", "data"), ("django_session", "session_data")):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608
            kept = str(cursor.fetchall())
        assert kept and secret not in kept and base64.b64encode(secret.encode()).decode()[:20] not in kept


def test_a_coordinator_needs_a_passkey_and_codes_do_not_let_her_in(app, boris, client):
    User.objects.filter(pk=boris.pk).update(role="coordinator")
    browser = Client()
    enter(browser)
    assert browser.post("/login/second/", {"code": app(1)}).status_code == 302
    assert browser.get("/appeals/")["Location"] == "/me/second/", "an app is not enough"
    Authenticator.objects.create(user=boris, type="webauthn", data={"name": "key", "credential": {}})
    boris.refresh_from_db()
    Authenticator.objects.filter(type="totp").update(created_at=boris.date_joined - timedelta(days=1))
    app_alone = Authenticator.objects.get(type="totp")
    app_alone.data.pop("step")
    app_alone.save()
    assert second_factor.use(boris, app(1)) is None
    Authenticator.objects.filter(type="webauthn").delete()
    assert second_factor.use(boris, app(1)) == app_alone


@pytest.mark.parametrize("demo, page", [(True, 200), (False, 302)])
def test_only_in_an_invented_office_a_password_is_enough(boris, client, settings, demo, page):
    settings.DEMO = demo
    enter(client)
    assert client.get("/appeals/").status_code == page


@pytest.mark.parametrize("name, password", [("boris", "no"), ("nobody", "no"), ("gone", PASSWORD)])
def test_a_refusal_does_not_say_which_half_was_wrong(boris, people, name, password):
    people["chen"].set_password(PASSWORD)
    people["chen"].username, people["chen"].is_active = "gone", False
    people["chen"].save()
    answer = Client(headers={"accept-language": "en"}).post("/login/", {"login": name, "password": password})
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert answer.text.count('role="alert"') == 1


def test_who_is_known_and_who_is_not_takes_the_same_time(boris):
    def seconds(name):
        cache.clear()
        began = time.perf_counter()
        enter(Client(), "no", name)
        return time.perf_counter() - began

    seconds("boris")
    known, unknown = (sorted(seconds(name) for _ in range(7))[3] for name in ("boris", "nobody"))
    assert abs(known - unknown) < 0.5 * known


def test_after_five_wrong_passwords_the_right_one_waits_too(boris):
    for _ in range(5):
        assert enter(Client(), "no").status_code == 422
    assert enter(Client()).status_code == 422
    assert enter(Client(), "no", "nobody").status_code == 422


def test_no_address_is_kept_of_who_tries(boris, monkeypatch):
    kept = []
    put = LocMemCache.set
    monkeypatch.setattr(
        LocMemCache, "set", lambda self, key, *rest: (kept.append(key), put(self, key, *rest))
    )
    Client(REMOTE_ADDR="203.0.113.77").post("/login/", {"login": "boris", "password": "no"})
    assert any("allauth" in key for key in kept)
    assert not [key for key in kept if "203.0.113" in key]


def test_passwords_are_kept_by_argon2(boris):
    assert boris.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    "password, kept", [("short", False), ("a" * 129, False), ("a long password 1", True)]
)
def test_one_chooses_a_password_of_12_to_128_signs(boris, settings, client, password, kept):
    settings.DEMO = True
    enter(client)
    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert client.post("/me/password/", form).status_code == (302 if kept else 422)
    assert enter(Client(), password).status_code == (302 if kept else 422)


def test_nothing_of_a_page_is_kept_by_the_browser(as_):
    response = as_("amal").get("/journal/")
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_language_can_be_changed_and_stays(as_):
    browser = as_("amal")
    response = browser.post("/language/", {"language": "uk", "next": "/journal/"})
    assert response["Location"] == "/journal/"
    assert '<html lang="uk"' in browser.get("/journal/").text


def test_the_way_back_after_a_language_never_leads_to_another_site(as_):
    response = as_("amal").post("/language/", {"language": "uk", "next": "https://example.org/"})
    assert response["Location"] == "/"


@pytest.mark.parametrize("host, told", [("127.0.0.1:8000", True), ("localhost:8000", False)])
def test_who_comes_by_an_address_of_numbers_is_told_where_passkeys_work(boris, as_, host, told):
    page = as_("boris").get("/me/second/passkeys/new/", headers={"host": host}).text
    assert ("http://localhost:8000/me/second/passkeys/new/" in page) is told
