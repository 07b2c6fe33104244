"""A caseworker's way through the invented office: from log-in to a downloaded letter, as far as a person would click."""

import json
import time
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest

TABLE = json.loads((Path(__file__).parents[1] / "payloads.json").read_text("utf-8"))
SMUGGLED = [*TABLE["html"][:48:3], *TABLE["template"][:4]]
THREE_MINUTES = 180


def words(page, kind: str) -> str:
    """Download the letter and return its words."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=f"Download {kind.upper()}").click()
    assert waiting.value.suggested_filename.startswith("letter-")
    content = Path(waiting.value.path()).read_bytes()
    if kind == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(content)).pages)


def send_an_appeal(page, address: str, name: str) -> None:
    """Fill in the public form as a relative would, and come to the receipt."""
    on = page.locator("main .button")
    page.goto(f"{address}/ru/")
    on.click()
    page.fill("[name=name]", name)
    on.click()
    on.click()
    page.locator("[name=last_contact_unknown]").check()
    on.click()
    on.click()
    page.fill("[name=what_happened]", "Сын не выходит на связь третий день, срочник.")
    for _ in ("reply", "files", "check", "send"):
        on.click()
    page.locator(".code").wait_for()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_from_an_appeal_to_a_downloaded_letter_in_under_three_minutes(enter, size, check_access, shot):
    began = time.monotonic()
    page = enter("amal", size)
    check_access(page)
    page.goto(page.url + "?category=coerced_contract")
    page.locator("[data-row] a").nth(0 if size == "phone" else 1).click()
    page.get_by_role("heading", name="In their words").wait_for()
    check_access(page)
    surname = (
        page.locator(".fact", has_text="Surname")
        .locator(".proposed")
        .first.inner_text()
        .removesuffix("?")
        .strip()
    )
    page.get_by_role("button", name="Confirm all").click()
    page.get_by_role("button", name="Confirm all").wait_for(state="detached")
    shot(page, f"{size}-confirmed")
    page.get_by_role("button", name="Make a case").click()
    page.wait_for_url("**/cases/*/")
    assert surname in page.locator("h1").inner_text()
    check_access(page)
    shot(page, f"{size}-case")
    page.locator(".tasks a", has_text="Rights").click()
    page.get_by_role("heading", name="Rights", exact=True).wait_for()
    assert page.locator("main").inner_text().count("contract") > 0, "the forced contract concerns a rule"
    check_access(page)
    shot(page, f"{size}-rights")
    page.go_back()
    page.locator(".tasks a", has_text="Letters").click()
    page.get_by_role("button", name="Draft it").first.click()
    page.wait_for_url("**/letters/*/")
    check_access(page)
    text = page.locator("textarea[name=text]")
    text.fill(text.input_value().replace("[ваш почтовый адрес]", "г. Энск, ул. Тихая, 1"))
    page.get_by_role("button", name="Save").click()
    page.get_by_text("г. Энск, ул. Тихая, 1").last.wait_for()
    shot(page, f"{size}-letter")
    for kind in ("docx", "pdf"):
        said = words(page, kind)
        assert "г. Энск, ул. Тихая, 1" in said
        assert surname[:4] in said
    assert time.monotonic() - began < THREE_MINUTES


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_candidate_is_answered_and_the_answer_taken_back(enter, size, check_access, shot):
    page = enter("boris" if size == "phone" else "amal", size, scheme="dark")
    page.goto(page.url.replace("/appeals/", "/tracing/"))
    check_access(page)
    page.locator("main a[href^='/tracing/']").filter(has_not_text="lists").locator(
        "visible=true"
    ).first.wait_for()
    first = page.locator("main a").evaluate_all(
        "links => links.map(link => link.pathname).find(path => /^\\/tracing\\/\\d+\\/$/.test(path))"
    )
    page.goto(page.url.split("/tracing/")[0] + first)
    check_access(page)
    shot(page, f"{size}-candidate")
    page.get_by_role("button", name="unsure").click()
    page.goto(page.url.split("/tracing/")[0] + first)
    assert "unsure" in page.locator("main").inner_text()
    page.get_by_role("button", name="Take this answer back").click()
    page.goto(page.url.split("/tracing/")[0] + first)
    assert page.get_by_role("button", name="Take this answer back").count() == 0


@pytest.mark.parametrize("lang", ["ru", "uk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_desk_is_open_to_all(enter, lang, scheme, check_access, shot):
    page = enter("boris", "phone" if scheme == "dark" else "desk", scheme=scheme, lang=lang)
    desk = page.url.split("/appeals/")[0]
    for place in ("appeals", "appeals/import", "cases", "tracing", "letters", "reports"):
        page.goto(f"{desk}/{place}/")
        check_access(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), place
        shot(page, f"{lang}-{scheme}-{place.replace('/', '-')}")


def test_keys_move_through_the_queue_and_open_an_appeal(enter):
    page = enter("boris")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="In their words").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/tracing/")


def test_the_desk_works_without_script(enter):
    page = enter("amal", script=False)
    page.goto(page.url + "?category=deployment_notice")
    page.locator("[data-row] a").first.click()
    page.get_by_role("button", name="Confirm all").click()
    page.get_by_role("button", name="Make a case").click()
    page.wait_for_url("**/cases/*/")


def test_who_may_only_read_is_offered_nothing_to_change(enter):
    page = enter("dora", lang="en")
    page.locator("[data-row] a").first.click()
    page.get_by_role("heading", name="In their words").wait_for()
    assert page.get_by_role("button", name="Confirm all").count() == 0
    assert page.get_by_role("button", name="Make a case").count() == 0


def test_what_a_relative_sends_stands_in_the_queue(browse, demo, enter):
    send_an_appeal(browse("phone", lang="ru", script=False), demo.form, "Лесняк Артемий Викторович")
    page = enter("amal")
    for _ in range(30):
        page.reload()
        if page.get_by_text("Лесняк").count():
            break
        page.wait_for_timeout(500)
    assert page.get_by_text("Лесняк").count()


WATCH = """
window.ran = 0; window.zq7 = () => { window.ran += 1 }; window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
"""
MAKES_A_SCRIPT = """() => {
  try { document.body.append(Object.assign(document.createElement("script"), { text: "zq7()" })) }
  catch { return "refused" }
}"""


def quiet(page) -> bool:
    """Whether nothing that was smuggled in ran on this page, and nothing of ours was refused."""
    return page.evaluate("[window.ran, window.refused]") == [0, []]


def brought_in(page, address: str, file: dict, **told: str) -> None:
    """Choose a file on a page, fill in the rest, look at the preview and bring it in."""
    page.goto(address)
    page.set_input_files("#id_file", file)
    for name, value in told.items():
        page.locator(f"main [name={name}]").fill(value)
    if page.locator("main [name=kind]").count():
        page.select_option("main [name=kind]", "other")
    page.locator("main form button.primary").click()
    page.wait_for_url(lambda url: url != address)
    assert quiet(page)
    page.locator("main form button.primary").click()
    page.wait_for_load_state()


def test_what_is_smuggled_in_stays_words_in_a_real_browser(enter):
    page = enter("amal")
    desk = page.url.split("/appeals/")[0]
    page.context.add_init_script(WATCH)
    text = "Ищу сына, Тихомирова Егора, 2005 г.р.\n" + "\n".join(SMUGGLED)
    line = json.dumps({"id": "1", "channel": "telegram", "received": "2026-11-01", "text": text})
    file = {"name": "a.jsonl", "mimeType": "text/plain", "buffer": line.encode()}
    brought_in(page, f"{desk}/appeals/import/", file)
    cells = "".join(f'"{one.replace(chr(34), chr(34) * 2)}"\n' for one in SMUGGLED)
    file = {"name": "a.csv", "mimeType": "text/csv", "buffer": f"name\n{cells}".encode()}
    brought_in(page, f"{desk}/tracing/lists/new/", file, name=SMUGGLED[0], source=SMUGGLED[1])
    assert quiet(page) and page.locator("tbody tr").count() == len(SMUGGLED)
    page.goto(f"{desk}/reports/new/")
    page.fill("[name=text]", "\n\n".join(SMUGGLED))
    page.locator("main form button.primary").click()
    page.wait_for_url(lambda url: "/new/" not in url)
    assert quiet(page) and SMUGGLED[0] in page.locator("main").inner_text()
    page.goto(f"{desk}/appeals/?channel=telegram&state=waiting")
    page.locator("[data-row]", has_text="Тихомиров").locator("a").first.click()
    page.get_by_role("heading", name="In their words").wait_for()
    assert SMUGGLED[0] in page.locator("main").inner_text()
    page.get_by_role("button", name="Confirm all").click()  # a part that htmx puts in
    page.get_by_role("button", name="Confirm all").wait_for(state="detached")
    assert quiet(page)


def test_even_markup_that_came_into_a_page_would_run_nothing(enter):
    page = enter("boris")
    page.context.add_init_script(WATCH)
    page.reload()
    page.evaluate(
        "(parts) => { for (const part of parts) document.body.insertAdjacentHTML('beforeend', part) }",
        SMUGGLED,
    )
    assert page.evaluate(MAKES_A_SCRIPT) == "refused"
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") == 0
    assert page.evaluate("window.refused.length") > 3
