"""An office's own words: added, weighed anew, left out; a file that cannot be used says where."""

from datetime import date

import pytest

from tidings.errors import InputError, InvalidRecord, UnreadableInput
from tidings.triage import AppealFacts, triage
from tidings.triage.own import read_own, with_own
from tidings.triage.wordlists import shipped, use, word_lists

DAY = date(2026, 3, 12)


@pytest.fixture(autouse=True)
def nothing_own():
    yield
    use({})


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "triage.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def said(text):
    return triage(AppealFacts(text=text, sought=1), DAY)


def test_a_phrase_of_the_office_counts_from_then_on(written):
    assert not word_lists()["lost_contact.silence"].said("Сын ушёл в туман")
    use(read_own(written('[lost_contact.silence]\nru = ["ушел в туман"]'), shipped()))
    found = said("Сын ушёл в туман")
    assert found.category == "lost_contact"
    assert "«ушёл в туман»" in found.reasons[0].ru
    use({})
    assert "туман" not in said("Сын ушёл в туман").reasons[0].ru


def test_a_shipped_phrase_is_left_out_and_a_list_is_weighed_anew(written):
    use(read_own(written('[lost_contact.silence]\npoints = 1\nwithout = ["молчок"]'), shipped()))
    silence = word_lists()["lost_contact.silence"]
    assert silence.points == 1
    assert not silence.said("молчок") and silence.said("тишина")


def test_what_the_file_does_not_name_stays_as_shipped(written):
    own = read_own(written('[lost_contact.silence]\nru = ["ушел в туман"]'), shipped())
    assert with_own(shipped(), own)["captivity"] == with_own(shipped(), {})["captivity"]
    assert (
        with_own(shipped(), {})["lost_contact"]["silence"]["points"]
        == shipped()["lost_contact"]["silence"]["points"]
    )


@pytest.mark.parametrize(
    "text, words",
    [
        ("[lost_contact.silence\n", "at line 1"),
        ('[lost_contact.silense]\nru = ["а б"]', "Did you mean “silence”?"),
        ("[lost_contakt.silence]\npoints = 1", "Did you mean “lost_contact”?"),
        ("[lost_contact.silence]\npoints = 'heavy'", "points must be a number"),
        ("[lost_contact.silence]\npoints = true", "points must be a number"),
        ("[lost_contact.silence]\npoints = 400", "from -10 to 10"),
        ("[lost_contact.silence]\npoints = nan", "points must be a number"),
        ('[lost_contact.silence]\nru = "нет связи"', "phrases are written as a list"),
        ('[lost_contact.silence]\nru = [" "]', "phrases are written as a list"),
        ('[lost_contact.silence]\nru = ["а*"]', "two letters"),
        ('[lost_contact.silence]\nru = ["*"]', "two letters"),
        ('[lost_contact.silence]\nde = ["weg"]', "“de” means nothing here"),
        ('[lost_contact.silence]\nwithout = ["молчек"]', "Did you mean “молчок”?"),
        ("lost_contact = 5", "there is no such group"),
        ("[lost_contact]\nsilence = 5", "there is no such list"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_and_where(written, text, words):
    with pytest.raises(InputError) as error:
        read_own(written(text), shipped())
    assert "triage.toml" in error.value.en and words in error.value.en
    assert words in error.value.ru and error.value.ru != error.value.en


def test_a_file_that_is_no_text_or_not_there_is_said(tmp_path):
    path = tmp_path / "triage.toml"
    with pytest.raises(UnreadableInput):
        read_own(path, shipped())
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableInput):
        read_own(path, shipped())


def test_an_empty_file_changes_nothing(written):
    assert read_own(written("# nothing yet"), shipped()) == {}


def test_every_shipped_list_could_be_an_offices_own(written):
    for group, members in shipped().items():
        for name, one in members.items():
            phrases = [phrase for lang in ("ru", "uk", "en") for phrase in one.get(lang, ())]
            rows = "\n".join(f'  """{phrase}""",' for phrase in phrases)
            assert read_own(
                written(f"[{group}.{name}]\npoints = {one['points']}\nru = [\n{rows}\n]"), shipped()
            )


def test_a_wrong_name_is_an_invalid_record(written):
    with pytest.raises(InvalidRecord):
        read_own(written("[nothing.at_all]\npoints = 1"), shipped())
