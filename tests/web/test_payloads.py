"""A hundred and twenty ways to smuggle something in, through every import and form: all of it stays words.

tests/payloads.json holds them: for the page (html), for whoever opens a table (formula), for the answer's headers and file
names (header), for the templates (template). What a page may be made of is read from our own templates.
"""

import contextlib
import json
import re
import secrets
import sqlite3
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tidings.sealing import boxes, post, streams

HERE = Path(__file__).parents[2]
TABLE = json.loads((HERE / "tests/payloads.json").read_text("utf-8"))
PAYLOADS = [words for kind in TABLE.values() for words in kind]
MARK, COMPUTED = "zq7", "719192"
"""Stands in what would become an element; and what 719191 + 1 would be."""
FROM_WIDGETS = {
    (tag, attribute)
    for tag in ("input", "select", "textarea")
    for attribute in (
        "type",
        "name",
        "value",
        "id",
        "required",
        "maxlength",
        "min",
        "max",
        "title",
        "rows",
        "cols",
        "checked",
        "accept",
    )
    + ("aria-describedby", "aria-invalid", "autocomplete", "autofocus", "spellcheck")
} | {("option", "value"), ("option", "selected"), ("ul", "class"), ("ul", "id"), ("li", ""), ("label", "for")}
PRINTED = {"sheet.html"}
"""Written to a file for a custodian's printer; no address shows it."""
FROM_MARKING = {("mark", ""), ("mark", "id"), ("mark", "class"), ("mark", "data-tag")}
HOLD_WORDS = {"value", "title", "aria-label"}
GO_SOMEWHERE = {"href", "src", "action", "formaction", "hx-get", "hx-post"}


class Page(HTMLParser):
    """The elements, attributes and words of a page."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: set[tuple[str, str]] = set()
        self.values: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.held: list[str] = []
        self.other: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.parts |= {(tag, "")} | {(tag, name) for name, _ in attributes}
        if (
            tag == "script"
            and "src" not in dict(attributes)
            and dict(attributes).get("type") != "application/json"
        ):
            self.parts.add((tag, "inline"))  # it would run; what is marked as data does not
        self.values += [(name, value or "") for name, value in attributes]
        self.held += [value or "" for name, value in attributes if name in HOLD_WORDS]

    def handle_data(self, words):
        self.words.append(words)

    def handle_comment(self, words):
        self.other.append(words)

    def handle_decl(self, words):
        self.other.append(words) if words != "doctype html" else None

    unknown_decl = handle_pi = handle_comment


def ours() -> set[tuple[str, str]]:
    """What our templates and Django's form fields are made of."""
    parts: set[tuple[str, str]] = set()
    served = [
        path for path in (HERE / "tidings/web").rglob("templates/**/*.html") if path.name not in PRINTED
    ]
    for path in served:
        source = re.sub(
            r"{%.*?%}|{#.*?#}", " ", re.sub(r"{{.*?}}", "x", path.read_text("utf-8")), flags=re.DOTALL
        )
        parts |= Page(source).parts
    return parts | FROM_WIDGETS | FROM_MARKING


OURS = ours()


def one_line(words: str) -> str:
    return " ".join(words.split())


def check(answer) -> str:
    """Fail unless the answer is made of our elements alone; return its words."""
    for name, value in answer.headers.items():
        assert not {"\r", "\n"} & set(value), name
        assert MARK not in name.lower() + value, (name, value)
    page = Page(answer.text)
    assert page.parts <= OURS, page.parts - OURS
    assert not page.other
    assert not [name for name, _ in page.values if name.startswith("on") or name == "style"]
    for name, value in page.values:
        assert MARK not in value or name in HOLD_WORDS, (name, value)
        if name in GO_SOMEWHERE:
            assert re.match(r"[/?#]($|[^/\\])|$", value), (name, value)
    words = one_line("".join(page.words) + " " + " ".join(page.held))
    assert COMPUTED not in words
    return words


