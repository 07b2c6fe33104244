"""A relative and the office talk: she sends, the office answers, she reads, writes again and withdraws."""

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install tidings[dev]")

NAME, WORDS = "Вигаданенко Остап", "Сын не выходит на связь третий день, срочник."


def go_on(page):
    with page.expect_navigation():
        page.locator("main .button").first.click()


def send(page, address):
    """Send an appeal and return the groups of its code."""
    page.goto(f"{address}/ru/")
    while not page.locator(".code").count():
        for name, words in (("name", NAME), ("what_happened", WORDS)):
            if page.locator(f"[name={name}]").count():
                page.fill(f"[name={name}]", words)
        if page.locator("[name=last_contact_unknown]").count():
            page.check("[name=last_contact_unknown]")
        go_on(page)
    groups = page.locator(".code span").all_inner_texts()
    page.fill("[name=last]", groups[-1])
    go_on(page)
    return groups


def come_back(page, address, groups):
    page.goto(f"{address}/ru/again/")
    page.fill("[name=code]", " ".join(groups))
    go_on(page)


def until(page, address, words):
    """Look at a page of the desk until what came by post stands there."""
    for _ in range(60):
        page.goto(address)
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.locator("main").inner_text())


def test_a_relative_and_the_office_talk_through_the_mailbox(demo, browse, enter, shot):
    hers = browse("phone", lang="ru", script=False)
    groups = send(hers, demo.form)
    ours = enter("amal")
    until(ours, f"{demo.desk}/appeals/", NAME.split()[0])
    ours.locator("[data-row]", has_text=NAME.split()[0]).locator("a").first.click()
    ours.wait_for_url("**/appeals/*/")
    appeal = ours.url
    ours.goto(f"{appeal}reply/")
    ours.fill("main textarea", "Мы прочитали. Напишите, пожалуйста, когда был последний звонок.")
    if ours.locator("[name=names_nobody]").count():
        ours.check("[name=names_nobody]")
    ours.locator("main button.primary").click()
    ours.wait_for_url(appeal)

    come_back(hers, demo.form, groups)
    assert "когда был последний звонок" in hers.locator("article").inner_text()
    shot(hers, "conversation-hers")
    hers.goto(f"{demo.form}/ru/inside/1/")
    hers.fill("[name=text]", "Звонил в мае, с чужого номера.")
    go_on(hers)
    hers.goto(f"{demo.form}/ru/inside/4/")
    go_on(hers)

    until(ours, appeal, "Звонил в мае, с чужого номера.")
    until(ours, appeal, "nothing may leave the office that rests on it")
    shot(ours, "conversation-ours")
