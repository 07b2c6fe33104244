"""What a relative can do who comes back with the code, and what nobody else can."""

import base64
from datetime import UTC, date, datetime, timedelta

import pytest

from tidings.errors import CannotOpen
from tidings.gate import actions, drafts, settings
from tidings.gate.drafts import Key
from tidings.gate.models import Draft, Mailbox, Reply
from tidings.sealing import boxes, mailboxes, post, receipts

TODAY = datetime.now(UTC).date()
NOW = datetime.now(UTC)


@pytest.fixture
def code(another):
    """The code of an appeal that was sent, written down and checked."""
    visitor = another().answer()
    groups = visitor.send()
    visitor.press("code/", last=groups[-1])
    return " ".join(groups)


@pytest.fixture
def mother(another, code):
    """Someone who came back with it, on another device."""
    return another().enter(code)


def test_the_code_opens_the_mailbox_on_any_device(mother):
    assert mother.opened["Location"] == "/ru/inside/"
    assert "Ответа пока нет" in mother.words("inside/")


def test_a_code_may_be_typed_on_any_keyboard(another, code):
    cyrillic = code.translate(str.maketrans("ABEHKMPT", "авенкмрт")).replace(" ", "-")
    assert another().enter(cyrillic).opened["Location"] == "/ru/inside/"


def test_what_the_office_answers_is_read_there_and_nowhere_else(mother, another, answer_to):
    answer_to("Мы написали прокурору.\n<b>Ждём</b>", date(2026, 11, 23))
    page = mother.words("inside/")
    assert "Мы написали прокурору.<br>&lt;b&gt;Ждём&lt;/b&gt;" in page and "23 ноября 2026" in page
    stranger = another().answer()
    assert stranger.look("inside/")["Location"] == "/ru/again/"
    theirs = "".join(stranger.send())
    assert "прокурору" not in another().enter(theirs).words("inside/")


def test_an_answer_that_was_changed_is_said_and_hides_no_other(mother, answer_to):
    answer_to("первый")
    answer_to("второй")
    changed = Reply.objects.latest("number")
    changed.sealed = bytes(changed.sealed)[:-1] + b"x"
    changed.save()
    page = mother.words("inside/")
    assert "не открывается" in page and "первый" in page and "второй" not in page


def test_the_newest_answer_stands_first(mother, answer_to):
    answer_to("первый", date(2026, 11, 23))
    answer_to("второй", date(2026, 11, 24))
    page = mother.words("inside/")
    assert page.index("второй") < page.index("первый")


def test_what_she_wrote_reaches_the_office_from_the_same_mailbox(mother, post_of):
    assert mother.press("inside/1/", text="Звонил вчера.\r\nЖив.", unit="12345").status_code == 302
    first, second = post_of()
    assert second.kind == "message" and second.mailbox == first.mailbox and second.locator == first.locator
    assert second.answers == {
        "version": 1,
        "lang": "ru",
        "fields": {"unit": "12345"},
        "unknown": [],
        "text": "Звонил вчера.\nЖив.\n\nВоинская часть: 12345",
        "files": [],
    }
    assert "Это у нас" in mother.words("inside/done/")


def test_the_other_wishes_reach_the_office_each_as_its_kind(mother, post_of):
    mother.press("inside/3/", contacts="+7 900 000-00-00", safe_contact="только ночью")
    mother.press("inside/4/", text="")
    mother.press("inside/5/", text="боюсь")
    sent = {arrived.kind: arrived.answers for arrived in post_of()}
    assert set(sent) == {"appeal", "safe", "withdraw", "delete"}
    assert sent["safe"]["fields"] == {"contacts": "+7 900 000-00-00", "safe_contact": "только ночью"}
    assert sent["withdraw"]["text"] == "" and sent["delete"]["text"] == "боюсь"


def test_looking_at_a_wish_does_not_send_it(mother, post_of):
    page = mother.words("inside/4/")
    assert "письма, которые уже отправлены, вернуть нельзя" in page.lower()
    assert len(post_of()) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_nothing_is_sent_where_nothing_was_written(mother, post_of, number):
    refused = mother.press(f"inside/{number}/")
    assert refused.status_code == 422 and 'class="summary"' in refused.content.decode()
    assert len(post_of()) == 1


def test_another_language_keeps_what_is_being_typed(mother):
    assert mother.press("inside/1/", text="Долго писала", speak="uk")["Location"] == "/uk/inside/1/"
    mother.language = "uk"
    assert "Долго писала" in mother.words("inside/1/")


def test_what_is_typed_when_the_visit_is_over_is_there_again_after_the_code(mother, code, post_of):
    token = mother.look("inside/1/").context["token"]
    Draft.objects.all().delete()
    onward = mother.client.post("/ru/inside/1/", {"text": "Долго писала", "token": token})
    assert onward["Location"] == "/ru/again/" and len(post_of()) == 1
    assert "Долго писала" in mother.enter(code).words("inside/1/")