def check_all(browser, *addresses: str) -> str:
    """Check pages, and return the words of all of them."""
    return " ".join(check(browser.get(address)) for address in addresses)


def missing(words: str, payloads=PAYLOADS) -> list[str]:
    """Return what does not stand among the words of a page as it was written."""
    return [payload for payload in payloads if one_line(payload) not in words]


def some(count: int) -> list[list[str]]:
    return [PAYLOADS[start : start + count] for start in range(0, len(PAYLOADS), count)]


def csv(*cells: str) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def upload(browser, name: str, content: bytes):
    """Bring in a file of appeals: the preview, then the report; return the words of both."""
    file = SimpleUploadedFile(name, content)
    answer = browser.post(reverse("appeals-import"), {"file": file, "received_on": "2026-11-01"})
    assert answer.status_code == 302, check(answer)
    words = check_all(browser, answer.url)
    browser.post(answer.url)
    return words + check_all(browser, answer.url)


def appeals_of(browser) -> str:
    from tidings.web.appeals.models import Appeal

    pages = [reverse("appeals-detail", args=[one.code]) for one in Appeal.objects.all()]
    opening = [reverse("cases-open", args=[one.code]) for one in Appeal.objects.all()]
    return check_all(browser, *pages, *opening, reverse("appeals-list"))


def test_the_table_has_a_hundred_and_twenty():
    assert len({one_line(payload) for payload in PAYLOADS}) == 120


def test_what_would_become_part_of_a_page_is_seen():
    from django.http import HttpResponse

    for payload in TABLE["html"]:
        if Page(payload).parts:
            with pytest.raises(AssertionError):
                check(HttpResponse(f"<p>{payload}</p>"))
    assert sum(bool(Page(payload).parts) for payload in TABLE["html"]) > 45


def test_appeals_of_a_json_file(as_, people):
    browser, rows = as_("amal"), []
    for number, payloads in enumerate(some(40)):
        words = "\n".join(("Ищу сына, Тихомирова Егора.", *payloads))
        rows.append(
            {"id": f"{payloads[0]}{number}", "channel": "telegram", "received": "2026-11-01", "text": words}
        )
    rows += [
        {"id": "x", "channel": payload, "received": "2026-11-01", "text": "Ищу"} for payload in PAYLOADS[::12]
    ]
    rows += [{payload: payload} for payload in PAYLOADS[5::12]]
    upload(browser, "a.jsonl", "\n".join(json.dumps(row) for row in rows).encode())
    assert not missing(appeals_of(browser))


def test_an_appeal_of_a_text_file(as_, people):
    browser = as_("amal")
    upload(browser, f"{PAYLOADS[0]}.txt", "\n".join(PAYLOADS).encode())
    assert not missing(appeals_of(browser))


def test_an_appeal_of_an_e_mail(as_, people):
    browser = as_("amal")
    head = "From: =?utf-8?q?=3Cscript=3Ezq7()=3C/script=3E?= <a@zq7.example>\nDate: Sun, 1 Nov 2026 10:00:00 +0000\n"
    head += "Subject: =?utf-8?q?=3Cimg_src=3Dzq7_onerror=3Dzq7()=3E?=\nContent-Type: text/plain; charset=utf-8\n\n"
    upload(browser, "a.eml", (head + "\n".join(PAYLOADS)).encode())
    assert not missing(appeals_of(browser))


def test_a_list_of_people_found(as_, people):
    from tidings.web.tracing.models import FoundList

    browser = as_("amal")
    body = "name,birth_date,unit,place\n"
    body += "".join(csv(payload, payload[:30], payload[:60], payload) for payload in PAYLOADS)
    for payload in PAYLOADS[::30]:
        about = {"name": payload, "source": payload, "kind": "dead", "published_on": ""}
        file = SimpleUploadedFile("list.csv", (body + csv(payload, "", "", "")).encode())
        answer = browser.post(reverse("tracing-offer"), {"file": file, **about})
        assert answer.status_code == 302, check(answer)
        check_all(browser, answer.url)
        browser.post(answer.url)
    found = reverse("tracing-found", args=[FoundList.objects.latest("pk").code])
    words = check_all(browser, answer.url, found, f"{found}?page=2")
    assert not missing(words)
    check_all(browser, reverse("tracing-list"))


