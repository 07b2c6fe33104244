"""Whoever tries codes learns nothing: not from what is answered, not from how long it takes, and not for long."""

import re
import time
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest

from tidings.gate import actions, limits
from tidings.gate.models import Tally
from tidings.sealing import receipts

NOON = datetime(2026, 11, 22, 12, 10, tzinfo=UTC)


@pytest.fixture
def code(another):
    return "".join(another().answer().send())


@pytest.fixture
def unlimited(monkeypatch):
    monkeypatch.setattr(limits, "TRIES_OF_A_LOCATOR", 10**9)
    monkeypatch.setattr(limits, "TRIES", 10**9)


def guess(locator=None):
    made = receipts.make()
    return receipts.Receipt(locator or made.locator, made.secret).code


def wrong_by_one(code):
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def try_one(visitor, typed):
    """Return the status and the page, without what was typed oneself."""
    answer = visitor.client.post("/ru/again/", {"code": typed})
    said = answer.content.decode() if answer.status_code != 302 else answer["Location"]
    return answer.status_code, re.sub(r'value="[^"]*"', "", said)


def test_every_code_that_opens_nothing_gets_one_answer(another, code):
    tried = [guess(), guess(locator=code[:4]), wrong_by_one(code), "2222", "ЖЖЖ", "", "<script>" * 50]
    assert len({try_one(another(), typed) for typed in tried}) == 1
    assert try_one(another(), guess())[0] == 422
    assert try_one(another(), code) == (302, "/ru/inside/")


@pytest.mark.parametrize("known", [True, False])
def test_ten_of_a_locator_in_an_hour(another, code, known):
    locator = code[:4] if known else guess()[:4]
    visitor = another()
    statuses = [try_one(visitor, guess(locator))[0] for _ in range(13)]
    assert statuses == [422] * 10 + [429] * 3


def test_once_it_is_limited_the_right_code_gets_the_same_answer(another, code):
    visitor = another()
    for _ in range(10):
        try_one(visitor, guess(code[:4]))
    assert (
        try_one(visitor, code) == try_one(visitor, guess(code[:4])) == try_one(another(), wrong_by_one(code))
    )
    assert try_one(visitor, code)[0] == 429
    assert "Попробуйте позже" in try_one(visitor, code)[1]


def test_three_hundred_in_all_and_then_nothing_opens(another, code, monkeypatch):
    monkeypatch.setattr(limits, "TRIES", 12)
    visitor = another()
    statuses = [try_one(visitor, guess())[0] for _ in range(20)]
    assert statuses == [422] * 12 + [429] * 8
    assert try_one(visitor, code)[0] == 429


def test_the_limits_are_those_that_are_promised():
    assert (limits.TRIES_OF_A_LOCATOR, limits.TRIES) == (10, 300)


def test_a_code_that_opens_is_not_counted(another, code):
    for _ in range(12):
        assert try_one(another(), code)[0] == 302


def test_an_hour_later_it_may_be_tried_again(transactional_db, office):
    receipt = receipts.make()
    assert [actions.may_try(receipt, NOON) for _ in range(11)] == [True] * 10 + [False]
    assert actions.may_try(receipt, NOON + timedelta(hours=1))


def test_who_tries_one_locator_keeps_few_tries_from_others(transactional_db, office, monkeypatch):
    monkeypatch.setattr(limits, "TRIES", 15)
    stubborn = receipts.make()
    for _ in range(50):
        actions.may_try(stubborn, NOON)
    assert [actions.may_try(receipts.make(), NOON) for _ in range(6)] == [True] * 5 + [False]


def test_what_is_counted_has_a_name_that_only_the_gate_finds_and_is_gone_within_the_hour(
    transactional_db, office
):
    receipt = receipts.make()
    actions.may_try(receipt, NOON)
    names = set(Tally.objects.values_list("name", flat=True))
    assert len(names) == 2 and all(re.fullmatch("[0-9a-f]{64}", name) for name in names)
    actions.may_try(receipt, NOON + timedelta(days=1))
    assert len(set(Tally.objects.values_list("name", flat=True)) - names) == 2
    actions.sweep(NOON + timedelta(hours=1))
    assert not names & set(Tally.objects.values_list("name", flat=True))


def test_a_locator_that_is_known_takes_no_longer_than_one_that_is_not(another, code, unlimited):
    visitor, found = another(), []
    for _round in range(4):  # a machine that has much else to do may spoil one
        differences = [timed(visitor, guess(code[:4])) - timed(visitor, guess()) for _ in range(20)]
        differences += [-(timed(visitor, guess()) - timed(visitor, guess(code[:4]))) for _ in range(20)]
        found.append(abs(median(differences)))
        if found[-1] <= 0.005:
            break
    assert min(found) <= 0.005, found


def timed(visitor, typed):
    began = time.perf_counter()
    assert try_one(visitor, typed)[0] == 422
    return time.perf_counter() - began


def test_guesses_never_open_anything(another, code, monkeypatch):
    """In short; benchmarks/guessing.py tries 100,000 over the line."""
    monkeypatch.setattr(limits, "TRIES", 30)
    visitor = another()
    statuses = [try_one(visitor, guess(code[:4] if turn % 2 else None))[0] for turn in range(400)]
    assert set(statuses) == {422, 429} and statuses.count(422) <= 30
    assert set(statuses[60:]) == {429}
