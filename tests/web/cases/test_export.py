"""Cases leave as a file once two people agreed, where it was agreed with the people in them, and nothing in it is computed."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tidings.web.accounts import approvals, budget
from tidings.web.accounts.models import Alert, Approval, Opened
from tidings.web.cases import actions, exporting, sheets
from tidings.web.cases.models import Case, Consent, Export
from tidings.web.journal import journal
from tidings.web.journal.models import Entry
from tidings.web.people.models import Person

PAYLOADS = json.loads((Path(__file__).parents[2] / "payloads.json").read_text("utf-8"))
HOSTILE = [words for kind in PAYLOADS.values() for words in kind]
HOSTILE += [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\n=1",
    "\ufeff=1",
    "\u200b+1",
    "\xa0@x",
    "＝1",
    "a;=1",
    'a","=1',
    "a|@x",
]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LIST = "/cases/export/"
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def words(**more):
    """What is typed to ask for all open cases, for prosecutors."""
    told = {"which": "open", "kinds": ["identity"], "purpose": "search", "recipient": "prosecutor"}
    return {**told, "why": "The prosecutor asked for a list.", **more}


@pytest.fixture
def asked(as_, case):
    """Return a function that lets Amal ask for an export."""

    def ask(**more) -> Export:
        answer = as_("amal").post(LIST, words(**more))
        assert answer.status_code == 302, answer.text
        return Export.objects.get(code=answer["Location"].split("/")[-2])

    return ask


def agree(export, by):
    approvals.approve(Approval.objects.get(subject="cases.export", subject_id=export.pk), by=by)


@pytest.fixture
def taken(as_, people, hired, asked):
    """Return a function by which Amal asks, a custodian agrees, and Amal takes the file."""
    hired("custodian")

    def take(**more):
        export = asked(**more)
        agree(export, people["custodian"])
        return as_("amal").post(f"{LIST}{export.code}/file/")

    return take


def parcel(answer) -> zipfile.ZipFile:
    assert answer.status_code == 200, answer.text
    return zipfile.ZipFile(io.BytesIO(answer.content))


def csv_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(parcel(answer).read("cases.csv").decode("utf-8-sig"), newline="")))


def xlsx_of(content: bytes) -> tuple[list[str], set[str]]:
    """All that stands in the cells of a workbook, and all kinds of elements in its sheets."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
    texts = ["".join(one.itertext()) for one in shared]
    cells = list(sheet.iter(f"{SPREADSHEET}c"))
    assert {one.get("t") for one in cells} <= {"s"}
    return [texts[int(one[0].text)] for one in cells], {
        one.tag.removeprefix(SPREADSHEET) for one in sheet.iter()
    }


def test_one_asks_another_agrees_and_the_file_is_given_once(as_, people, hired, asked, case):
    export = asked()
    url = f"{LIST}{export.code}/file/"
    assert as_("amal").post(url).status_code == 409
    hired("custodian")
    page = as_("custodian").get(f"{LIST}{export.code}/").text
    assert "1 case would leave today" in page and case.code in page and "Тихомиров" not in page
    assert f'href="{LIST}{export.code}/"' in as_("custodian").get("/approvals/").text
    agree(export, people["custodian"])
    answer = as_("amal").post(url)
    assert answer["Content-Disposition"] == f'attachment; filename="export-{export.code}.zip"'
    assert answer["Cache-Control"] == "no-store"
    assert csv_of(answer) == [
        ["Case", "Surname", "Given name", "Patronymic", "Born", "Service", "Unit"],
        [case.code, "Тихомиров", "Егор", "Павлович", "2005", "conscript", "61057"],
    ]
    assert "To whom it may go: prosecutors" in parcel(answer).read("about.txt").decode()
    assert as_("amal").post(url).status_code == 409
    assert "1 case left." in as_("amal").get(f"{LIST}{export.code}/").text


def test_csv_and_workbook_say_the_same(taken):
    answer = taken(kinds=["identity", "circumstances", "contact"])
    cells, _kinds = xlsx_of(parcel(answer).read("cases.xlsx"))
    rows = csv_of(answer)
    assert cells == [cell for row in rows for cell in row]
    assert "'+79000003104" in rows[1] and "Тихомирова Лариса" in rows[1]


