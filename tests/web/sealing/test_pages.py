"""The page of the sealed desk: custodians open the office there, together or one after the other."""

import pytest

MARA, NIKO = "mara has a long phrase", "niko has a long phrase"
WRONG = "This does not open the office"


def test_two_custodians_open_it_on_one_page(sealed):
    page = sealed.browser()
    page.get()
    assert page.send("/unseal/", name1="Mara", password1=MARA, name2="Niko", password2=NIKO) == 200
    assert "The office opens" in page.shown
    sealed.until(lambda: page.get("/login/") == 200)


def test_two_custodians_open_it_one_after_the_other_from_different_places(sealed):
    mara, niko = sealed.browser(), sealed.browser()
    mara.get(), niko.get()
    assert mara.send("/unseal/", name1="Mara", password1=MARA) == 503
    niko.get("/cases/")
    assert "One custodian has entered" in niko.shown
    assert "Mara" not in niko.shown
    assert niko.send("/unseal/", name1="Niko", password1=NIKO) == 200
    sealed.until(lambda: mara.get("/login/") == 200)


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(another):
    office = another().start()
    page = office.browser()
    page.get()
    assert page.send("/unseal/", name1="Nobody", password1=MARA) == 422
    nobody = without_token(page.shown)
    assert page.send("/unseal/", name1="Mara", password1="not her phrase at all") == 422
    assert without_token(page.shown) == nobody
    assert WRONG in nobody


def test_after_ten_wrong_tries_even_the_right_password_waits_and_the_command_does_not(another):
    office = another().start()
    page = office.browser()
    page.get()
    for _ in range(10):
        assert page.send("/unseal/", name1="Mara", password1="not her phrase at all") == 422
    assert page.send("/unseal/", name1="Mara", password1=MARA) == 422
    assert "ten wrong tries within an hour" in page.shown
    assert page.get("/ready/") == 503
    office.unseal("Mara")


def test_the_recovery_code_opens_it_and_a_slip_of_the_hand_is_named(sealed):
    page = sealed.browser()
    page.get("/unseal/recovery/")
    first, *others = sealed.recovery.split()
    slip = ("2" if first[0] != "2" else "3") + first[1:]
    assert page.send("/unseal/recovery/", code=" ".join([slip, *others])) == 422
    assert "Group 1 of the code is wrong" in page.shown
    assert page.send("/unseal/recovery/", code=sealed.recovery) == 200
    sealed.until(lambda: page.get("/login/") == 200)


def test_a_form_from_elsewhere_opens_nothing(sealed):
    page = sealed.browser()
    assert page.send("/unseal/", name1="Mara", password1=MARA, name2="Niko", password2=NIKO) == 422
    assert page.get() == 503


@pytest.mark.parametrize("lang", ["ru", "uk", "en"])
def test_it_speaks_the_language_that_is_chosen(sealed, lang):
    page = sealed.browser()
    page.send("/language/", language=lang, next="/")
    page.get()
    assert f'<html lang="{lang}"' in page.shown


def test_its_answers_are_kept_by_nobody_and_load_nothing_from_elsewhere(sealed):
    from http.client import HTTPConnection

    line = HTTPConnection("127.0.0.1", sealed.port)
    line.request("GET", "/cases/")
    headers = line.getresponse().headers
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Retry-After"] == "60"
    line.close()


def without_token(page: str) -> str:
    import re

    return re.sub(r'value="\w{64}"', "", page)
