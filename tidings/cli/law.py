"""`tidings assess`: what the rules say of the facts, and which fact to ask for."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidings import files
from tidings.cli import command
from tidings.errors import InvalidFacts, UnreadableInput
from tidings.text.sentences import LANGUAGES, Sentence

if TYPE_CHECKING:
    from tidings.cli.command import Commands
    from tidings.law import Finding


def add(commands: "Commands") -> None:
    """Add `assess`."""
    parser = command.add(
        commands,
        "assess",
        _assess,
        "Say what the rules indicate for given facts, why, by when to act, and which fact to ask for.",
        "tidings assess facts.json --on 2024-09-01 --lang en",
    )
    parser.add_argument(
        "facts", metavar="FACTS.json", type=Path, help="one object of facts, or a list of them"
    )
    parser.add_argument(
        "--on", metavar="DAY", type=_day, default=None, help="the day of the assessment (today)"
    )
    parser.add_argument("--json", action="store_true", help="a list of findings, for programs")
    parser.add_argument("--lang", choices=LANGUAGES, default="ru", help="language of the sentences (ru)")


def _assess(args: argparse.Namespace) -> None:
    given, several = _read(args.facts)
    on = args.on or date.today()
    found = [_findings(args.facts, each, on, number if several else None) for number, each in given]
    if args.json:
        rows = [[_row(finding, args.lang) for finding in findings] for findings in found]
        print(json.dumps(rows if several else rows[0], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(_told(findings, args.lang) for findings in found))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2024-09-01") from None


def _read(path: Path) -> tuple[list[tuple[int, dict[str, Any]]], bool]:
    """Return the objects of facts with their numbers, and whether a list was given."""
    text = files.text(path)
    try:
        given = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"{path}, line {error.lineno}, column {error.colno}"
        raise UnreadableInput(f"{where} is no JSON: {error.msg}. Correct it there and try again.") from None
    except RecursionError:
        raise UnreadableInput(f"{path} is nested too deeply. Give one object of facts, or a list.") from None
    except ValueError as error:
        raise InvalidFacts(f"{path}: {error}") from None
    several = isinstance(given, list)
    objects = list(enumerate(given if several else [given], 1))
    for number, each in objects:
        if not isinstance(each, dict):
            where = f"{path}, entry {number}" if several else str(path)
            raise InvalidFacts(f'{where} is not an object of facts. Write it as {{"service": "conscript"}}.')
    return objects, several


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, refusing a name given twice: which one counts would be a guess."""
    names = [name for name, _ in pairs]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"the fact {twice[0]!r} is given twice. Keep one of them.")
    return dict(pairs)


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number. Leave the fact out if it is not known.")


def _findings(path: Path, facts: dict[str, Any], on: date, number: int | None) -> "list[Finding]":
    from tidings.law import assess

    try:
        return assess(facts, on=on)
    except InvalidFacts as error:
        where = f"{path}, entry {number}" if number else str(path)
        raise InvalidFacts(f"{where}: {error}") from None


def _row(finding: "Finding", lang: str) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "label": finding.label.say(lang),
        "finding": finding.finding,
        "reasons": [reason.say(lang) for reason in finding.reasons],
        "missing": finding.missing,
        "citation": finding.citation,
        "citation_status": finding.citation_status,
        "time_limits": [
            {"what": limit.what.say(lang), "on": limit.on.isoformat() if limit.on else None}
            for limit in finding.time_limits
        ],
    }


NAMES = {
    "indicated": Sentence(en="indicated", ru="есть признаки", uk="є ознаки"),
    "not_indicated": Sentence(en="not indicated", ru="признаков нет", uk="ознак немає"),
    "insufficient_data": Sentence(en="not enough data", ru="не хватает данных", uk="бракує даних"),
    "needs_lawyer": Sentence(en="a lawyer must look", ru="нужен юрист", uk="потрібен юрист"),
}
UNVERIFIED = Sentence(
    en="unverified: a lawyer must check it",
    ru="не проверено: нужен юрист",
    uk="не перевірено: потрібен юрист",
)
CITED, DUE = Sentence(en="Cited", ru="Норма", uk="Норма"), Sentence(en="By", ru="Срок", uk="Строк")
DAY = Sentence(en="Day", ru="День", uk="День")
NO_DAY = Sentence(
    en="the first day is not known", ru="начало срока неизвестно", uk="початок строку невідомий"
)
ASK = Sentence(en="Ask next", ru="Спросите", uk="Запитайте")
NOTHING = Sentence(
    en="No rule concerns these facts.",
    ru="Эти факты не касаются ни одного правила.",
    uk="Ці факти не стосуються жодного правила.",
)
NO_ADVICE = Sentence(
    en="These are findings of rules, not legal advice. A lawyer confirms the content.",
    ru="Это выводы правил, а не юридическая консультация. Содержание подтверждает юрист.",
    uk="Це висновки правил, а не юридична консультація. Зміст підтверджує юрист.",
)


def _told(findings: "list[Finding]", lang: str) -> str:
    """Return the findings as a text to be read, with the question to ask next."""
    from tidings.law import FACTS, next_question

    if not findings:
        return NOTHING.say(lang)
    parts = [_part(finding, lang) for finding in findings]
    if fact := next_question(findings):
        parts.append(f"{ASK.say(lang)}: {FACTS[fact].question.say(lang)} [{fact}]")
    return "\n\n".join([*parts, NO_ADVICE.say(lang)])


def _part(finding: "Finding", lang: str) -> str:
    status = f" ({UNVERIFIED.say(lang)})" if finding.citation_status == "unverified" else ""
    lines = [f"{finding.label.say(lang)}: {NAMES[finding.finding].say(lang).upper()} [{finding.rule}]"]
    lines += [f"  {reason.say(lang)}" for reason in finding.reasons]
    for limit in finding.time_limits:
        by = DAY if limit.mark else DUE
        lines.append(f"  {by.say(lang)}: {limit.on or NO_DAY.say(lang)} — {limit.what.say(lang)}")
    return "\n".join([*lines, f"  {CITED.say(lang)}: {finding.citation}{status}"])