def test_only_the_data_that_are_asked_for_stand_in_it(taken):
    head, row = csv_of(taken(kinds=["circumstances"]))
    assert head == ["Case", "Place", "Last contact"]
    assert row[2] == "2026-11-03"


@pytest.mark.parametrize("name, status", [("amal", 302), ("boris", 403), ("chen", 403), ("dora", 403)])
def test_who_may_ask(as_, case, name, status):
    assert as_(name).post(LIST, words()).status_code == status


def test_nobody_takes_what_another_asked_for_and_nobody_agrees_to_her_own(as_, people, hired, asked):
    export = asked()
    hired("coordinator")
    assert as_("coordinator").post(f"{LIST}{export.code}/file/").status_code == 404
    with pytest.raises(approvals.NotApproved):
        agree(export, people["amal"])


def test_another_teams_coordinator_does_not_see_it(as_, hired, asked):
    export = asked()
    hired("coordinator", team="chen", name="far")
    assert as_("far").get(f"{LIST}{export.code}/").status_code == 404


def test_what_was_not_agreed_on_stays_and_is_counted(taken, case):
    Consent.objects.filter(case=case, about=case.person).update(kinds=["circumstances"])
    answer = taken()
    assert answer.status_code == 409 and "No case of this export may leave" in answer.text
    assert "1 case is left out" in answer.text and "name, birth and unit" in answer.text
    assert not Entry.objects.filter(verb="exported").exists()
    assert not Opened.objects.exists()


def test_what_is_taken_back_between_asking_and_taking_stays(as_, people, hired, asked, case):
    export = asked()
    hired("custodian")
    agree(export, people["custodian"])
    appeal = case.enquiries.get().appeal
    appeal.withdrawn_on = date.today()
    appeal.save(update_fields=["withdrawn_on"])
    assert as_("amal").post(f"{LIST}{export.code}/file/").status_code == 409


def test_who_asks_stands_in_it_only_where_she_agreed_too(taken, case):
    Consent.objects.filter(case=case).exclude(about=case.person).delete()
    assert taken(kinds=["identity", "contact"]).status_code == 409
    assert taken(kinds=["identity"]).status_code == 200


def test_what_was_agreed_for_one_organisation_is_not_for_another(taken, case):
    ours = {"purpose": "sharing", "recipient": "organisation"}
    for one in case.consents.all():
        one.purpose, one.recipient, one.organisation = "sharing", "organisation", "Дом  у моря"
        one.save()
    assert taken(**ours, organisation="Другой дом").status_code == 409
    assert taken(**ours, organisation="дом у моря").status_code == 200


def test_an_organisation_is_named(as_, case):
    answer = as_("amal").post(LIST, words(recipient="organisation"))
    assert answer.status_code == 422 and "Name the organisation." in answer.text


def test_no_cell_begins_with_what_a_spreadsheet_computes(taken, people, case, monkeypatch):
    monkeypatch.setattr(exporting, "MOST", 1000)
    monkeypatch.setattr(budget, "STOPPED", 1000)
    for payload in HOSTILE:
        hostile(people["amal"], payload, case)
    answer = taken(kinds=["identity", "circumstances", "contact"])
    with parcel(answer) as files:
        assert files.namelist() == ["cases.csv", "cases.xlsx", "about.txt"]
        workbook = files.read("cases.xlsx")
    rows = csv_of(answer)
    assert len(rows) == len(HOSTILE) + 2
    assert {len(row) for row in rows} == {13}
    cells, kinds = xlsx_of(workbook)
    for cell in [*cells, *(cell for row in rows for cell in row)]:
        assert not cell.startswith(STARTS)
        assert not {"\t", "\r", "\n", "\0"} & set(cell)
    assert not kinds & {"f", "hyperlink", "hyperlinks", "is"}
    for separator in (";", "|"):  # opened where another sign ends a cell
        text = parcel(answer).read("cases.csv").decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [cell for cell in row if cell.strip(' "\r\n').startswith(STARTS)]


