"""Filling a letter from what is known, and naming what is not.

A template is a readable text with the marks of `marks`, gaps such as {birth_date} or {enquirer:genitive}, and lines
that begin with "%": "%%" is a comment, "%title" names the letter, "%if" stands over the one line that it governs.
A condition has parts that must all hold; a part is words parted by "|", of which one must hold: a rule that was found
indicated or a lawyer's (early_deployment), a fact that was told (rank), that was not (!rank), its value
(contract_signed=false, consent!=false). {consent?words} says the words if the fact is true, and is a gap if untold.

Nothing is invented: what was not told stays in the text as [its label], and as a Gap with the question to ask.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tidings.drafting.fields import FIELDS, Field, as_name, told, written
from tidings.text.names import Name, decline
from tidings.text.sentences import Sentence


@dataclass(frozen=True)
class Template:
    """A letter to be filled: what it is called, its lines, and the fields it may use."""

    name: str
    title: Sentence
    lines: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in the order in which the letter uses them."""
        return tuple(dict.fromkeys(found[1] for line in self.lines for found in _SLOT.finditer(line)))


@dataclass(frozen=True)
class Gap:
    """What the letter still needs: a field (or its part, enquirer.patronymic) and the question to ask."""

    name: str
    label: str
    question: Sentence


@dataclass(frozen=True)
class Declined:
    """A name that was put into another case; a person must confirm it before the letter goes out."""

    name: str
    case: str
    written: str


@dataclass(frozen=True)
class Draft:
    """A letter to be edited: its text, the gaps left, and the declined names to confirm."""

    title: str
    text: str
    gaps: tuple[Gap, ...]
    check: tuple[Declined, ...]


def fill(template: str, facts: Mapping[str, Any]) -> Draft:
    """Return a draft of the letter of this name (see TEMPLATES).

    `facts` has values for FIELDS; others are not looked at. `findings` among them maps rules to what was found and
    chooses the paragraphs; without it the facts themselves do. Raises KeyError for an unknown template, InvalidFacts
    for a value that is not of its field's kind.
    """
    letter = TEMPLATES[template]
    filling = _Filling(facts, _grounds(facts))
    lines = [line for plain in _chosen(letter.lines, filling) for line in filling.line(plain)]
    text = "\n".join(_numbered(lines)).strip() + "\n"
    text = re.sub(r"\n{3,}", "\n\n", text)
    return Draft(letter.title.ru, text, tuple(filling.gaps.values()), tuple(dict.fromkeys(filling.check)))


PART_LABELS = {"surname": "фамилия", "given": "имя", "patronymic": "отчество, если есть"}
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?(?:\?([^{}]*))?\}")


