"""The verbs and records of the journal, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidings.drafting import TEMPLATES
from tidings.law import FACTS
from tidings.text.sentences import Sentence
from tidings.web.pages import said

register = template.Library()

VERBS = {
    "employed": _("joined the staff"),
    "logged_in": _("logged in"),
    "unsealed": _("opened the office"),
    "sealed": _("sealed the office"),
    "made_custodians": _("made the custodians"),
    "added_custodian": _("added a custodian"),
    "revoked_custodian": _("revoked a custodian"),
    "changed_custodian": _("gave a custodian another password"),
    "changed_recovery": _("made another recovery code"),
    "changed_password": _("changed the password"),
    "ended_sessions": _("ended the sessions"),
    "reset": _("gave a new password"),
    "added_factor": _("set up a second factor"),
    "changed_role": _("changed the role"),
    "left": _("left the staff"),
    "came_back": _("came back to the staff"),
    "asked_second": _("asked a second person"),
    "agreed": _("agreed as the second person"),
    "raised_budget": _("let open more records"),
    "alerted": _("an alert"),
    "saw": _("saw an alert"),
    "restricted": _("restricted"),
    "unrestricted": _("lifted the restriction"),
    "revealed": _("was shown a contact"),
    "made_bait": _("made it a bait"),
    "unmade_bait": _("made it a case again"),
    "removed_factor": _("took a second factor away"),
    "received": _("received"),
    "took": _("took"),
    "gave_back": _("gave back"),
    "sorted": _("sorted"),
    "confirmed": _("confirmed a fact"),
    "rejected": _("rejected a fact"),
    "added": _("added a fact"),
    "set_aside": _("set aside"),
    "put_in_case": _("put into a case"),
    "brought_back": _("brought back"),
    "imported": _("imported"),
    "said_columns": _("said what the columns are"),
    "stopped_import": _("stopped the import"),
    "undid_import": _("took out again what was imported"),
    "opened": _("opened"),
    "joined": _("joined an appeal to the case"),
    "corrected": _("corrected"),
    "told": _("wrote down a fact"),
    "assessed": _("assessed"),
    "closed": _("closed"),
    "traced": _("looked through the lists"),
    "decided": _("decided"),
    "withdrew": _("withdrew a decision"),
    "drafted": _("drafted"),
    "edited": _("edited"),
    "downloaded": _("downloaded"),
    "sent": _("sent"),
    "answered": _("noted an answer"),
    "read": _("read"),
    "wrote_down": _("wrote someone down"),
    "noted_contact": _("noted a way to reach someone"),
    "dropped_contact": _("struck out a way to reach someone"),
    "handed_over": _("handed over"),
    "reopened": _("opened again"),
    "requested": _("asked to find someone"),
    "wrote": _("wrote to us again"),
    "said_safe": _("said when and how it is safe"),
    "took_back_consent": _("took back consent"),
    "asked_erasure": _("asked that everything be erased"),
    "replied": _("answered into the mailbox"),
    "not_replied": _("took the answer back: it could not be sent"),
    "trusted": _("checked who reads the answers"),
    "distrusted": _("took back that it was checked who reads the answers"),
    "settled": _("did what a message asked for"),
    "looked_at": _("looked at a file"),
    "confirmed_claim": _("confirmed that a report claims something"),
    "rejected_claim": _("rejected a claim"),
    "corrected_claim": _("corrected a claim"),
    "added_claim": _("added a claim that reading missed"),
    "made_incident": _("drafted an incident"),
    "added_claims": _("added claims to an incident"),
    "offered_names": _("offered names to tracing"),
    "grouped": _("grouped as a flood"),
    "set_aside_group": _("set aside as a group"),
    "brought_back_group": _("brought back as a group"),
    "let_in_group": _("said that a group is no flood"),
    "tied": _("said that two appeals seek the same person"),
    "untied": _("took back that two appeals seek the same person"),
    "taken_out_of_case": _("took out of a case"),
    "parted": _("parted an appeal from the case"),
    "grouped_again": _("said that a group is a flood after all"),
    "asked_to_learn": _("had the machine learn from decisions"),
    "learnt": _("learnt from decisions"),
    "switched_on": _("switched on what was learnt"),
    "switched_off": _("switched off what was learnt"),
    "let_go_learnt": _("forgot what was learnt"),
    "searched": _("looked for a person"),
    "exported": _("took out in a file"),
    "erased": _("erased for good"),
    "held": _("held as evidence"),
    "let_go": _("ended the holding as evidence"),
    "agreed_on": _("wrote down what was agreed"),
    "took_back": _("wrote down that it was taken back"),
    "verified": _("examined the journal"),
    "asked_to_verify": _("asked to examine the journal"),
    "began_keys": _("began new keys of the journal"),
}
RECORDS = {
    "accounts.user": _("person of the staff"),
    "accounts.approval": _("agreement of two"),
    "accounts.alert": _("alert"),
    "people.person": _("person"),
    "appeals.appeal": _("appeal"),
    "appeals.import": _("import"),
    "appeals.flood": _("flood"),
    "appeals.learned": _("what was learnt"),
    "cases.case": _("case"),
    "cases.export": _("export"),
    "tracing.foundlist": _("list"),
    "tracing.tracingrequest": _("tracing request"),
    "tracing.candidate": _("candidate"),
    "letters.letter": _("letter"),
    "incidents.source": _("report"),
    "incidents.incident": _("incident"),
    "journal.office": _("office"),
    "journal.anchor": _("anchor"),
    "journal.series": _("keys of the journal"),
}
DETAILS = {
    "unfinished": _("with gaps or names to check"),
    "anchors": pgettext_lazy("detail", "anchors"),
    "answer": pgettext_lazy("detail", "answer"),
    "appeal": pgettext_lazy("detail", "appeal"),
    "appeals": pgettext_lazy("detail", "appeals"),
    "assessment": pgettext_lazy("detail", "assessment"),
    "attachment": pgettext_lazy("detail", "file"),
    "because": pgettext_lazy("detail", "because"),
    "message": pgettext_lazy("detail", "message"),
    "broken": pgettext_lazy("detail", "broken"),
    "candidates": pgettext_lazy("detail", "candidates"),
    "case": pgettext_lazy("detail", "case"),
    "cases": pgettext_lazy("detail", "cases"),
    "claim": pgettext_lazy("detail", "claim"),
    "claims": pgettext_lazy("detail", "claims"),
    "category": pgettext_lazy("detail", "category"),
    "consent": pgettext_lazy("detail", "agreement"),
    "contact": pgettext_lazy("detail", "contact"),
    "custodians": pgettext_lazy("detail", "custodians"),
    "decision": pgettext_lazy("detail", "decision"),
    "digest": pgettext_lazy("detail", "digest"),
    "entries": pgettext_lazy("detail", "entries"),
    "export": pgettext_lazy("detail", "export"),
    "fact": pgettext_lazy("detail", "fact"),
    "factor": pgettext_lazy("detail", "second factor"),
    "approval": pgettext_lazy("detail", "agreement of two"),
    "second": pgettext_lazy("detail", "second person"),
    "person": pgettext_lazy("detail", "person"),
    "facts": pgettext_lazy("detail", "facts"),
    "findings": pgettext_lazy("detail", "findings"),
    "how": pgettext_lazy("detail", "how"),
    "kind": pgettext_lazy("detail", "kind"),
    "left_out": pgettext_lazy("detail", "left out"),
    "list": pgettext_lazy("detail", "list"),
    "mentions": pgettext_lazy("detail", "mentions"),
    "number": pgettext_lazy("detail", "number"),
    "on": pgettext_lazy("detail", "day"),
    "reason": pgettext_lazy("detail", "reason"),
    "role": pgettext_lazy("detail", "role"),
    "rows": pgettext_lazy("detail", "rows"),
    "template": pgettext_lazy("detail", "letter"),
    "to": pgettext_lazy("detail", "to person"),
    "urgency": pgettext_lazy("detail", "urgency"),
    "version": pgettext_lazy("detail", "version"),
}
VALUES: dict[str, dict[Any, Any]] = {
    "answer": {"same": _("same"), "not_same": _("not the same"), "unsure": _("unsure")},
    "category": {
        "lost_contact": _("Lost contact"),
        "coerced_contract": _("Forced contract"),
        "deployment_notice": _("Deployment"),
        "exempt_called_up": _("Called up though exempt"),
        "captivity": _("Captivity"),
        "remains": _("Remains"),
        "contract_dispute": _("Contract dispute"),
        "child_recruitment": _("Child recruitment"),
        "other": _("Other"),
    },
    "because": {
        "called": _("we called a number known before"),
        "asked": _("the answers were right that only the family knows"),
        "papers": _("we saw papers"),
        "known": _("known from earlier work"),
    },
    "how": {
        "passwords": _("with their passwords"),
        "recovery": _("with the recovery code"),
        "button": _("by the button"),
        "command": _("by a command"),
        "idle": _("nobody worked for long"),
        "stopped": _("the server was stopped"),
        "orphaned": _("the server ended"),
        "failed": _("the desk did not start"),
        "cut": _("nobody could write it down: power or processes were cut"),
    },
    "urgency": {3: _("Critical"), 2: _("High"), 1: _("Normal"), 0: _("Low")},
    "reason": {
        "asked": _("who asked us wants it"),
        "retention": _("its time is over"),
        "mistake": _("it should not have been kept"),
        "danger": _("keeping it is dangerous"),
        "duplicate": _("the same as another appeal"),
        "spam": _("spam"),
        "thanks": _("thanks or news"),
        "press": _("a request of the press"),
        "elsewhere": _("others help with this"),
        "reach": _("to reach the family"),
        "letter": _("for a letter"),
        "same": _("to see whether two are one"),
        "why": _("another reason, in words"),
        "other": _("another reason"),
    },
    "role": {
        "intake": _("intake"),
        "caseworker": _("caseworker"),
        "lawyer": _("lawyer"),
        "researcher": _("researcher"),
        "coordinator": _("coordinator"),
        "custodian": _("custodian"),
        "auditor": _("auditor"),
    },
    "unfinished": {True: _("yes")},
    "factor": {"webauthn": _("passkey"), "totp": _("codes of an app"), "recovery_codes": _("recovery codes")},
    "template": {name: letter.title for name, letter in TEMPLATES.items()},
    "fact": {name: kind.label for name, kind in FACTS.items()},
}
"""What a code or number in the details stands for; any other value is shown as it is."""

SHORTEST = 12
"""Signs of a digest that are enough to compare it by eye."""


@register.filter
def in_words(details: Mapping[str, object]) -> str:
    """Say the details of an entry."""
    return ", ".join(f"{DETAILS.get(name, name)}: {_value(name, value)}" for name, value in details.items())


def _value(name: str, value: object) -> str:
    if name == "on":
        return str(formats.date_format(date.fromisoformat(str(value)), "j E Y"))
    if name == "digest":
        return str(value)[:SHORTEST]
    known = VALUES.get(name, {}).get(value, value)
    return said(known) if isinstance(known, Sentence) else str(known)


@register.filter
def where(place: str) -> str:
    """A place that an examination names ("cases.case/17"), in words."""
    label, _slash, number = place.partition("/")
    kind = {"anchor": RECORDS["journal.anchor"], "series": RECORDS["journal.series"]}.get(label)
    return f"{kind or RECORDS.get(label, label)} {number}"


@register.filter
def why(sentence: Sentence) -> str:
    """A sentence of an examination."""
    return said(sentence)


@register.filter
def verb(name: str) -> str:
    """What was done, in words."""
    return str(VERBS[name])


@register.filter
def record_kind(label: str) -> str:
    """What it was done to, in words."""
    return str(RECORDS[label])