def test_leaving_forgets_everything_here(mother):
    left = mother.press("inside/")
    assert left["Location"] == "/ru/end/" and left.cookies["draft"].value == ""
    assert not Draft.objects.exists()
    assert mother.look("inside/")["Location"] == "/ru/again/"


def test_an_appeal_begun_before_is_there_after_the_visit_began(another, code):
    visitor = another()
    visitor.press("1/", name="Другой сын")
    before = visitor.client.cookies["draft"].value
    visitor.enter(code)
    assert "Другой сын" in visitor.words("1/")
    assert visitor.client.cookies["draft"].value != before and Draft.objects.count() == 1


def test_one_cookie_is_enough(mother):
    for page in ["inside/", "inside/1/", "inside/2/", "inside/3/"]:
        mother.look(page)
    assert list(mother.client.cookies) == ["draft"]
    assert (
        mother.opened.cookies["draft"]["httponly"] and mother.opened.cookies["draft"]["samesite"] == "Strict"
    )


def test_the_key_of_the_mailbox_lies_nowhere_in_the_gate(mother, code, gate_file):
    secret = settings.SECRET.read_bytes()
    mailbox = mailboxes.derive(receipts.parse(code), secret)
    everything = b"".join(path.read_bytes() for path in gate_file.parent.glob("*"))
    for bare in (mailbox.keys.private, mailbox.verifier, code.replace(" ", "").encode()):
        assert bare not in everything and bare.hex().encode() not in everything
    row = Mailbox.objects.get()
    assert bytes(row.public) == mailbox.keys.public and bytes(row.verifier) == mailboxes.kept(
        mailbox.verifier
    )
    with pytest.raises(CannotOpen):
        boxes.unlock(bytes(row.verifier), bytes(Draft.objects.latest("expires_at").locked))


def test_two_receipts_may_share_a_locator(another, monkeypatch, post_of, gate_file):
    one = receipts.make()
    drawn = [one, receipts.Receipt(one.locator, receipts.make().secret)]
    with monkeypatch.context() as patched:
        patched.setattr(actions.receipts, "make", lambda: drawn.pop(0))
        codes = ["".join(another().answer().send()) for _ in range(2)]
    for arrived, text in zip(post_of(), ["одной", "другой"], strict=True):
        post.reply(gate_file, arrived.mailbox, text, TODAY)
    pages = [another().enter(code).words("inside/") for code in codes]
    assert ["другой" in page for page in pages] == [False, True]


def test_a_mailbox_stays_until_the_office_forgets_it(mother, code, post_of, gate_file, answer_to):
    answer_to("ответ")
    mother.press("inside/5/")
    assert "ответ" in mother.words("inside/")
    token = mother.look("inside/1/").context["token"]
    post.forget(gate_file, post_of()[0].mailbox)
    assert mother.look("inside/")["Location"] == "/ru/again/"
    again = mother.client.post("/ru/inside/1/", {"text": "ещё", "token": token})
    assert again["Location"] == "/ru/again/"
    assert mother.enter(code).opened.status_code == 422


def test_only_days_are_kept(mother):
    row = Mailbox.objects.get()
    assert (row.opened_on, row.last_visit_on) == (TODAY, TODAY)


def test_a_visit_counts_as_one(another, code):
    Mailbox.objects.update(last_visit_on=date(2026, 1, 1))
    another().enter(code)
    assert Mailbox.objects.get().last_visit_on == TODAY


def test_what_nobody_opens_for_half_a_year_goes(mother, answer_to):
    answer_to("ответ")
    actions.sweep(NOW + timedelta(days=180))
    assert Mailbox.objects.exists() and Reply.objects.exists()
    actions.sweep(NOW + timedelta(days=181))
    assert not Mailbox.objects.exists() and not Reply.objects.exists()


def test_a_stolen_cookie_of_before_opens_no_mailbox(another, code):
    visitor = another()
    visitor.press("1/", name="x")
    old = Key(base64.urlsafe_b64decode(visitor.client.cookies["draft"].value))
    visitor.enter(code)
    assert drafts.read(old, NOW) is None


def test_another_site_can_do_nothing_inside(mother, post_of):
    for number in (1, 3, 4, 5):
        answer = mother.client.post(
            f"/ru/inside/{number}/", {"text": "зло"}, headers={"origin": "https://evil.example"}
        )
        assert answer.status_code == 403
    assert mother.client.post("/ru/inside/4/", {"text": ""}).status_code == 403
    assert len(post_of()) == 1


@pytest.mark.parametrize("page", ["inside/0/", "inside/6/", "inside/99/"])
def test_there_are_no_other_pages(mother, page):
    assert mother.look(page).status_code == 404