@dataclass
class _Filling:
    """What is known while one letter is filled; it collects the gaps and the names to check."""

    facts: Mapping[str, Any]
    grounds: frozenset[str]
    gaps: dict[str, Gap] = field(default_factory=dict)
    check: list[Declined] = field(default_factory=list)

    def line(self, plain: str) -> list[str]:
        """Return the line with its slots filled; a slot of several lines makes as many of the line."""
        several = [found[1] for found in _SLOT.finditer(plain) if FIELDS[found[1]].kind == "lines"]
        if several and told(self.facts, several[0]):
            said = written(FIELDS[several[0]], self.facts[several[0]]) or (self.gap_of(several[0]),)
            return [_SLOT.sub(lambda _, line=line: line, plain) for line in said]  # type: ignore[misc]
        return [_SLOT.sub(self.slot, plain)]

    def gap_of(self, name: str) -> str:
        """Return the gap of a field."""
        return self.gap(name, FIELDS[name].label, FIELDS[name].question)

    def slot(self, found: re.Match[str]) -> str:
        """Return the words for one slot, or a gap."""
        known = FIELDS[found[1]]
        if not told(self.facts, known.name):
            return self.gap_of(known.name)
        if known.kind == "name":
            return self.person(known, found[2])
        said = written(known, self.facts[known.name])
        if found[3] is not None:
            return found[3]
        return said[0] if said else self.gap_of(known.name)

    def person(self, known: Field, case: str | None) -> str:
        """Return a person's name in a case, as initials, or as it is; parts that are not known are gaps."""
        name = as_name(known, self.facts[known.name])
        if case == "initials":
            return _initials(name) or self.gap_of(known.name)
        form = decline(name, case) if case else name
        if case and str(form):
            self.check.append(Declined(str(name), case, str(form)))
        return " ".join(self.part(known, form, part) for part in PART_LABELS)

    def part(self, known: Field, name: Name, part: str) -> str:
        """Return one part of a name, or a gap."""
        text = getattr(name, part)
        return text or self.gap(f"{known.name}.{part}", PART_LABELS[part], known.question)

    def gap(self, name: str, label: str, question: Sentence) -> str:
        """Note a gap and return it as it stands in the text."""
        self.gaps.setdefault(name, Gap(name, label, question))
        return f"[{label}]"

    def holds(self, condition: str) -> bool:
        """Return whether all parts of a condition hold."""
        return all(any(self.so(word) for word in part.split("|")) for part in condition.split())

    def so(self, word: str) -> bool:
        """Return whether one word of a condition holds."""
        name, unequal, value = word.partition("!=")
        if unequal:
            return not self.equals(name, value)
        name, equal, value = word.partition("=")
        if equal:
            return self.equals(name, value)
        if word.startswith("!"):
            return not told(self.facts, word[1:])
        return word in self.grounds or (word in FIELDS and told(self.facts, word))

    def equals(self, name: str, value: str) -> bool:
        """Return whether a fact was told and has this value."""
        fact = self.facts.get(name)
        return (str(fact).lower() if isinstance(fact, bool) else fact) == value


def _grounds(facts: Mapping[str, Any]) -> frozenset[str]:
    """Return the rules that the letter stands on: those found indicated or a lawyer's, else what the facts suggest."""
    if facts.get("findings") is not None:
        findings: Mapping[str, str] = facts["findings"]
        return frozenset(rule for rule, said in findings.items() if said in ("indicated", "needs_lawyer"))
    suggested = {
        "early_deployment": told(facts, "deployment_on"),
        "contract_coercion": told(facts, "coercion"),
        "contract_voluntary": facts.get("contract_signed") is False,
        "document_seizure": facts.get("document_taken") not in (None, "", "none"),
    }
    return frozenset(rule for rule, is_so in suggested.items() if is_so)


def _chosen(lines: Iterable[str], filling: _Filling) -> Iterable[str]:
    """Yield the lines whose conditions hold."""
    keep = True
    for line in lines:
        if line.startswith("%if "):
            keep = filling.holds(line[4:])
            continue
        if keep:
            yield line
        keep = True


def _numbered(lines: Iterable[str]) -> Iterable[str]:
    """Yield the lines with the numbered ones counted from 1 after each heading."""
    number = 0
    for line in lines:
        if line.startswith("1. "):
            number += 1
            yield f"{number}. {line[3:]}"
        else:
            number = 0 if line.startswith("#") else number
            yield line


def _initials(name: Name) -> str:
    """Return "А. И. Кравцова"."""
    letters = [f"{part[0]}." for part in (name.given, name.patronymic) if part]
    return " ".join([*letters, name.surname]) if name.surname else ""


def _template(path: Path) -> Template:
    lines = path.read_text("utf-8").splitlines()
    head = {line.split()[0]: line.partition(" ")[2] for line in lines if re.match(r"%(title|en|uk) ", line)}
    title = Sentence(en=head["%en"], ru=head["%title"], uk=head["%uk"])
    kept = [line for line in lines if line.startswith("%if ") or not line.startswith("%")]
    return Template(path.stem, title, tuple(kept))


TEMPLATES: Mapping[str, Template] = {
    path.stem: _template(path) for path in sorted((Path(__file__).parent / "templates").glob("*.txt"))
}
"""The letters there are, by name."""