@pytest.mark.parametrize("payload", PAYLOADS[::8])
def test_a_list_that_is_refused_names_what_is_wrong_in_words(as_, people, payload):
    heading = csv(payload, payload + "2")
    file = SimpleUploadedFile(f"{payload}.csv", heading.encode())
    answer = as_("amal").post(reverse("tracing-offer"), {"file": file, "name": payload, "kind": payload})
    assert answer.status_code == 422
    check(answer)


def test_a_press_report(as_, people):
    browser = as_("amal")
    answers = [
        browser.post(reverse("incidents-add"), {"text": "\n\n".join(payloads)}) for payloads in some(30)
    ]
    assert not missing(check_all(browser, *[answer.url for answer in answers]))
    check_all(browser, reverse("incidents-list"))


def test_a_claim_that_is_added_by_hand(as_, people):
    browser = as_("amal")
    report = browser.post(
        reverse("incidents-add"), {"text": "A heading of some words\n\nHe is gone. She waits."}
    )
    code = report.url.rstrip("/").rsplit("/", 1)[1]
    url = reverse("incidents-claim-add", args=[code])
    for payloads in some(5):
        told = dict(zip(("attributed_to", "name", "call_sign", "places", "dates"), payloads, strict=True))
        told |= {"kind": "missing", "stance": "alleged"}
        assert not missing(check(browser.post(url, told | {"words": payloads[0]})), payloads)
        assert browser.post(url, told | {"words": "He is gone."}).status_code == 302
    check_all(browser, report.url)


def test_who_someone_is(as_, case):
    browser, url = as_("amal"), reverse("cases-identity", args=[case.code])
    for payloads in some(4):
        case.person.refresh_from_db()
        told = dict(zip(("surname", "given", "patronymic", "place"), payloads, strict=True))
        told |= {"unit": payloads[0][:60], "seen": case.person.changed_at.isoformat()}
        assert browser.post(url, told).status_code == 302
        assert not missing(check_all(browser, url), payloads)
    check(
        browser.post(
            url,
            {"surname": PAYLOADS[0], "seen": PAYLOADS[1], "service": PAYLOADS[2], "birth_date": PAYLOADS[3]},
        )
    )
    overtaken = browser.post(url, told | {"surname": PAYLOADS[9], "seen": "2020-01-01T00:00:00+00:00"})
    assert overtaken.status_code == 409
    check(overtaken)
    check_all(
        browser,
        *(reverse(name, args=[case.code]) for name in ("cases-detail", "cases-rights", "letters-case")),
    )
    check_all(browser, reverse("cases-list"), reverse("tracing-request", args=[case.code]))


def test_how_someone_is_reached(as_, case):
    browser, person = as_("amal"), case.enquiries.get().enquirer
    url = reverse("cases-contact", args=[case.code, person.pk])
    for payload in PAYLOADS:
        told = {"kind": "telegram", "value": payload, "safe_when": payload}
        assert browser.post(url, told).status_code == 302
    refused = browser.post(url, {"kind": PAYLOADS[0], "value": PAYLOADS[1], "safe_when": PAYLOADS[2]})
    assert refused.status_code == 422
    check(refused)
    assert not missing(check_all(browser, reverse("cases-detail", args=[case.code])))


def test_a_fact_that_somebody_adds_or_corrects(as_, appeal):
    browser, url = as_("amal"), reverse("appeals-facts-add", args=[appeal.code])
    for payloads in some(3):
        told = {"about": "enquirer", "field": "telegram", "value": " ".join(payloads)}
        assert browser.post(url, told).status_code == 302
    check(browser.post(url, {"about": PAYLOADS[0], "field": PAYLOADS[1], "value": PAYLOADS[2]}))
    words = check_all(
        browser, reverse("appeals-detail", args=[appeal.code]), reverse("cases-open", args=[appeal.code])
    )
    assert not missing(words)


