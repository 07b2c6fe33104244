"""Sorting appeals: which of nine needs it is, how urgent, and why. A proposal for a caseworker, never a decision.

>>> from datetime import date
>>> found = triage(AppealFacts(text="Ищу сына, срочник, не выходит на связь с 6 августа", sought=1), date(2024, 8, 8))
>>> found.category, found.urgency
('lost_contact', 'high')
>>> found.reasons[0].say("en")
'Contact with him is lost: “не выходит на связь”.'

To weigh another sign, add a function to SIGNALS; to change words or weights, edit words.toml.
"""

from tidings.triage.decision import Triage, triage
from tidings.triage.facts import CATEGORIES, URGENCIES, AppealFacts
from tidings.triage.signals import SIGNALS, Signal
from tidings.triage.urgency import CAUSES

__all__ = ["CATEGORIES", "CAUSES", "SIGNALS", "URGENCIES", "AppealFacts", "Signal", "Triage", "triage"]
