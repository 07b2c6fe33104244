"""Sealed parts: the words of a record, closed together under the key that the record belongs to.

    class Person(Sealed, models.Model):
        surname = Words()

    class Contact(Sealed, models.Model):
        SEALED_UNDER = "person"
        person = models.ForeignKey(Person, …)
        value = Words()

`person.surname` reads and writes as a field does. It cannot be filtered by, since the database does not know it. A record
that says no SEALED_UNDER has a key of its own, made when it is first kept; one that says it uses the key of that record
("request.case": of the case of its request).

`mark = Mark("contact", of="value")` is a column by which a record of exactly the same value is found again.

An erased record's key is gone: its words read as if nothing had been told, and `is_erased` says so.
"""

import json
import logging
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.db import connections, models, router, transaction

from tidings.errors import CannotOpen
from tidings.sealing import envelope
from tidings.sealing.keyring import KeyErased
from tidings.web.inserting import insert
from tidings.web.vault import opened
from tidings.web.vault.blind import MARK, blind

OPENED_AT_ONCE = 2000
"""Rows."""


class Words(property):
    """A value in the sealed part of its record: text, or anything that JSON can hold; bytes too, where `binary`.

    `default` is what it is where nothing was told, and is not kept; a list or dict is copied for each record.
    """

    def __init__(self, default: Any = "", binary: bool = False) -> None:
        super().__init__(self._read, self._write)
        self.default, self.binary = default, binary

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def _read(self, record: "Sealed") -> Any:
        told = record.sealed_words()
        if self.name not in told:
            if not isinstance(self.default, list | dict):
                return self.default
            told[self.name] = type(self.default)(self.default)
        value = told[self.name]
        return b64decode(value) if self.binary and isinstance(value, str) else value

    def _write(self, record: "Sealed", value: Any) -> None:
        record.sealed_words()[self.name] = value

    def kept(self, value: Any) -> Any:
        """Return the value as JSON holds it."""
        return b64encode(value).decode() if self.binary and not isinstance(value, str) else value


if TYPE_CHECKING:
    _TextColumn = models.CharField[str, str]
else:
    _TextColumn = models.CharField


class Mark(_TextColumn):
    """A column by which exactly the same words are found again: their blind mark, kept in step with them."""

    def __init__(self, field: str, *, of: str) -> None:
        super().__init__(max_length=MARK, db_index=True, default="", editable=False)
        self.of_field, self.of = field, of

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Mark the words as they are now."""
        mark = blind(self.of_field, getattr(model_instance, self.of))
        setattr(model_instance, self.attname, mark)
        return mark

    def clone(self) -> "models.CharField[str, str]":
        """Return its column alone, which is what a migration knows of it."""
        return models.CharField(max_length=MARK, db_index=True, default="", editable=False)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return its column alone, as `clone` does."""
        _, path, args, kwargs = self.clone().deconstruct()
        return str(self.name), path, list(args), dict(kwargs)


Record = TypeVar("Record", bound=models.Model)


