"""Making the invented office: its words come from this folder, everything else is computed by the real engines.

What a person must decide, the invented Amal and Boris decided here: they confirmed what was read in some appeals and
opened cases from them. The rest waits, as it would.
"""

from collections.abc import Callable
from datetime import date, timedelta

from tidings.extraction.messages import Message
from tidings.web.accounts import actions as accounts
from tidings.web.accounts.models import Team, User
from tidings.web.appeals import actions as appeals
from tidings.web.appeals.models import Appeal
from tidings.web.cases import actions as cases
from tidings.web.cases.models import Case
from tidings.web.demo import content, lists
from tidings.web.incidents import actions as incidents
from tidings.web.tracing import actions as tracing
from tidings.web.tracing.actions import About
from tidings.web.tracing.columns import FoundRow

SOUTH = {"demo-38", "demo-41"}
"""Appeals that came to Chen's team."""
OPENED = {
    "demo-09": "amal", "demo-11": "boris", "demo-12": "boris", "demo-13": "amal",
    "demo-16": "boris", "demo-19": "amal", "demo-27": "boris",
}  # fmt: skip
"""Appeals that became cases, and whose."""

Say = Callable[[str], None]


def office(say: Say, today: date | None = None) -> None:
    """Make the office, unless it stands already; say how far it is, a line a step."""
    if User.objects.exists():
        say("The invented office stands already.")
        return
    today = today or date.today()
    staff = _employ()
    amal = staff["amal"]
    assert isinstance(amal.team, Team)
    received = _receive(list(content.appeals(today)), staff, say)
    _bring_lists(amal, today, say)
    for name, text in content.reports(today):
        say(f"Reading the press report {name} …")
        incidents.add_source(text, amal.team, by=amal)
    _open_cases(received, staff, today, say)
    say("Looking through the lists for everyone sought …")
    found = tracing.trace_all([case.tracing for case in Case.objects.filter(team=amal.team)], by=amal)
    say(f"{found} candidates wait for a person to decide.")


def _employ() -> dict[str, User]:
    return {
        who.username: accounts.employ(
            who.username, who.password, team=who.team, role=who.role, name=who.name, language=who.language
        )
        for who in content.staff()
    }


def _receive(messages: list[Message], staff: dict[str, User], say: Say) -> dict[str, Appeal]:
    kept = {}
    for number, message in enumerate(messages, 1):
        if number % 10 == 1:
            say(f"Reading appeal {number} of {len(messages)} …")
        team = staff["chen" if message.id in SOUTH else "amal"].team
        kept[message.id] = appeals.receive(message, team)
    return kept


def _bring_lists(amal: User, today: date, say: Say) -> None:
    rows = lists.rows()
    for listing in lists.LISTS:
        found = [
            FoundRow(line, row["name"], row["birth_date"], row["unit"], row["place"])
            for line, row in enumerate(rows[listing.key], 2)
        ]
        say(f"Bringing in the list “{listing.name.en}”, {len(found)} rows …")
        about = About(
            name=listing.name.say(amal.language),
            kind=listing.kind,
            source=listing.source.say(amal.language),
            published_on=today - timedelta(listing.days_ago),
        )
        tracing.add_list(found, about, amal.team, by=amal)


def _open_cases(received: dict[str, Appeal], staff: dict[str, User], today: date, say: Say) -> None:
    say(f"Opening {len(OPENED)} cases …")
    for number, username in OPENED.items():
        appeal, by = received[number], staff[username]
        appeals.confirm_all(appeal, by=by)
        case = cases.open_case(appeal, by=by, on=today)
        tracing.request(case, by=by, on=today)
