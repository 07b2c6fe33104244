"""Rights as rules: facts in, findings with reasons out, and which fact to ask for next.

The content of every rule is a lawyer's to confirm. A finding is never advice and never says "lawful".

>>> from datetime import date
>>> told = {"service": "conscript", "contract_signed": False, "coercion": ["threat"]}
>>> [(f.rule, f.finding) for f in assess(told, on=date(2024, 9, 1))]
[('contract_coercion', 'indicated'), ('contract_voluntary', 'indicated')]
"""

from tidings.law.assessment import Finding, TimeLimit, assess, next_question
from tidings.law.facts import FACTS, FactKind, check
from tidings.law.rules import FINDINGS, RULES, Rule, load

__all__ = [
    "FACTS",
    "FINDINGS",
    "RULES",
    "FactKind",
    "Finding",
    "Rule",
    "TimeLimit",
    "assess",
    "check",
    "load",
    "next_question",
]
