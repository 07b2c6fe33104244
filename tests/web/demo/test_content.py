"""The invented office: enough of everything, days that fit today, lists that are the same tomorrow."""

import re
from collections import Counter
from datetime import date

import pytest

from tidings.matching import Table
from tidings.web.accounts.roles import PERMISSIONS, may
from tidings.web.demo import content, lists

TODAY = date(2026, 11, 22)
ROWS = lists.rows()
APPEALS = {message.id: message for message in content.appeals(TODAY)}


def test_there_are_some_forty_appeals_over_all_channels_and_languages():
    assert len(APPEALS) == 42
    assert {a.channel for a in APPEALS.values()} == {"form", "telegram", "whatsapp", "email", "hotline"}
    assert Counter(a.lang for a in APPEALS.values()) == {"ru": 26, "uk": 10, "en": 6}


def test_every_day_is_filled_in_for_whatever_today_is():
    for today in (TODAY, date(2028, 2, 29)):
        texts = [a.text for a in content.appeals(today)] + [text for _, text in content.reports(today)]
        assert not [text for text in texts if re.search(r"[{}]", text)]


def test_nothing_is_received_after_today():
    assert max(a.received for a in APPEALS.values()) == TODAY


def test_contacts_can_belong_to_nobody():
    text = " ".join(a.text for a in APPEALS.values())
    assert set(re.findall(r"@(\w+\.\w+)", text)) == {"example.org"}
    for number in re.findall(r"\+?\d[\d\s-]{9,}\d", text):
        digits = re.sub(r"\D", "", number)
        assert re.match(r"(?:7|8)900000|38000000|490000", digits), number


def test_the_same_seed_gives_the_same_lists_and_another_seed_others():
    assert lists.rows() == ROWS
    assert lists.rows(1)["dead"] != ROWS["dead"]


def test_the_lists_have_two_thousand_rows_with_ids_of_their_own():
    rows = [row for kept in ROWS.values() for row in kept]
    assert len(rows) == 2000 == len({row["id"] for row in rows})


@pytest.mark.parametrize("key", [listing.key for listing in lists.LISTS])
def test_matching_can_read_each_list(key):
    assert len(Table.from_rows(ROWS[key]).rows) == len(ROWS[key])


def test_every_planted_row_stands_in_its_list_and_belongs_to_an_appeal():
    for planted in lists.planted():
        assert planted["appeal"] in APPEALS
        assert planted["name"] in {row["name"] for row in ROWS[planted["list"]]}


def test_some_planted_rows_are_people_sought_and_some_only_look_like_them():
    assert Counter(row["same"] for row in lists.planted()) == {True: 14, False: 9}


def test_no_stranger_has_the_surname_of_somebody_sought():
    known = {row["name"] for row in lists.planted()}
    strangers = [row["name"] for row in ROWS["hospital"] if row["name"] not in known]
    assert not [name for name in strangers if name.split()[0] in ("Рябинин", "Шевчук", "Поздеев")]


def test_the_cast_has_two_teams_a_reader_and_every_role_but_the_custodians():
    roles = {person.username: (person.role, person.team) for person in content.staff()}
    assert roles["amal"][1] == roles["boris"][1] != roles["chen"][1]
    assert roles["dora"][0] == "researcher"
    assert {role for role, _team in roles.values()} == set(PERMISSIONS) - {"custodian"}


def test_two_of_the_cast_can_agree_to_what_needs_two():
    agree = [who.username for who in content.staff() if may(who.role, "approve") and who.team == "North"]
    assert agree == ["amal", "halyna"]
