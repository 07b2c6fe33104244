#!/usr/bin/env python3
"""How long the pages of a large office take, with all words sealed.

    python benchmarks/desk_pages.py [--cases 100000] [--rows 100000] [--times 40] [--data DIR]

Fills an office in DIR (or in a folder that is gone afterwards; TIDINGS_DATABASE names a PostgreSQL database) with invented
people: a case, an appeal with its facts, two people, a telephone, a tracing request, two candidates and a letter each,
and a list of found people that is brought in as staff do. Then asks for pages, of one of some records each time, and
says the median and the 95th of a hundred, in milliseconds, by the clock and of the processor (on a machine that others use, the
second says more). With a DIR that is filled already it only asks.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

TODAY = date.today()
GLYPHS = "23467890ABEHKMPT"
ROOT = bytes(range(32))
AT_A_TIME = 5000
DIFFERENT = 30
"""Cases whose pages are asked for: whoever reads very many in a day is stopped."""
ASSESSED_EVERY = 50
"""Every so many cases have what the rules say kept with them: it is the longest part of a case, and only its page opens it."""
LETTER = "Прошу сообщить о местонахождении военнослужащего.\n" * 60
APPEAL = (
    "Помогите найти сына, служил по призыву, связи нет с начала августа, последний раз звонил из-под Суджи. "
    * 6
)


def main() -> None:
    """Fill an office, ask for its pages, say how long they took."""
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--cases", type=int, default=100_000)
    words.add_argument("--rows", type=int, default=100_000)
    words.add_argument("--times", type=int, default=40)
    words.add_argument("--data", type=Path)
    told = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidings-pages-") as gone:
        _open(told.data or Path(gone))
        from tidings.web.cases.models import Case

        if not Case.objects.exists():
            Filling(told.cases, told.rows).all()
        measure(told.times)
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _open(data: Path) -> None:
    os.environ |= {"TIDINGS_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tidings.web.settings"}
    os.environ.setdefault("TIDINGS_HOSTS", "testserver")
    from tidings.web.vault import opened

    data.mkdir(parents=True, exist_ok=True)
    opened.open_with(ROOT, data / "keyring.sqlite3")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long something took."""
    began = time.perf_counter()
    yield
    print(f"{what:58} {time.perf_counter() - began:8.2f} s", flush=True)


