"""By when an answer is due. The days come from the rule on overdue answers; this only says from when they are counted."""

from datetime import date, timedelta

from tidings.law import assess

REGISTRATION = timedelta(days=3)
"""An appeal is to be registered within three days of arrival (Federal Law 59-FZ of 02.05.2006, article 8)."""


def answer_due(sent_on: date, registered_on: date | None = None) -> date:
    """Return the day by which an answer to an appeal under 59-FZ is due.

    Days run from registration; where its day was not told, from the last day on which it may be done.
    """
    registered = registered_on or sent_on + REGISTRATION
    facts = {"channel": "appeal_59fz", "registered_on": registered.isoformat(), "answered": False}
    (finding,) = (one for one in assess(facts, on=registered) if one.rule == "overdue_answer")
    days = [limit.on for limit in finding.time_limits if limit.on]
    return min(days)
