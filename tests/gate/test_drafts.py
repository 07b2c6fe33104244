from datetime import UTC, datetime, timedelta

import pytest

from tidings.errors import CannotOpen
from tidings.gate import drafts
from tidings.gate.drafts import Key
from tidings.gate.models import Draft
from tidings.sealing import boxes

NOON = datetime(2026, 11, 22, 12, 40, 30, tzinfo=UTC)


def test_the_gate_holds_only_what_it_cannot_open(visitor):
    visitor.answer()
    draft = Draft.objects.get()
    secret = visitor.client.cookies["draft"].value.encode()
    assert secret not in bytes(draft.locked) + draft.lookup.encode()
    with pytest.raises(CannotOpen):
        boxes.unlock(bytes.fromhex(draft.lookup), bytes(draft.locked))


def test_its_time_is_a_full_hour(visitor):
    visitor.answer()
    expires_at = Draft.objects.get().expires_at
    assert (expires_at.minute, expires_at.second, expires_at.microsecond) == (0, 0, 0)


def test_it_rests_for_an_hour_at_least_and_two_at_most(db):
    key = Key.new()
    drafts.write(key, {"name": "Иванов"}, NOON)
    assert drafts.read(key, NOON + timedelta(minutes=60)) == {"name": "Иванов"}
    assert drafts.read(key, NOON + timedelta(minutes=120)) is None
    drafts.sweep(NOON + timedelta(minutes=120))
    assert not Draft.objects.exists()


def test_a_box_under_another_name_does_not_open(db):
    mine, theirs = Key.new(), Key.new()
    drafts.write(theirs, {"name": "Иванов"}, NOON)
    Draft.objects.update(lookup=mine.lookup)
    assert drafts.read(mine, NOON) is None


def test_the_cookie_is_the_only_one_and_hides_itself(visitor):
    visitor.answer()
    assert list(visitor.client.cookies) == ["draft"]
    cookie = visitor.client.cookies["draft"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict"
    assert not cookie["expires"] and not cookie["max-age"]


def test_over_an_encrypted_line_the_cookie_never_leaves_it(visitor):
    answer = visitor.client.post("/ru/1/", {"name": "Иванов"}, secure=True)
    assert answer.cookies["draft"]["secure"]


def test_looking_sets_no_cookie(visitor):
    for page in ["", "1/", "2/", "check/", "code/", "end/"]:
        visitor.look(page)
    assert not visitor.client.cookies


def test_another_site_cannot_post(visitor):
    visitor.press("1/", name="Иванов")
    for headers in [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]:
        answer = visitor.client.post("/ru/1/", {"name": "Иной"}, headers=headers)
        assert answer.status_code == 403
    assert "Иванов" in visitor.look("1/").content.decode()


def test_a_browser_that_names_no_site_must_show_the_token(visitor):
    visitor.press("1/", name="Иванов")
    assert visitor.client.post("/ru/1/", {"name": "Иной"}).status_code == 403
    assert visitor.client.post("/ru/1/", {"name": "Иной", "token": "ё"}).status_code == 403
    assert visitor.client.post("/ru/check/", {}).status_code == 403
    assert "Иванов" in visitor.look("1/").content.decode()


def test_a_page_opened_before_the_draft_may_be_sent_again(visitor):
    visitor.press("1/", name="Иванов")
    headers = {"origin": "http://testserver"}
    assert visitor.client.post("/ru/1/", {"name": "Иной", "token": ""}, headers=headers).status_code == 302


def test_the_token_gives_away_neither_key_nor_name():
    key = Key.new()
    assert len({key.token, key.lookup, key.secret.hex()}) == 3


@pytest.mark.parametrize("cookie", ["", "x", "ж", "a" * 4000, "=" * 44])
def test_a_cookie_of_another_shape_is_none_of_ours(visitor, cookie):
    visitor.client.cookies["draft"] = cookie
    assert visitor.look("1/").status_code == 200
    assert visitor.look("2/").status_code == 410


def test_what_is_typed_after_the_draft_has_gone_is_kept(visitor):
    visitor.answer()
    page = visitor.look("5/")
    Draft.objects.all().delete()
    token = page.context["token"]
    visitor.client.post("/ru/5/", {"what_happened": "Долго писала", "token": token})
    assert "Долго писала" in visitor.look("check/").content.decode()


def test_two_visitors_never_see_each_other(another):
    one, two = another(), another()
    one.press("1/", name="Иванов")
    two.press("1/", name="Петров")
    assert "Петров" not in one.look("1/").content.decode()
    assert "Иванов" not in two.look("1/").content.decode()