class Filling:
    """An office that is being filled."""

    def __init__(self, cases: int, rows: int) -> None:
        from tidings.text import tables

        self.count, self.rows, self.luck = cases, rows, Random(7)
        self.surnames = [name.title() for name, count in tables.surnames().items() if count > 50]
        self.given = [name.title() for name, (count, *_) in tables.given_names().items() if count > 50]

    def all(self) -> None:
        """Everything, and how long each kind took."""
        self._employ()
        for kind in (self._appeals, self._people, self._cases, self._list, self._tracing, self._letters):
            with timed(f"{kind.__name__[1:]} kept"):
                kind()

    def _employ(self) -> None:
        from allauth.mfa.models import Authenticator

        from tidings.web.accounts.models import Team, User

        self.team = Team.objects.create(name="North")
        self.user = User.objects.create(
            username="amal", team=self.team, role=User.Role.COORDINATOR, language="ru"
        )
        Authenticator.objects.create(user=self.user, type="webauthn", data={"name": "key", "credential": {}})

    def _code(self, number: int) -> str:
        """Return a code that no other record of this kind has; it says nothing of the order."""
        scattered = number * 2654435761 % 16**8
        return "".join(GLYPHS[scattered >> 4 * place & 15] for place in range(8))

    def _keep(self, model: Any, made: Iterator[Any]) -> list[Any]:
        """Keep records, so many at a time; return their numbers."""
        numbers: list[Any] = []
        some: list[Any] = []
        for record in made:
            some.append(record)
            if len(some) == AT_A_TIME:
                numbers += [one.pk for one in model.objects.bulk_create(some)]
                some = []
        return numbers + [one.pk for one in model.objects.bulk_create(some)]

    def _name(self) -> dict[str, str]:
        pick = self.luck.choice
        return {"surname": pick(self.surnames), "given": pick(self.given), "patronymic": "Иванович"}

    def _appeals(self) -> None:
        from tidings.web.appeals.models import Appeal, Category, ReadFact, Urgency

        luck, states = self.luck, Appeal.State
        kinds = [choice for choice in Category.values]

        def appeals() -> Iterator[Appeal]:
            for number in range(self.count):
                yield Appeal(
                    code=self._code(number),
                    team=self.team,
                    channel=luck.choice(["form", "telegram", "email"]),
                    received_on=TODAY - timedelta(luck.randrange(700)),
                    lang=luck.choice(["ru", "ru", "ru", "uk"]),
                    text=APPEAL,
                    digest=f"{number:064x}",
                    category=luck.choice(kinds),
                    urgency=luck.choice(Urgency.values),
                    deadline=TODAY + timedelta(luck.randrange(60)) if luck.random() < 0.3 else None,
                    state=states.WAITING if number % 2 else states.IN_CASE,
                    sorted_by=None if number % 2 else self.user,
                )

        self.appeals = self._keep(Appeal, appeals())

        def facts() -> Iterator[ReadFact]:
            for start in range(0, self.count, AT_A_TIME):
                for appeal in Appeal.objects.filter(pk__in=self.appeals[start : start + AT_A_TIME]).only(
                    "key"
                ):
                    told = self._name() | {
                        "birth_date": f"{luck.randrange(1970, 2007)}",
                        "unit": f"{luck.randrange(10**4, 10**5)}",
                    }
                    for field, value in told.items():
                        yield ReadFact(
                            appeal=appeal, about="sought:0", field=field, value=value, proposed=value
                        )

        self._keep(ReadFact, facts())

    def _people(self) -> None:
        from tidings.web.people.models import Contact, Person

        luck = self.luck

        def people() -> Iterator[Person]:
            for _ in range(2 * self.count):
                born = f"{luck.randrange(1970, 2007)}-{luck.randrange(1, 13):02}"
                unit = f"{luck.randrange(10**4, 10**5)}"
                yield Person(team=self.team, **self._name(), birth_date=born, unit=unit, place="Суджа")

        numbers = self._keep(Person, people())
        self.sought, self.asking = numbers[: self.count], numbers[self.count :]

        def contacts() -> Iterator[Contact]:
            for start in range(0, self.count, AT_A_TIME):
                for person in Person.objects.filter(pk__in=self.asking[start : start + AT_A_TIME]).only(
                    "key"
                ):
                    yield Contact(
                        person=person, kind="phone", value=f"+7900{person.pk:07}", safe_when="после шести"
                    )

        self._keep(Contact, contacts())

    def _cases(self) -> None:
        from tidings import law
        from tidings.web.cases.actions import kept
        from tidings.web.cases.models import Assessment, Case, Enquiry, ToldFact

        told = {
            "service": "conscript",
            "last_contact_on": (TODAY - timedelta(90)).isoformat(),
            "task": "armed_conflict",
        }
        findings = kept(law.assess(told, on=TODAY))

        def cases() -> Iterator[Case]:
            for number, person in enumerate(self.sought):
                opened_on, state = TODAY - timedelta(number % 700), "closed" if number % 3 == 0 else "open"
                yield Case(
                    code=self._code(number),
                    team=self.team,
                    person_id=person,
                    responsible=self.user,
                    opened_on=opened_on,
                    state=state,
                )

        self.cases = self._keep(Case, cases())

        def enquiries() -> Iterator[Enquiry]:
            for case, appeal, enquirer in zip(self.cases, self.appeals, self.asking, strict=True):
                yield Enquiry(case_id=case, appeal_id=appeal, enquirer_id=enquirer, relation="mother")

        self._keep(Enquiry, enquiries())
        facts = (
            ToldFact(case=case, name=name, value=value, by=self.user, on=TODAY)
            for case in self._each_case()
            for name, value in told.items()
        )
        self._keep(ToldFact, facts)
        assessments = (
            Assessment(case=case, on=TODAY, facts=told, findings=findings, by=self.user)
            for case in self._each_case()
            if case.pk % ASSESSED_EVERY == 0
        )
        self._keep(Assessment, assessments)

    def _each_case(self) -> Iterator[Any]:
        from tidings.web.cases.models import Case

        for start in range(0, self.count, AT_A_TIME):
            yield from Case.objects.filter(pk__in=self.cases[start : start + AT_A_TIME]).only("key")

    def _list(self) -> None:
        from tidings.web.tracing import actions, search
        from tidings.web.tracing.columns import FoundRow

        rows = [
            FoundRow(
                line, " ".join(self._name().values()), f"{self.luck.randrange(1970, 2007)}", "61057", "Суджа"
            )
            for line in range(2, self.rows + 2)
        ]
        about = actions.About(name="Captured", kind="captured", source="videos", published_on=TODAY)
        with timed(f"  a list of {self.rows} rows brought in"):
            self.found = actions.add_list(rows, about, self.team, by=self.user)
        with timed("  the list made ready to be looked through"):
            search.warm(self.team.pk)

    def _tracing(self) -> None:
        from tidings.web.tracing.models import Candidate, TracingRequest

        self._keep(TracingRequest, (TracingRequest(case_id=pk, opened_on=TODAY) for pk in self.cases))
        records, luck = list(self.found.records.values_list("pk", flat=True)), self.luck
        sentence = {lang: "Фамилия пишется почти так же." for lang in ("ru", "uk", "en")}
        reason = {"fact": "name", "sentence": sentence, "weight": 8.5, "left": "Иванов", "right": "Іванов"}

        def candidates() -> Iterator[Candidate]:
            for request in TracingRequest.objects.select_related("case").iterator():
                for record in luck.sample(records, 2):
                    weight = luck.gauss(3, 4)
                    odds = 2**weight
                    yield Candidate(
                        team=self.team,
                        request=request,
                        record_id=record,
                        match_weight=weight,
                        probability=odds / (1 + odds),
                        reasons=[reason] * 3,
                    )

        self._keep(Candidate, candidates())

    def _letters(self) -> None:
        from tidings.drafting import TEMPLATES
        from tidings.web.letters.models import Letter

        luck, template = self.luck, next(iter(TEMPLATES))

        def letters() -> Iterator[Letter]:
            for case in self._each_case():
                state = luck.choice(["draft", "sent", "answered"])
                sent = TODAY - timedelta(luck.randrange(1, 300)) if state != "draft" else None
                due = sent + timedelta(33) if sent else None
                yield Letter(
                    team=self.team,
                    code=self._code(case.pk),
                    case=case,
                    template=template,
                    text=LETTER,
                    by=self.user,
                    state=state,
                    sent_on=sent,
                    answer_due_on=due,
                )

        self._keep(Letter, letters())


