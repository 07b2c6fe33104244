"""Words in the sealed part of a record read and write like fields; only their own record opens them."""

from datetime import date

import pytest
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import connection, transaction

from tidings.errors import CannotOpen
from tidings.sealing.keyring import KeyErased
from tidings.web.appeals.models import Appeal, Import, Learned, ReadFact
from tidings.web.people.models import Contact, Person
from tidings.web.vault import opened
from tidings.web.vault.blind import blind
from tidings.web.vault.parts import open_many, open_rows


@pytest.fixture
def team(people):
    return people["amal"].team


@pytest.fixture
def person(team):
    return Person.objects.create(team=team, surname="Канарейкин", given="Егор", birth_date="2005-03")


@pytest.fixture
def contact(person):
    return Contact.objects.create(person=person, kind="phone", value="+79000000001", safe_when="утром")


def again(record):
    return type(record).objects.get(pk=record.pk)


def test_words_read_as_they_were_written(person):
    kept = again(person)
    assert (kept.surname, kept.given, kept.birth_date) == ("Канарейкин", "Егор", "2005-03")
    assert (kept.patronymic, kept.unit, kept.place) == ("", "", "")


def test_nothing_of_them_is_in_the_row(person, contact):
    with connection.cursor() as cursor:
        for table in ("people_person", "people_contact"):
            cursor.execute(f"SELECT * FROM {table}")
            row = repr([bytes(one) if isinstance(one, memoryview) else one for one in cursor.fetchall()[0]])
            assert not any(word in row for word in ("Канарейкин", "Егор", "2005", "79000000001", "утром"))


def test_a_record_saved_again_keeps_what_was_not_looked_at(person):
    kept = again(person)
    kept.service = "conscript"
    kept.save()
    assert (again(person).surname, again(person).service) == ("Канарейкин", "conscript")


def test_some_fields_can_be_saved_alone(person):
    kept = again(person)
    kept.surname, kept.service = "Носов", "contract"
    kept.save(update_fields=["surname"])
    assert (again(person).surname, again(person).given, again(person).service) == ("Носов", "Егор", "")
    kept.save(update_fields=["service"])
    assert again(person).service == "contract"


def test_saving_a_column_alone_writes_no_words(person):
    kept = again(person)
    kept.surname, kept.service = "Носов", "contract"
    kept.save(update_fields=["service"])
    assert (again(person).surname, again(person).service) == ("Канарейкин", "contract")


def test_a_record_read_anew_forgets_what_was_typed(person):
    person.surname = "Носов"
    person.refresh_from_db()
    assert person.surname == "Канарейкин"
    person.surname = "Носов"
    person.refresh_from_db(fields=["surname"])
    assert person.surname == "Канарейкин"


def test_a_column_read_anew_leaves_the_words_as_they_are(person):
    person.surname = "Носов"
    person.refresh_from_db(fields=["service"])
    assert person.surname == "Носов"


def test_many_are_kept_at_once(team):
    made = Person.objects.bulk_create(Person(team=team, surname=f"Носов-{number}") for number in range(250))
    assert len({one.pk for one in made}) == len({one.key for one in made}) == 250
    assert [again(one).surname for one in made[::50]] == [one.surname for one in made[::50]]
    later = Person.objects.create(team=team, surname="Поздний")
    assert later.pk > max(one.pk for one in made)


def test_many_are_changed_at_once(person, contact):
    other = Contact.objects.create(person=person, kind="email", value="a@example.org")
    contact.value, other.safe_when = "+79000000002", "никогда"
    Contact.objects.bulk_update([contact, other], ["value", "safe_when"])
    assert (again(contact).value, again(other).safe_when) == ("+79000000002", "никогда")
    assert again(contact).mark == blind("contact", "+79000000002")


def test_none_at_once_is_none(team):
    assert Person.objects.bulk_create([]) == []


