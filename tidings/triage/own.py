"""An office's own words for triage: a file in the form of words.toml that weighs lists anew, adds phrases and leaves some out.

    [lost_contact.silence]
    points = 4                      # in place of the shipped weight
    ru = ["ушёл в туман"]           # besides the shipped phrases; uk and en as well
    without = ["молчок"]            # shipped phrases that shall not count

What the file does not name stays as it is shipped. A file that cannot be used is refused as a whole, with a sentence that says where.
"""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from tidings.errors import InvalidRecord, UnreadableInput
from tidings.text.phrases import Phrases

Lists = Mapping[str, Mapping[str, Mapping[str, Any]]]

LANGUAGES = ("ru", "uk", "en")
HEAVIEST = 10
"""Points: 5 leaves little doubt."""
LONGEST = 300
"""Signs of a phrase."""


def read_own(path: Path, shipped: Lists) -> Lists:
    """Return an office's file of words. Raises UnreadableInput or InvalidRecord, each saying what and where."""
    try:
        own = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, "it is missing, or not text in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, str(error)) from error
    for group, members in own.items():
        if not isinstance(members, dict) or group not in shipped:
            raise _wrong(path, group, f"there is no such group{_meant(group, shipped)}")
        for name, one in members.items():
            _check(path, f"{group}.{name}", one, shipped[group].get(name), shipped[group])
    return own


def with_own(shipped: Lists, own: Lists) -> dict[str, dict[str, Mapping[str, Any]]]:
    """Return the shipped lists with what an office changed."""
    return {
        group: {name: _with(one, own.get(group, {}).get(name, {})) for name, one in members.items()}
        for group, members in shipped.items()
    }


def _with(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    without = set(own.get("without", ()))
    phrases = {
        lang: [
            *(one for one in shipped.get(lang, ()) if one not in without),
            *(one for one in own.get(lang, ()) if one not in shipped.get(lang, ())),
        ]
        for lang in LANGUAGES
    }
    return {**shipped, **phrases, "points": own.get("points", shipped["points"])}


def _check(
    path: Path, name: str, one: Any, shipped: Mapping[str, Any] | None, group: Mapping[str, Any]
) -> None:
    """Raise InvalidRecord where a list of an office's file cannot be used."""
    if shipped is None or not isinstance(one, dict):
        raise _wrong(path, name, f"there is no such list{_meant(name.partition('.')[2], group)}")
    for key in one:
        if key not in (*LANGUAGES, "points", "without"):
            raise _wrong(path, name, f"“{key}” means nothing here. Write points, ru, uk, en or without")
    points = one.get("points", 0)
    if isinstance(points, bool) or not isinstance(points, int | float) or not abs(points) <= HEAVIEST:
        raise _wrong(path, name, f"points must be a number from -{HEAVIEST} to {HEAVIEST}")
    for key in (*LANGUAGES, "without"):
        _check_phrases(path, f"{name}, {key}", one.get(key, []))
    known = {phrase for lang in LANGUAGES for phrase in shipped.get(lang, ())}
    for phrase in one.get("without", []):
        if phrase not in known:
            raise _wrong(
                path, f"{name}, without", f"the shipped list has no “{phrase}”{_meant(phrase, known)}"
            )


def _check_phrases(path: Path, where: str, phrases: Any) -> None:
    if not isinstance(phrases, list) or not all(isinstance(one, str) and one.strip() for one in phrases):
        raise _wrong(path, where, 'phrases are written as a list: ["нет связи", "пропал"]')
    for phrase in phrases:
        try:
            Phrases([phrase])
        except (ValueError, IndexError) as error:
            raise _wrong(path, where, f"“{phrase}”: {str(error).rstrip('.')}") from error
        if len(phrase) > LONGEST:
            raise _wrong(path, where, f"“{phrase[:40]}…” is longer than {LONGEST} signs")


def _meant(name: str, known: Any) -> str:
    near = get_close_matches(name, list(known), 1)
    return f". Did you mean “{near[0]}”?" if near else ""


def _unreadable(path: Path, why: str) -> UnreadableInput:
    return UnreadableInput(
        f"{path.name} cannot be read: {why}. Mend it, or take it away; until then the words count as before.",
        f"{path.name} не читается: {why}. Исправьте или уберите его; до тех пор слова действуют как раньше.",
        f"{path.name} не читається: {why}. Виправте або приберіть його; доти слова діють як раніше.",
    )


def _wrong(path: Path, where: str, why: str) -> InvalidRecord:
    why = why.rstrip(".") if not why.endswith("?") else why
    end = "" if why.endswith("?") else "."
    return InvalidRecord(
        f"{path.name}, [{where}]: {why}{end} Mend it; until then the words count as before.",
        f"{path.name}, [{where}]: {why}{end} Исправьте; до тех пор слова действуют как раньше.",
        f"{path.name}, [{where}]: {why}{end} Виправте; доти слова діють як раніше.",
    )