def measure(times: int) -> None:
    """Ask for each page so many times, and say how long it took."""
    from django.db import connection

    client, user = _browser()
    _read_behind(user)
    print(
        f"\n{connection.vendor}; each page {times} times, in milliseconds\n{'page':58} {'p50':>7} {'p95':>7}"
    )
    for what, address in _pages(user):
        taken, busy = [], []
        for number in range(times + 1):
            at = address(number)
            began, worked = time.perf_counter(), time.process_time()
            answer = client.get(at)
            taken.append((time.perf_counter() - began) * 1000)
            busy.append((time.process_time() - worked) * 1000)
            if answer.status_code != 200:
                sys.exit(f"{at} answered {answer.status_code}")
        first, *later = taken
        slow = "  over 300" if _p95(later) > 300 else ""
        print(
            f"{what:44} {statistics.median(later):7.0f} {_p95(later):7.0f} {_p95(busy[1:]):7.0f} {first:9.0f}{slow}",
            flush=True,
        )


def _read_behind(user: Any) -> None:
    """Wait until whom all appeals and cases seek is known, as after opening an office; pages do not wait for it."""
    from tidings.web.appeals.similar import is_ready

    with timed("whom all appeals and cases seek made ready behind the pages"):
        while not is_ready(user.team_id):
            time.sleep(0.2)


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _browser() -> tuple[Any, Any]:
    from django.test import Client

    from tidings.web.accounts.models import User

    user = User.objects.get(username="amal")
    client = Client(headers={"accept-language": "ru"})
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": time.time()}]
    session.save()
    return client, user