def test_get_or_create_and_update_or_create(person):
    asked = {"person": person, "kind": "phone", "mark": blind("contact", "+79000000005")}
    first, new = Contact.objects.get_or_create(**asked, defaults={"value": "+79000000005"})
    second, newer = Contact.objects.get_or_create(**asked, defaults={"value": "+79000000005"})
    assert (first, new, newer) == (second, True, False)
    changed, made = Contact.objects.update_or_create(**asked, defaults={"safe_when": "утром"})
    assert (changed, made, again(first).safe_when) == (first, False, "утром")


def test_they_cannot_be_asked_for(person):
    for ask in ("filter", "exclude", "get"):
        with pytest.raises(FieldError):
            getattr(Person.objects, ask)(surname="Канарейкин")
    with pytest.raises(FieldError):
        list(Person.objects.order_by("surname"))
    with pytest.raises(FieldError):
        list(Person.objects.values_list("surname"))
    with pytest.raises(FieldDoesNotExist):
        Person.objects.update(surname="Носов")


def test_a_child_is_closed_under_its_parents_key(person, contact):
    assert contact.key == person.key
    assert Person.objects.create(team=person.team).key != person.key


def test_json_of_any_shape_and_files_are_words_too(people):
    by, sentences = people["amal"], [{"en": "Sent.", "ru": "Отправка."}]
    batch = Import.objects.create(team=by.team, by=by, kind="txt", digest="d", preview=sentences)
    learned = Learned.objects.create(team=by.team, weights=bytes(range(256)))
    assert (again(batch).preview, again(learned).weights) == (sentences, bytes(range(256)))
    batch.preview, learned.weights = [], b""
    batch.save(update_fields=["preview"])
    learned.save(update_fields=["weights"])
    assert (again(batch).preview, again(learned).weights) == ([], b"")


def test_no_two_records_share_a_list(people):
    by = people["amal"]
    one, other = (Import(team=by.team, by=by, kind="txt", digest=digest) for digest in "ab")
    one.preview.append({"row": 1})
    assert other.preview == []
    one.save()
    assert again(one).preview == [{"row": 1}]


def swap(one, other, columns):
    """Put the columns of one row in the place of the other's, past everything that would notice."""
    with connection.cursor() as cursor:
        values = [getattr(one, column) for column in columns]
        given = ", ".join(f"{column} = %s" for column in columns)
        cursor.execute(f"UPDATE {type(other)._meta.db_table} SET {given} WHERE id = %s", [*values, other.pk])


@pytest.mark.parametrize("columns", [["sealed"], ["sealed", "key"]])
def test_a_part_moved_to_another_row_does_not_open(person, team, columns):
    other = Person.objects.create(team=team, surname="Носов")
    swap(person, other, columns)
    with pytest.raises(CannotOpen):
        again(other).surname  # noqa: B018


def test_a_part_moved_to_another_row_of_the_same_key_does_not_open(person, contact):
    other = Contact.objects.create(person=person, kind="phone", value="+79000000002")
    swap(contact, other, ["sealed"])
    with pytest.raises(CannotOpen):
        again(other).value  # noqa: B018


def test_a_part_moved_to_another_table_does_not_open(person):
    contact = Contact.objects.create(person=person, kind="phone", value="+79000000002")
    Contact.objects.filter(pk=contact.pk).update(id=person.pk)
    contact.pk = person.pk
    swap(person, contact, ["sealed", "key"])
    with pytest.raises(CannotOpen):
        again(contact).value  # noqa: B018


def test_an_emptied_part_is_noticed(person):
    Person.objects.filter(pk=person.pk).update(sealed=b"")
    with pytest.raises(CannotOpen):
        again(person).surname  # noqa: B018
    Person.objects.filter(pk=person.pk).update(key=None)
    with pytest.raises(CannotOpen, match="names no key"):
        again(person).surname  # noqa: B018