class SealedQuerySet(models.QuerySet[Record], Generic[Record]):
    """Records with sealed parts; what is asked of it says nothing of their words."""

    def bulk_create(self, objs: Iterable[Record], *args: Any, **kwargs: Any) -> list[Record]:
        """Keep many at once; each gets its number before, to which its part is bound."""
        records = list(objs)
        if not records:
            return records
        with transaction.atomic(using=self.db, savepoint=False):
            prepare([record for record in records if isinstance(record, Sealed)], self.db)
            if args or kwargs:
                return super().bulk_create(records, *args, **kwargs)
            return insert(records, self.db)

    def bulk_update(self, objs: Iterable[Record], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        """Change many at once."""
        records = list(objs)
        names = columns(self.model, fields)
        for record in records:
            assert isinstance(record, Sealed)
            record.seal()
            for mark in marks_of(self.model):
                mark.pre_save(record, False)
        return super().bulk_update(records, names, *args, **kwargs)

    def let_go(self) -> None:
        """Delete records that have keys of their own; the keys follow once that is kept."""
        keys = [key for key in self.values_list("key", flat=True) if key]
        self.delete()
        if keys:
            transaction.on_commit(lambda: opened.keyring().erase(keys), using=self.db, robust=True)


class Sealed(models.Model):
    """A record with a sealed part."""

    SEALED_UNDER: ClassVar[str | None] = None

    key = models.BigIntegerField(null=True, editable=False)  # its number in the keyring
    sealed = models.BinaryField(default=b"", editable=False)

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        _told: dict[str, Any] | None

    @property
    def is_erased(self) -> bool:
        """Whether its key was erased, and its words with it."""
        return self.key is not None and not opened.keyring().standing([self.key])

    def sealed_words(self) -> dict[str, Any]:
        """The words of the sealed part by their names, opened once. Raises CannotOpen where the part is not its own."""
        told: dict[str, Any] | None = self.__dict__.get("_told")
        if told is None:
            told = self.__dict__["_told"] = self._open()
        return told

    def seal(self) -> None:
        """Close the words as they are now; the record has its number already. Nothing happens to what was not looked at."""
        told = self.__dict__.get("_told")
        if told is None and self.sealed:
            return
        words = words_of(type(self))
        kept = {
            name: words[name].kept(value) if name in words else value
            for name, value in (told or {}).items()
            if name not in words or value != words[name].default
        }
        content = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
        self.sealed = envelope.close(opened.keyring().key(self._key_number()), content, self._bound())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the record, its part closed anew."""
        if not self._state.adding:
            self._seal_for(kwargs)
            super().save(*args, **kwargs)
            return
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using, savepoint=False):
            prepare([self], using)
            super().save(*args, **kwargs | {"force_insert": True})

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: "models.QuerySet[Any] | None" = None,
    ) -> None:
        """Read the record anew, its words too where they are among the fields."""
        names = None if fields is None else columns(type(self), fields)
        if names is None or "sealed" in names:
            self.__dict__.pop("_told", None)
        super().refresh_from_db(using, names, from_queryset)

    def _seal_for(self, kwargs: dict[str, Any]) -> None:
        if kwargs.get("update_fields") is None:
            self.seal()
            return
        kwargs["update_fields"] = columns(type(self), kwargs["update_fields"])
        if "sealed" in kwargs["update_fields"]:
            self.seal()

    def _open(self) -> dict[str, Any]:
        if self._state.adding:
            return {}
        try:
            key = opened.keyring().key(self._key_number())
        except KeyErased:
            return {}
        return _told(key, bytes(self.sealed), self._bound())

    def _key_number(self) -> int:
        if self.key is None:
            raise CannotOpen(f"{self._meta.label} {self.pk} names no key. Restore a backup.")
        return self.key

    def _bound(self) -> str:
        return f"{self._meta.label_lower}|{self.pk}|{self.key}"


def _told(key: bytes, closed: bytes, bound: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(envelope.open_closed(key, closed, bound).decode())
    return told


def open_many(records: "models.QuerySet[Any]") -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number of each record and its words by their names, fast; what was erased is left out.

    Words that were not told are not among them. This is for indexes: no record is made of any row.
    """
    rows: Iterator[Any] = records.values_list("pk", "key", "sealed").iterator(chunk_size=OPENED_AT_ONCE)
    while some := list(islice(rows, OPENED_AT_ONCE)):
        yield from ((pk, words) for pk, words in open_rows(records.model, some) if words is not None)


def open_rows(
    model: type[models.Model], rows: Collection[tuple[int, int | None, bytes | memoryview]]
) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield the words of rows that were read already, each its number, key and part; None for one that was erased.

    One that does not open is None too, and the log says which: nobody else is lost from an index for it.
    """
    keys = opened.keyring().standing({number for _, number, _ in rows if number is not None})
    label = model._meta.label_lower
    for pk, number, closed in rows:
        key = keys.get(number or 0)
        try:
            yield pk, None if key is None else _told(key, bytes(closed), f"{label}|{pk}|{number}")
        except CannotOpen:
            logging.getLogger("tidings.vault").error("%s %s does not open: it was changed", label, pk)
            yield pk, None


def sealed(**words: Any) -> dict[str, Any]:
    """Return the words of a new record: Letter.objects.create(case=case, **sealed(text="…")).

    The type checker knows columns alone, so what is sealed is handed over apart.
    """
    return words


def marks_of(model: type[models.Model]) -> list[Mark]:
    """Return the columns of a model that are marks of its words."""
    return [field for field in model._meta.concrete_fields if isinstance(field, Mark)]


@cache
def words_of(model: type[models.Model]) -> dict[str, Words]:
    """Return the words that records of this kind keep sealed, by their names."""
    return {
        name: value
        for kind in reversed(model.__mro__)
        for name, value in vars(kind).items()
        if isinstance(value, Words)
    }


def columns(model: type[models.Model], names: Collection[str] | Iterable[str]) -> list[str]:
    """Return the columns in which these fields and words are kept."""
    words = words_of(model)
    found = list(dict.fromkeys("sealed" if name in words else name for name in names))
    return found + [
        mark.attname for mark in marks_of(model) if "sealed" in found and mark.attname not in found
    ]


def prepare(records: Sequence[Sealed], using: str) -> None:
    """Give new records their numbers and keys, and close their parts. Needs a transaction."""
    for record, number in zip(records, _numbers(type(records[0]), len(records), using), strict=True):
        record.sealed_words()
        record.pk = number
    own = [record for record in records if record.key is None and record.SEALED_UNDER is None]
    for record, key in zip(own, opened.keyring().new(len(own)) if own else [], strict=True):
        record.key = key
    for record in records:
        if record.key is None:
            record.key = attrgetter(str(record.SEALED_UNDER))(record).key
        record.seal()


def _numbers(model: type[models.Model], count: int, using: str) -> range | list[int]:
    """Return the next primary keys, as the database itself would give them."""
    connection, table = connections[using], model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or [0])[0]
            return range(last + 1, last + 1 + count)
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [f'"{table}"', count])
        return [number for (number,) in cursor.fetchall()]