def _pages(user: Any) -> list[tuple[str, Callable[[int], str]]]:
    from django.urls import reverse

    from tidings.web.appeals.models import Appeal
    from tidings.web.cases.models import Assessment, Case
    from tidings.web.letters.models import Letter
    from tidings.web.tracing.models import Candidate, FoundList

    luck = Random(3)
    codes = list(Assessment.objects.order_by("pk").values_list("case__code", flat=True)[:DIFFERENT])
    appeals = list(Appeal.objects.filter(enquiries__case__code__in=codes).values_list("code", flat=True))
    letters = list(Letter.objects.filter(case__code__in=codes).values_list("code", flat=True))
    candidates = list(Candidate.objects.filter(request__case__code__in=codes).values_list("pk", flat=True))
    last = Case.objects.open().count() // 50
    found = FoundList.objects.get().code

    def one(name: str, of: list[Any]) -> Callable[[int], str]:
        return lambda _: reverse(name, args=[luck.choice(of)])

    def same(name: str, asked: str = "") -> Callable[[int], str]:
        return lambda _: reverse(name) + asked

    return [
        ("account (menu with its counts alone)", same("accounts-own")),
        ("case", one("cases-detail", codes)),
        ("case: rights", one("cases-rights", codes)),
        ("case: letters", one("letters-case", codes)),
        ("case: tracing", one("tracing-request", codes)),
        ("cases", same("cases-list")),
        ("cases, any page", lambda _: reverse("cases-list") + f"?page={luck.randrange(1, last)}"),
        ("cases, last page", same("cases-list", f"?page={last}")),
        ("cases, closed", same("cases-list", "?show=closed")),
        ("cases, mine", same("cases-list", "?show=mine")),
        ("tracing: candidates", same("tracing-list")),
        ("tracing: candidates, page 400", same("tracing-list", "?page=400")),
        ("tracing: same", same("tracing-list", "?show=same")),
        ("candidate", one("tracing-candidate", candidates)),
        ("list of found people", lambda _: reverse("tracing-found", args=[found]) + f"?page={luck.randrange(1, 900)}"),
        ("letters", same("letters-list")),
        ("letters, page 400", same("letters-list", "?page=400")),
        ("letter", one("letters-detail", letters)),
        ("appeals", same("appeals-list")),
        ("appeals, page 400", same("appeals-list", "?page=400")),
        ("appeals, Ukrainian", same("appeals-list", "?lang=uk")),
        ("appeals, Ukrainian, page 200", same("appeals-list", "?lang=uk&page=200")),
        ("appeals, Telegram, page 200", same("appeals-list", "?channel=telegram&page=200")),
        ("appeals, one category, page 20", same("appeals-list", "?category=lost_contact&page=20")),
        ("appeals, in a case, page 400", same("appeals-list", "?state=in_case&page=400")),
        ("appeal", one("appeals-detail", appeals)),
        ("appeal: who looks like it", one("appeals-similar", appeals)),
        ("press reports", same("incidents-list")),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
