"""A rule that is incomplete or contradicts itself is refused, with its file, name and key."""

import pytest

from tidings.errors import InvalidRule
from tidings.law import load

RULE = """
[[rule]]
name = "curfew"
since = 2020-01-01
citation = "An invented act, article 1"
citation_status = "unverified"
edition = "none"
source = "invented"
serious = 1
concerns = ["service"]
label = { en = "a", ru = "б", uk = "в" }
asks = { en = "a", ru = "б", uk = "в" }
[[rule.outcome]]
finding = "indicated"
when = { fact = "service", is = "conscript" }
reason = { en = "a", ru = "б", uk = "в" }
[[rule.outcome]]
finding = "not_indicated"
reason = { en = "a", ru = "б", uk = "в" }
"""


@pytest.fixture
def book(tmp_path):
    """Load a rulebook of one file with this text."""

    def read(text):
        (tmp_path / "office.toml").write_text(text, "utf-8")
        return load(tmp_path)

    return read


def test_an_office_may_add_its_own(book):
    (rule,) = book(RULE)
    assert rule.name == "curfew"
    assert rule.names() == ("service",)


@pytest.mark.parametrize(
    "old, new, said",
    [
        (
            'is = "conscript"',
            'is = "soldier"',
            "'outcome.when': 'service' is never 'soldier', only conscript",
        ),
        ('fact = "service", is = "conscript"', 'fact = "rank"', "there is no fact 'rank'"),
        ('fact = "service", is = "conscript"', 'fact = "decision_on"', "'decision_on' has too many values"),
        ('fact = "service", is = "conscript"', 'some = "service"', "a condition is"),
        ('"unverified"', '"certain"', "'citation_status': give one of sourced, unverified"),
        ("since = 2020-01-01", 'since = "2020"', "'since': give the day of the act"),
        ("serious = 1", "serious = 9", "'serious': give 1, 2 or 3"),
        ('citation = "An invented act, article 1"', 'citation = " "', "'citation': give words"),
        ('label = { en = "a", ru = "б", uk = "в" }', 'label = { en = "a" }', "'label': say it in ru, uk, en"),
        ('finding = "not_indicated"', 'finding = "unlawful"', "'finding': give one of indicated"),
        ('concerns = ["service"]', 'concerns = ["rank"]', "'concerns': there is no fact 'rank'"),
        ("edition =", "editon =", "'editon': there is no such key"),
        ('when = { fact = "service", is = "conscript" }', "", "'outcome': give outcomes with `when`"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_rule_and_key(book, old, new, said):
    assert old in RULE
    with pytest.raises(InvalidRule) as refused:
        book(RULE.replace(old, new))
    assert str(refused.value).startswith("office.toml, rule 'curfew', key ")
    assert said in str(refused.value)


def test_two_rules_of_one_name_are_refused(book):
    with pytest.raises(InvalidRule, match="two rules 'curfew'"):
        book(RULE + RULE)


def test_a_file_that_is_no_toml_is_refused(book):
    with pytest.raises(InvalidRule, match="is no TOML"):
        book("[[rule]")
    with pytest.raises(InvalidRule, match="no \\[\\[rule\\]\\]"):
        book("name = 'curfew'")
