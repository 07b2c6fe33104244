"""Confirming what was read: by keys alone, in at most six of them; by Tab and Enter where there is no script; open to all."""

import pytest

MOST_KEYS = 6


class Keys:
    """Keys pressed on a page, counted."""

    def __init__(self, page) -> None:
        self.page, self.pressed = page, []

    def press(self, *names: str) -> None:
        for name in names:
            self.pressed.append(name)
            self.page.keyboard.press(name)


def focused(page) -> str:
    return page.evaluate("document.activeElement.closest('.fact')?.id || document.activeElement.tagName")


def test_a_plain_appeal_is_opened_and_confirmed_with_at_most_six_keys(enter, shot):
    page = enter("amal")
    keys = Keys(page)
    page.goto(page.url + "?category=captivity")
    keys.press("j", "Enter")  # the first row, open
    page.get_by_role("heading", name="In their words").wait_for()
    assert page.locator(".by-key kbd").count() >= 6, "the page says which keys there are"
    proposed = page.locator("#facts .fact .proposed").count()
    assert proposed > 3
    keys.press("n")  # the one to look at first
    first = focused(page)
    assert first.startswith("f")
    keys.press("Space")  # yes
    page.locator(f"#{first} .proposed").wait_for(state="detached")
    page.locator("[data-fact]:focus").wait_for()  # the next one waits under the fingers
    keys.press("Enter")  # yes to all the others, to category and urgency
    page.get_by_text("Everything here was confirmed by a person.").wait_for()
    assert page.locator("#facts .proposed").count() == 0
    assert len(keys.pressed) <= MOST_KEYS, keys.pressed
    shot(page, "confirmed-by-keys")


def test_a_wrong_value_is_corrected_by_typing_and_the_next_one_waits_under_the_fingers(enter):
    page = enter("amal")
    page.goto(page.url + "?category=lost_contact")
    page.locator("[data-row] a").nth(1).click()
    page.get_by_role("heading", name="In their words").wait_for()
    page.locator(".fact", has=page.locator("dt", has_text="Surname")).first.locator("[data-fact]").focus()
    fact = focused(page)
    page.keyboard.type("Nosov")  # Playwright sends keys of a Latin keyboard alone
    page.keyboard.press("Enter")
    page.locator(f"#{fact} dd", has_text="Nosov").first.wait_for()
    page.locator("[data-fact]:focus").wait_for()
    assert focused(page) != fact and focused(page).startswith("f")


def test_pointing_at_a_fact_lights_its_words_and_each_kind_has_a_letter_and_a_line_of_its_own(enter):
    page = enter("amal")
    page.goto(page.url + "?category=coerced_contract")
    page.locator("[data-row] a").first.click()
    page.get_by_role("heading", name="In their words").wait_for()
    fact = page.locator(".fact[data-words^=m]").first
    page.wait_for_load_state()  # what lights the words listens from then on
    fact.hover()
    page.locator("mark.lit").first.wait_for()
    looks = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.letter-text mark[data-tag]')]
             .filter((mark) => mark.dataset.tag)
             .map((mark) => { const style = getComputedStyle(mark);
                              return [mark.dataset.tag, style.borderTopStyle + style.borderTopWidth]; }))"""
    )
    assert len(looks) >= 3
    assert len(set(looks.values())) == len(looks), f"not known apart without colour: {looks}"
    assert page.locator(".kinds-of-marks mark").count() == len(looks)


def test_without_script_it_is_done_by_tab_and_enter(enter):
    page = enter("amal", script=False)
    page.goto(page.url + "?category=exempt_called_up")
    page.locator("[data-row] a").first.click()
    page.get_by_role("heading", name="In their words").wait_for()
    pressed = Keys(page)
    pressed.press("Tab", "Tab", "Enter")  # past the first skip link to the one that leads to the facts
    for _ in range(12):
        pressed.press("Tab")
        if page.evaluate("document.activeElement.matches('button.primary[data-key=Enter]')"):
            break
    pressed.press("Enter")
    page.get_by_text("Everything here was confirmed by a person.").wait_for()
    assert len(pressed.pressed) < 14


def test_who_looks_alike_is_fetched_after_the_page_and_by_a_link_without_script(enter):
    page = enter("amal")
    page.locator("[data-row] a").first.click()
    page.locator("#similar:not([hx-get])").wait_for()
    assert page.get_by_role("heading", name="Looks like").count() == 1
    page = enter("amal", script=False)
    page.locator("[data-row] a").first.click()
    page.get_by_role("link", name="Show them").click()
    page.get_by_role("heading", name="Looks like").wait_for()


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_confirming_and_learning_are_open_to_all(enter, size, scheme, check_access, shot):
    page = enter("amal", size, scheme)
    desk = page.url.split("/appeals/")[0]
    page.locator("[data-row] a").first.click()
    page.locator("#similar:not([hx-get])").wait_for()
    check_access(page)
    shot(page, f"confirming-{size}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    for place in ("appeals/learning", "appeals/floods"):
        page.goto(f"{desk}/{place}/")
        check_access(page)
        shot(page, f"{place.replace('/', '-')}-{size}-{scheme}")