def hostile(by, payload, like):
    """A case in which everything that somebody could tell is hostile."""
    person = Person.objects.create(
        team=by.team, **dict.fromkeys(("surname", "given", "unit", "place"), payload)
    )
    case = Case.objects.create(team=by.team, person=person, responsible=by, opened_on=date.today())
    first = like.enquiries.get()
    asking = Person.objects.create(team=by.team, surname=payload, given=payload)
    asking.contacts.create(kind="telegram", value=payload, safe_when=payload)
    case.enquiries.create(appeal=first.appeal, about=f"sought:{case.pk}", enquirer=asking)
    for about in (person, asking):
        case.consents.create(
            about=about, purpose="search", recipient="prosecutor", kinds=list(exporting.KINDS),
            basis="consent", how="call", given_on=date.today(), by=by,
        )  # fmt: skip


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_cell_is_words(payload):
    assert not sheets.cell(payload).startswith(STARTS)
    assert sheets.cell(sheets.cell(payload)) == sheets.cell(payload)


def test_the_journal_has_numbers_and_a_digest_and_no_words(taken, people, case):
    taken()
    export = Export.objects.get()
    (entry,) = journal.of(export).filter(verb="exported")
    assert set(entry.details) == {"cases", "left_out", "digest", "second"}
    assert entry.details["second"] == people["custodian"].pk
    assert journal.of(case).filter(verb="exported", details={"export": export.pk}).exists()
    assert not any("Тихомиров" in str(one.details) for one in Entry.objects.all())
    assert journal.examine().is_whole


def test_it_counts_towards_the_days_budget_and_stops_there(as_, people, taken, case, monkeypatch):
    assert taken().status_code == 200
    assert Opened.objects.filter(user=people["amal"], subject="cases.case", subject_id=case.pk).exists()
    Opened.objects.all().delete()
    monkeypatch.setattr(budget, "STOPPED", 0)
    assert taken().status_code == 403
    assert Alert.objects.filter(kind="stopped", who=people["amal"]).exists()
    assert Export.objects.exclude(taken_at=None).count() == 1


def test_it_asks_again_who_she_is(people, hired, asked):
    from django.test import Client

    export = asked()
    hired("custodian")
    agree(export, people["custodian"])
    browser = Client()
    browser.force_login(people["amal"])
    session = browser.session
    session["second_factor"] = True
    session.save()
    assert "confirm" in browser.post(f"{LIST}{export.code}/file/")["Location"]


def test_a_restricted_case_goes_only_with_who_may_see_it(as_, people, hired, asked, case):
    actions.restrict(case, True, by=people["amal"])
    export = asked()
    assert exporting.plan(export, date.today()).going
    people["amal"].role = "caseworker"
    people["amal"].save()
    Case.objects.update(responsible=people["boris"])
    export.refresh_from_db()
    assert exporting.plan(export, date.today()).gone == 1


def test_a_bait_never_leaves(as_, case):
    Case.objects.update(honey=True)
    answer = as_("amal").post(LIST, words())
    assert answer.status_code == 422 and "This chooses no case" in answer.text


def test_cases_are_chosen_by_their_days_and_not_too_many(as_, people, case, monkeypatch):
    later = (case.opened_on + timedelta(1)).isoformat()
    assert as_("amal").post(LIST, words(since=later)).status_code == 422
    assert as_("amal").post(LIST, words(which="closed")).status_code == 422
    assert as_("amal").post(LIST, words(which="mine", until=later)).status_code == 302
    monkeypatch.setattr(exporting, "MOST", 0)
    answer = as_("amal").post(LIST, words())
    assert answer.status_code == 422 and "at most 0 leave at a time" in answer.text


def test_what_was_agreed_to_is_over_after_a_day(as_, people, hired, asked):
    export = asked()
    hired("custodian")
    agree(export, people["custodian"])
    Approval.objects.update(asked_at=export.asked_at - timedelta(hours=25))
    assert as_("amal").post(f"{LIST}{export.code}/file/").status_code == 409


def test_where_a_case_is_erased_it_is_said_who_has_it_in_a_file(as_, taken, case):
    taken()
    assert "in a file for prosecutors" in as_("amal").get(reverse("cases-erase", args=[case.code])).text
