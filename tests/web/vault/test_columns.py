"""Every column of the desk that can hold words is sealed, or stands here with the reason why it need not be."""

import pytest
from django.apps import apps
from django.db import models

from tidings.web.vault.parts import Mark, Sealed, SealedQuerySet, words_of

HOLDS_WORDS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.GenericIPAddressField,
    models.UUIDField,
)

KEYED = "a digest under the office's key: others cannot try their guesses on it"
STAFF = "of the staff, for logging in; PostgreSQL's operators see it, and docs/safety.md says so"
NAMES = "a name that the program gives"
PLAIN = {
    "accounts.Team.name": STAFF,
    "accounts.User.password": "Argon2id",
    "accounts.User.username": STAFF,
    "accounts.User.first_name": STAFF,
    "accounts.User.last_name": STAFF,
    "accounts.User.email": STAFF,
    "accounts.User.language": "of three",
    "accounts.Approval.what": NAMES,
    "accounts.Approval.subject": "app, kind and number of a record",
    "accounts.Approval.detail": "numbers and codes",
    "accounts.Alert.subject": "app, kind and number of a record",
    "accounts.Opened.subject": "app, kind and number of a record",
    "appeals.Appeal.lang": "of four",
    "appeals.Appeal.digest": KEYED,
    "appeals.Appeal.locator": "the first group of a receipt: chance, and it opens nothing",
    "appeals.Appeal.mailbox": "a public key: chance",
    "appeals.Appeal.secondary": "names of categories",
    "appeals.Appeal.flags": "names of signs",
    "appeals.Mention.kind": NAMES,
    "appeals.ReadFact.about": "sought:0, enquirer, message",
    "appeals.ReadFact.field": NAMES,
    "appeals.Import.kind": "the ending of the file",
    "appeals.Import.digest": KEYED,
    "appeals.Import.file": "chance: the name of the closed file on the disk",
    "appeals.Import.counts": "numbers",
    "appeals.ColumnProfile.headings": KEYED,
    "appeals.Message.digest": KEYED,
    "appeals.Attachment.file": "chance: the name of the closed file on the disk",
    "cases.Enquiry.about": "sought:0",
    "cases.Consent.kinds": "names of kinds of facts",
    "cases.Export.kinds": "names of kinds of facts",
    "cases.Erasure.subject": "app, kind and number of a record",
    "cases.Erasure.record_code": "its code: chance",
    "cases.Erasure.keys": "numbers of keys that are gone",
    "cases.Erasure.files": "chance: the names of closed files",
    "cases.Erasure.mailboxes": "public keys: chance",
    "cases.ToldFact.name": "the name of a fact of the law",
    "tracing.FoundList.digest": KEYED,
    "tracing.Candidate.answer": "same, different, unsure: as the last decision says",
    "letters.Letter.template": NAMES,
    "letters.Letter.recipient": "one of three offices of the state",
    "incidents.Source.lang": "of four",
    "incidents.Source.digest": KEYED,
    "incidents.Claim.kind": NAMES,
    "incidents.Claim.stance": NAMES,
    "journal.Entry.subject": "app, kind and number of a record",
    "journal.Entry.verb": NAMES,
    "journal.Entry.details": "numbers, codes and keyed digests: tests/web/journal sees to it",
    "journal.Entry.previous": "a seal",
    "journal.Entry.seal": "a seal",
    "journal.Entry.proof": "a seal",
    "journal.Anchor.heads": "seals",
    "journal.Anchor.previous": "a seal",
    "journal.Anchor.seal": "a seal",
    "journal.Anchor.proof": "a seal",
    "journal.Anchor.stamp": "a time-stamp of seals",
    "journal.Anchor.not_stamped": "why there is none",
}
"""Columns of words that say nothing of anybody we help, each with its reason."""

THEIRS = {"auth", "contenttypes", "sessions", "account", "mfa"}
"""Apps of others. Sessions hold numbers and moments; mfa's secrets are closed by tidings.web.accounts."""


def columns():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in THEIRS:
            for column in model._meta.concrete_fields:
                if isinstance(column, HOLDS_WORDS):
                    yield model, column


def is_safe_by_itself(model, column):
    sealed = issubclass(model, Sealed) and column.name == "sealed"
    return sealed or isinstance(column, Mark) or column.choices or column.name == "code"


def test_every_column_that_can_hold_words_is_sealed_or_has_its_reason():
    open_ones = {f"{m._meta.label}.{c.name}" for m, c in columns() if not is_safe_by_itself(m, c)}
    assert open_ones == set(PLAIN)


@pytest.mark.parametrize(
    "model", [one for one in apps.get_models() if issubclass(one, Sealed)], ids=lambda one: one._meta.label
)
def test_every_sealed_record_is_closed_many_at_once_too_and_never_without_the_record_it_is_closed_under(
    model,
):
    assert isinstance(model._default_manager.all(), SealedQuerySet)
    under = model.SEALED_UNDER
    if under:
        first = model._meta.get_field(under.partition(".")[0])
        assert first.is_relation and not first.null


def test_no_words_hide_a_column_or_something_that_hangs_on_the_record():
    for model in apps.get_models():
        if issubclass(model, Sealed):
            names = {field.name for field in model._meta.get_fields()} | {"key", "sealed", "pk", "id"}
            assert not names & set(words_of(model))
