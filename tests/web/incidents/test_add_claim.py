"""A person adds a claim that reading missed: words of the report, what they claim, and of whom."""

import pytest
from django.urls import reverse

from tidings.web.journal import journal

WORDS = "He served in unit 12345."


def post(browser, source, **typed):
    told = {"words": WORDS, "kind": "missing", "stance": "alleged"} | typed
    return browser.post(reverse("incidents-claim-add", args=[source.code]), told)


def added(source):
    return source.claims.filter(by_hand=True).get()


def test_a_claim_by_hand_is_confirmed_and_points_to_its_words(as_, source):
    answer = post(as_("boris"), source, attributed_to="local residents", places="Sudzha; Kursk")
    claim = added(source)
    assert source.body[claim.start : claim.end] == WORDS
    assert (claim.kind, claim.stance, claim.state, claim.by.username) == (
        "missing",
        "alleged",
        "confirmed",
        "boris",
    )
    assert claim.told["attributed_to"] == "local residents"
    assert claim.told["places"] == ["Sudzha", "Kursk"]
    assert answer.url == reverse("incidents-detail", args=[source.code]) + f"#c{claim.pk}"
    assert ("added_claim", claim.pk) in [(one.verb, one.details.get("claim")) for one in journal.of(source)]


def test_it_tells_what_a_claim_of_the_machine_tells(as_, source, claims):
    post(as_("boris"), source, name="Pavel Sorokin", age="19")
    machines, persons = claims["captivity"].told, added(source).told
    assert persons.keys() == machines.keys()
    assert persons["persons"][0].keys() == machines["persons"][0].keys()


@pytest.mark.parametrize(
    "typed, told",
    [
        ({"name": "Pavel Sorokin"}, {"name": "Pavel Sorokin", "words": "Pavel Sorokin", "minor": None}),
        ({"call_sign": "Lynx", "role": "witness"}, {"call_sign": "Lynx", "role": "witness", "words": ""}),
        ({"age": "19"}, {"age": 19, "name": None, "minor": False, "role": "victim"}),
        ({"age": "14"}, {"age": 14, "minor": True}),
        ({"child": "on"}, {"minor": True, "age": None}),
        ({"name": "Somebody", "kind": "child_recruitment", "role": "victim"}, {"minor": True}),
    ],
)
def test_a_person_is_told_by_name_call_sign_or_age_alone(as_, source, typed, told):
    post(as_("boris"), source, **typed)
    [person] = added(source).told["persons"]
    assert {name: person[name] for name in told} == told


@pytest.mark.parametrize(
    "typed, shown",
    [
        ({"words": "Private Pavel Sorokin, 19", "name": "Pavel Sorokin", "age": "19"}, "Pavel Sorokin, 19"),
        ({"words": "A 14-year-old boy", "age": "14"}, "14-year-old boy, a child"),
        ({"age": "40"}, "somebody, 40"),
        ({"call_sign": "Lynx"}, "somebody “Lynx”"),
        ({"call_sign": "Storm"}, "Storm"),
    ],
)
def test_whom_it_is_about_is_said_once(as_, source, typed, shown):
    browser = as_("boris")
    post(browser, source, **typed)
    page = browser.get(reverse("incidents-detail", args=[source.code])).text
    assert f"concerned: {shown}</li>" in page.split(f'id="c{added(source).pk}"')[1].split("</ul>")[0]


def test_nobody_need_be_named(as_, source):
    post(as_("boris"), source)
    assert added(source).told["persons"] == []


def test_it_is_marked_as_a_persons_and_its_words_are_marked_in_the_text(as_, source):
    browser = as_("boris")
    post(browser, source)
    page = browser.get(reverse("incidents-detail", args=[source.code])).text
    assert "found by a person" in page
    assert f'id="m{added(source).pk}"' in page


def test_it_is_undone_and_taken_back_as_the_others_are(as_, source):
    browser = as_("boris")
    post(browser, source)
    for what, state in [("reject", "rejected"), ("confirm", "confirmed")]:
        browser.post(reverse(f"incidents-claim-{what}", args=[source.code, added(source).pk]))
        assert added(source).state == state


@pytest.mark.parametrize(
    "typed, said",
    [
        ({"words": "He came home."}, "do not stand in the report"),
        ({"words": WORDS, "paragraph": "1"}, "but not in this paragraph"),
        ({"words": "residents say"}, "stand there 2 times"),
        ({"words": "  "}, "or choose their paragraph"),
        ({"kind": ""}, "Say what it claims."),
        ({"kind": "theft"}, "theft is not one of the available choices"),
        ({"age": "300"}, "less than or equal to 120"),
    ],
)
def test_what_cannot_be_added_is_refused_with_the_reason_and_nothing_is_lost(as_, source, typed, said):
    typed = {"attributed_to": "a neighbour of theirs"} | typed
    answer = post(as_("boris"), source, **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert "a neighbour of theirs" in answer.text
    assert not source.claims.filter(by_hand=True).exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"words": "  he  SERVED in\r\nunit 12345  "},
        {"words": '"He served in unit 12345"'},
        {"words": "served in unit 1234", "paragraph": "2"},
    ],
)
def test_words_are_found_however_they_were_copied(as_, source, typed):
    post(as_("boris"), source, **typed)
    claim = added(source)
    assert "served in unit 12345" in source.body[claim.start : claim.end]


def test_an_empty_box_means_the_whole_paragraph(as_, source):
    post(as_("boris"), source, words="", paragraph="2")
    claim = added(source)
    assert source.body[claim.start : claim.end].startswith("Private Pavel Sorokin")
    assert source.body[claim.start : claim.end].endswith("12345.")


def test_of_words_that_stand_there_twice_those_that_were_marked_are_meant(as_, source):
    second = source.body.rindex("residents say")
    post(as_("boris"), source, words="residents say", at=str(second))
    assert added(source).start == second


def test_words_with_a_covered_name_are_found_too(as_, source):
    shown = source.covered(source.body)
    words = next(line for line in shown.split("\n") if "•" in line)
    post(as_("boris"), source, words=words)
    assert "Anton Melnik" in source.body[added(source).start : added(source).end]


def test_a_child_that_is_added_is_named_on_no_page(as_, source):
    browser = as_("boris")
    post(browser, source, words="Pavel Sorokin, 19", name="Pavel Sorokin", child="on")
    pages = [("incidents-detail", source.code), ("incidents-list",), ("incidents-names", source.code)]
    shown = "".join(browser.get(reverse(name, args=args)).text for name, *args in pages)
    assert "Sorokin" not in shown and "S••••••" in shown


def test_sent_twice_it_is_one(as_, source):
    browser = as_("boris")
    assert post(browser, source).url == post(browser, source).url
    assert source.claims.filter(by_hand=True).count() == 1


@pytest.mark.parametrize("name, status", [("chen", 404), ("intake", 403), ("dora", 302), ("boris", 302)])
def test_adding_is_for_those_of_the_team_who_document(as_, hired, source, name, status):
    hired("intake")
    assert post(as_(name), source).status_code == status


def test_what_the_machine_reads_is_not_said_to_be_a_persons(claims):
    assert {one.by_hand for one in claims.values()} == {False}
