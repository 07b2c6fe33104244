import re

import pytest

from tidings.gate import settings

PAGES = ["", "1/", "2/", "files/", "check/", "code/", "end/", "again/", "inside/", "nowhere/"]
INSIDE = ["inside/", *(f"inside/{number}/" for number in range(1, 6)), "inside/done/"]


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_is_closed_to_other_sites_and_kept_by_nobody(visitor, page):
    answer = visitor.look(page)
    assert answer["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'; img-src 'self';"
    )
    assert "form-action 'self'; frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_refusal_has_the_same_headers(visitor):
    answer = visitor.client.post("/ru/1/", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert answer["Cache-Control"] == "no-store" and "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_no_page_has_script_style_or_anything_from_elsewhere(another, language):
    visitor = another(language).answer()
    pages = [visitor.look(page) for page in ["", "1/", "5/", "files/", "check/", "again/", "nowhere/"]]
    code = "".join(visitor.send())
    pages += [visitor.look("code/"), visitor.look("end/")]
    for page in [*pages, *inside_of(another(language).enter(code))]:
        words = page.content.decode()
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", words)
        outside = re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*', words)
        assert outside == [f'href="{settings.LEAVE}']


def inside_of(mother):
    """Every page of a mailbox."""
    mother.press("inside/1/", text="слова")
    found = [mother.look(page) for page in INSIDE]
    assert [page.status_code for page in found] == [200] * len(INSIDE)
    return found


def test_every_page_of_a_mailbox_is_light_neutral_and_shows_the_way_out(visitor, another):
    code = "".join(visitor.answer().send())
    for page in inside_of(another().enter(code)):
        words = page.content.decode()
        assert len(page.content) <= 20_000
        title = re.search("<title>(.*?)</title>", words, re.S)[1]
        assert title.endswith("Анкета") and not re.search("соглас|удал|ящик|воен", title, re.I)
        assert f'class="leave" href="{settings.LEAVE}"' in words
        assert page["Cache-Control"] == "no-store"


def test_an_address_says_no_more_than_a_number(visitor, another):
    """What a history shows of a visit: nothing of what was asked for."""
    page = another().enter("".join(visitor.answer().send())).words("inside/")
    links = set(re.findall(r'href="(/ru/[^"]*)"', page)) - {"/ru/inside/"}
    assert links == {f"/ru/inside/{number}/" for number in range(1, 6)}


def test_the_first_page_is_light_and_so_is_the_way(visitor):
    css = b"".join(visitor.client.get("/static/gate/form.css").streaming_content)
    icon = b"".join(visitor.client.get("/static/gate/icon.svg").streaming_content)
    shared = len(css) + len(icon)
    assert len(visitor.look().content) + shared <= 50_000
    visitor.answer()
    pages = [visitor.look(page) for page in ["", "1/", "2/", "3/", "4/", "5/", "6/", "files/", "check/"]]
    visitor.send()
    whole = shared + sum(len(page.content) for page in [*pages, visitor.look("code/"), visitor.look("end/")])
    assert whole <= 250_000


@pytest.mark.parametrize("language, word", [("ru", "Анкета"), ("uk", "Анкета"), ("en", "Form")])
def test_a_title_tells_nothing_to_who_looks_over_the_shoulder(another, language, word):
    visitor = another(language)
    titles = [
        re.search("<title>(.*?)</title>", visitor.look(page).content.decode(), re.S)[1] for page in PAGES[:2]
    ]
    assert titles[0] == word and titles[1].endswith(word)


@pytest.mark.parametrize(
    "accepted, led_to",
    [("uk-UA,uk;q=0.9", "/uk/"), ("en-GB", "/en/"), ("de-DE,de;q=0.9", "/ru/"), ("", "/ru/")],
)
def test_the_first_visit_is_in_the_language_of_the_browser_or_in_russian(visitor, accepted, led_to):
    assert visitor.client.get("/", headers={"accept-language": accepted})["Location"] == led_to


def test_who_is_written_about_changes_nothing_on_any_page(another, answers):
    """No oracle: the same answers a second time, or about someone else, are met in the same words."""

    def walk(name):
        visitor, met = another(), []
        for number, typed in enumerate([{"name": name, "birth_date": "2005"}, *answers.all[1:]], 1):
            met.append(visitor.press(f"{number}/", **typed).headers["Location"])
            met.append(visitor.look(f"{min(number + 1, 6)}/").content.decode())
        met.append(visitor.look("check/").content.decode().replace(name, "NAME"))
        code = "".join(visitor.send())
        page = visitor.look("code/").content.decode()
        picture = re.compile(r"<svg.*?</svg>", re.S)
        for group in re.findall(r"<span>(\w{4})</span>", page):
            page = page.replace(group, "CODE")
        met.append(picture.sub("PICTURE", page))
        assert len(code) == 20
        return [re.sub(r'(name="token" value=")\w+', r"\1TOKEN", words) for words in met]

    first = walk("Кравцов Илья")
    assert walk("Кравцов Илья") == first
    assert walk("Шаповалов Денис") == first


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_only_looking_and_sending_is_heard(visitor, method):
    assert getattr(visitor.client, method)("/ru/1/").status_code == 405
    assert visitor.client.post("/ru/").status_code == 405


def test_a_post_that_is_far_too_large_is_refused_in_plain_words(visitor):
    answer = visitor.client.post("/ru/1/", {"name": "я" * 600_000})
    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()
