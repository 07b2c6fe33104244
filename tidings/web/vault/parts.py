"""Sealed parts: the words of a record, closed together under the key that the record belongs to.

    class Person(Sealed, models.Model):
        surname = Words()

    class Contact(Sealed, models.Model):
        SEALED_UNDER = "person"
        person = models.ForeignKey(Person, …)
        value = Words()

`person.surname` reads and writes as a field does. It cannot be filtered by, since the database does not know it. A record
that says no SEALED_UNDER has a key of its own, made when it is first kept; one that says it uses the key of that record.

An erased record's key is gone: its words read as if nothing had been told, and `is_erased` says so.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.db import connections, models, router, transaction

from tidings.errors import CannotOpen
from tidings.sealing import envelope
from tidings.sealing.keyring import KeyErased
from tidings.web.vault import opened


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
        told = record.told()
        if self.name not in told:
            if not isinstance(self.default, list | dict):
                return self.default
            told[self.name] = type(self.default)(self.default)
        value = told[self.name]
        return bytes.fromhex(value) if self.binary and isinstance(value, str) else value

    def _write(self, record: "Sealed", value: Any) -> None:
        record.told()[self.name] = value

    def kept(self, value: Any) -> Any:
        """Return the value as JSON holds it."""
        return bytes(value).hex() if self.binary else value


Record = TypeVar("Record", bound="Sealed")


class SealedQuerySet(models.QuerySet[Record], Generic[Record]):
    """Records with sealed parts; what is asked of it says nothing of their words."""

    def bulk_create(self, objs: Iterable[Record], *args: Any, **kwargs: Any) -> list[Record]:
        """Keep many at once; each gets its number before, to which its part is bound."""
        records = list(objs)
        if not records:
            return records
        with transaction.atomic(using=self.db):
            prepare(records, self.db)
            return super().bulk_create(records, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Record], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        """Change many at once."""
        records = list(objs)
        for record in records:
            record.seal()
        return super().bulk_update(records, columns(self.model, fields), *args, **kwargs)


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

    def told(self) -> dict[str, Any]:
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
            name: words[name].kept(value)
            for name, value in (told or {}).items()
            if value != words[name].default
        }
        content = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
        self.sealed = envelope.close(opened.keyring().key(self._key_number()), content, self._bound())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the record, its part closed anew."""
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            if self._state.adding:
                prepare([self], using)
                kwargs["force_insert"] = True
            else:
                self._seal_for(kwargs)
            super().save(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the record anew, its words too."""
        self.__dict__.pop("_told", None)
        super().refresh_from_db(*args, **kwargs)

    def _seal_for(self, kwargs: dict[str, Any]) -> None:
        if kwargs.get("update_fields") is None:
            self.seal()
            return
        kwargs["update_fields"] = columns(type(self), kwargs["update_fields"])
        if "sealed" in kwargs["update_fields"]:
            self.seal()

    def _open(self) -> dict[str, Any]:
        closed = bytes(self.sealed) if self.pk is not None else b""
        if not closed:
            return {}
        try:
            content = envelope.open_closed(opened.keyring().key(self._key_number()), closed, self._bound())
        except KeyErased:
            return {}
        told: dict[str, Any] = json.loads(content)
        return told

    def _key_number(self) -> int:
        if self.key is None:
            raise CannotOpen(f"{self._meta.label} {self.pk} names no key. Restore a backup.")
        return self.key

    def _bound(self) -> str:
        return f"{self._meta.label_lower}|{self.pk}|{self.key}"


def words_of(model: type[models.Model]) -> dict[str, Words]:
    """Return the words that records of this kind keep sealed, by their names."""
    found = {
        name: value
        for kind in reversed(model.__mro__)
        for name, value in vars(kind).items()
        if isinstance(value, Words)
    }
    return found


def columns(model: type[models.Model], names: Collection[str] | Iterable[str]) -> list[str]:
    """Return the columns in which these fields and words are kept."""
    words = words_of(model)
    return list(dict.fromkeys("sealed" if name in words else name for name in names))


def prepare(records: Sequence[Sealed], using: str) -> None:
    """Give new records their numbers and keys, and close their parts. Needs a transaction."""
    for record, number in zip(records, _numbers(type(records[0]), len(records), using), strict=True):
        record.told()
        record.pk = number
    own = [record for record in records if record.key is None and record.SEALED_UNDER is None]
    for record, key in zip(own, opened.keyring().new(len(own)) if own else [], strict=True):
        record.key = key
    for record in records:
        if record.key is None:
            record.key = getattr(record, str(record.SEALED_UNDER)).key
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