def test_a_fact_of_the_law(as_, case):
    for name in ("birth_date", "last_contact_on", "task", "coercion"):
        url = reverse("cases-tell", args=[case.code, name])
        for payload in PAYLOADS[::20]:
            refused = as_("amal").post(url, {"value": payload, "source": payload})
            assert refused.status_code == 422
            check(refused)


def test_what_is_asked_to_leave_as_a_file(as_, case, hired):
    told = {"which": "open", "kinds": "identity", "purpose": "sharing", "recipient": "organisation"}
    hired("custodian")
    amal, custodian = as_("amal"), as_("custodian")
    for payload in PAYLOADS[::6]:
        words = {"organisation": payload[:200], "why": payload[:500]}
        asked = amal.post(reverse("cases-exports"), told | words)
        assert asked.status_code == 302
        for browser in (amal, custodian):
            check(browser.get(asked["Location"]))
        assert MARK not in asked["Location"]
    check_all(amal, reverse("cases-exports"), reverse("staff-approvals"))


def test_the_text_of_a_letter(as_, case, people):
    from datetime import date

    from tidings.web.letters import actions

    browser = as_("amal")
    letter = actions.draft(case, "whereabouts", by=people["amal"], on=date(2026, 11, 20))
    url = reverse("letters-detail", args=[letter.code])
    gap = {"version": 1, **{f"gap{number}": payload for number, payload in enumerate(PAYLOADS[:20])}}
    browser.post(reverse("letters-gaps", args=[letter.code]), gap)
    letter.refresh_from_db()
    text = "\n\n".join(one_line(payload) for payload in PAYLOADS)
    assert browser.post(url, {"text": text, "version": letter.version}).status_code == 302
    assert not missing(check_all(browser, url))
    check_all(browser, reverse("letters-list"), reverse("letters-case", args=[case.code]))
    plain(browser.get(reverse("letters-docx", args=[letter.code])), letter.code)
    page = browser.get(reverse("letters-pdf", args=[letter.code]))
    assert page.content.startswith(b"%PDF-")
    assert not re.search(rb"/(JavaScript|JS|Launch|URI|OpenAction|AA|EmbeddedFile)\b", page.content)
    assert page["Content-Disposition"] == f'attachment; filename="letter-{letter.code}.pdf"'


def plain(answer, code: str) -> None:
    """Check that a DOCX is well-formed and holds words alone: no field that is computed, nothing from elsewhere."""
    assert answer["Content-Disposition"] == f'attachment; filename="letter-{code}.docx"'
    with zipfile.ZipFile(BytesIO(answer.content)) as parcel:
        parts = {name: parcel.read(name) for name in parcel.namelist() if name.endswith((".xml", ".rels"))}
        assert not [name for name in parcel.namelist() if MARK in name]
    trees = {name: ElementTree.fromstring(content) for name, content in parts.items()}  # noqa: S314 - our own file
    assert not [
        name for name, tree in trees.items() if any("TargetMode" in one.attrib for one in tree.iter())
    ]
    kinds = {one.tag.rpartition("}")[2] for one in trees["word/document.xml"].iter()}
    assert not kinds & {"fldSimple", "instrText", "object", "altChunk", "hyperlink"}
    assert "<script>zq7()</script>" in "".join(trees["word/document.xml"].itertext())


@pytest.fixture
def send(gate):
    """Seal a post to the office, as the gate would; `keys` open it."""
    office, hers = boxes.new_keypair(), boxes.new_keypair()

    def put(kind: str, text: str, fields: dict, names: list[str]) -> None:
        files = [closed(gate, name) for name in names]
        answers = {"version": 1, "lang": "ru", "fields": fields, "unknown": [], "text": text, "files": files}
        sealed = post.sealed(office.public, hers.public, "AAAA", kind, answers)
        with contextlib.closing(sqlite3.connect(gate)) as database:
            row = [sealed, "2026-11-01", "ordinary"]
            number = database.execute(
                "INSERT INTO gate_post (sealed, day, lane) VALUES (?, ?, ?)", row
            ).lastrowid
            database.executemany(
                "INSERT INTO gate_file (id, post) VALUES (?, ?)", [(one["file"], number) for one in files]
            )
            database.commit()

    put.keys = [office.private]
    return put