def test_a_thousand_changed_bits_are_found(person):
    whole = bytes(again(person).sealed)
    for number in range(1000):
        at, bit = divmod(number * 11 % (len(whole) * 8), 8)
        spoiled = bytearray(whole)
        spoiled[at] ^= 1 << bit
        person.sealed = bytes(spoiled)
        person.__dict__.pop("_told", None)
        with pytest.raises(CannotOpen):
            person.surname  # noqa: B018


def test_an_erased_record_reads_as_if_nothing_had_been_told(person, contact):
    assert not again(person).is_erased
    opened.keyring().erase([person.key])
    erased = again(person)
    assert erased.is_erased
    assert (erased.surname, erased.birth_date, erased.name, again(contact).value) == ("", "", "", "")
    assert erased.team == person.team


def test_nothing_is_written_into_an_erased_record(person):
    opened.keyring().erase([person.key])
    erased = again(person)
    erased.surname = "Носов"
    with pytest.raises(KeyErased):
        erased.save()
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_column_of_an_erased_record_can_still_change(person):
    opened.keyring().erase([person.key])
    erased = again(person)
    erased.service = "civilian"
    erased.save(update_fields=["service"])
    assert again(person).service == "civilian"


def test_one_erased_record_leaves_the_others_as_they_are(person, team):
    other = Person.objects.create(team=team, surname="Носов")
    opened.keyring().erase([person.key])
    assert again(other).surname == "Носов"
    assert dict(open_many(Person.objects.all())) == {other.pk: {"surname": "Носов"}}
    rows = Person.objects.order_by("pk").values_list("pk", "key", "sealed")
    assert list(open_rows(Person, list(rows))) == [(person.pk, None), (other.pk, {"surname": "Носов"})]


def test_a_mark_follows_its_words(person, contact):
    assert Contact.objects.get(mark=blind("contact", "+79000000001")) == contact
    kept = again(contact)
    kept.value = "+79000000009"
    kept.save(update_fields=["value"])
    assert Contact.objects.get(mark=blind("contact", "+79000000009")) == contact
    assert not Contact.objects.filter(mark=blind("contact", "+79000000001")).exists()


def test_a_mark_tells_neither_its_words_nor_where_else_they_stand(person, contact):
    assert "7900" not in contact.mark
    assert blind("contact", "+79000000001") != blind("phones", "+79000000001")


def test_only_a_telephone_of_an_appeal_is_marked(appeal):
    marked = ReadFact.objects.exclude(mark="")
    assert [fact.field for fact in marked] == ["phones"]


def test_an_appeal_says_that_it_changed_when_a_fact_of_it_does(appeal):
    before = again(appeal).changed_at
    fact = appeal.facts.first()
    fact.value = "Другой"
    fact.save()
    assert again(appeal).changed_at > before


def test_a_code_that_is_taken_costs_neither_words_nor_keys(team):
    given = {"team": team, "channel": "form", "received_on": date(2026, 11, 20)}
    first = Appeal.objects.create(**given, text="одно", digest="1")
    second = Appeal.objects.create(**given, text="другое", digest="2", code=first.code)
    assert first.code != second.code
    assert (again(first).text, again(second).text) == ("одно", "другое")


def test_deferred_parts_are_read_when_they_are_asked_for(person):
    kept = Person.objects.only("pk").get(pk=person.pk)
    assert kept.surname == "Канарейкин"


def test_one_part_that_was_changed_takes_nobody_else_out_of_an_index(person, team, caplog):
    other = Person.objects.create(team=team, surname="Носов")
    swap(other, person, ["sealed"])
    assert dict(open_many(Person.objects.all())) == {other.pk: {"surname": "Носов"}}
    assert f"people.person {person.pk} does not open" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_what_was_let_go_cannot_be_read_from_an_old_copy_either(people):
    by = people["amal"]
    batch = Import.objects.create(team=by.team, by=by, kind="txt", digest="d", mapping="words")
    with transaction.atomic():
        Import.objects.filter(pk=batch.pk).let_go()
        assert opened.keyring().standing([batch.key])
    assert not opened.keyring().standing([batch.key])
    assert not Import.objects.exists()