def closed(gate: Path, name: str) -> dict[str, object]:
    key, id = streams.new_key(), secrets.token_hex(16)
    closing, path = streams.Closing(key), post.file_at(gate.parent, id)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(closing.add(b"<script>zq7()</script>") + closing.end())
    return {"name": name, "size": 22, "key": key.hex(), "file": id}


ANSWERS = (
    "name",
    "birth_date",
    "relation",
    "last_contact",
    "place",
    "service",
    "unit",
    "deadline",
    "enquirer_name",
)


def test_what_comes_through_the_gate(as_, people, gate, send):
    from tidings.web.appeals import mailbox
    from tidings.web.appeals.models import Appeal

    browser, text = as_("amal"), "\n".join(PAYLOADS)
    fields = dict(zip((*ANSWERS, "contacts", "safe_contact", "what_happened"), PAYLOADS, strict=False))
    send("appeal", text, fields, PAYLOADS[:60])
    mailbox.collect(gate, send.keys, people["amal"].team)
    for kind in ("message", "safe", "withdraw", "delete"):
        send(
            kind,
            text,
            dict(zip((*ANSWERS, "contacts", "safe_contact"), PAYLOADS[30:], strict=False)),
            PAYLOADS[60:],
        )
    mailbox.collect(gate, send.keys, people["amal"].team)
    code = Appeal.objects.get().code
    pages = check_all(browser, reverse("appeals-detail", args=[code]), reverse("appeals-answers"))
    assert not missing(pages)
    check_all(browser, reverse("appeals-list"), reverse("cases-open", args=[code]))
    from tidings.web.appeals.models import Attachment

    for number in [one.number for one in Attachment.objects.all()][::20]:
        page, original = (
            reverse(name, args=[code, number]) for name in ("appeals-file", "appeals-file-original")
        )
        check_all(browser, page)
        parcel = browser.post(original)
        assert MARK not in parcel["Content-Disposition"]
        with zipfile.ZipFile(BytesIO(parcel.content)) as names:
            assert not [name for name in names.namelist() if MARK in name or name.startswith(("/", "."))]


def test_words_that_somebody_looks_for(as_, case):
    browser, url = as_("amal"), reverse("people-search")
    for payload in PAYLOADS[::4]:
        check(browser.post(url, {"name": payload, "born": payload[:30], "unit": payload[:60]}))


ADDRESSES = (
    "/appeals/?category={}",
    "/appeals/?{}=1",
    "/appeals/?page={}",
    "/cases/?show={}",
    "/tracing/?show={}",
)
CODES = (
    "/appeals/{}/",
    "/cases/{}/",
    "/letters/{}/",
    "/reports/{}/",
    "/tracing/lists/{}/",
    "/{}",
    "/journal/?verb={}",
)


def test_an_address_that_says_it(as_, people):
    from urllib.parse import quote

    browser = as_("amal")
    for number, payload in enumerate(PAYLOADS[::2]):
        for address in (ADDRESSES[number % len(ADDRESSES)], CODES[number % len(CODES)]):
            answer = browser.get(address.format(quote(payload, safe="")))
            check(answer)


def test_going_back_leads_to_nobody_else(as_, people):
    browser = as_("amal")
    for payload in PAYLOADS:
        address = browser.post(reverse("language"), {"language": "en", "next": payload})["Location"]
        assert not re.match(r"[/\\\s]{2}|[a-z]+:", address, re.IGNORECASE), payload
        assert not {"\r", "\n", "<", '"'} & set(address), payload
