"""How a sought person serves, from all that is said: conscript, contract, mobilised, or a minor."""

import re
from datetime import date

from tidings.extraction.mentions import Fact, Mention
from tidings.extraction.ownership import Cast
from tidings.text.phrases import fold

Held = dict[str, tuple[int, ...]]


def propose(cast: Cast, received: date, mentions: list[Mention], known: list[Fact]) -> list[Fact]:
    """Return a status for each sought person of whom the message says enough."""
    facts, told, said = [], _by_about(known), _words(cast, mentions)
    for about in cast.sought:
        young = minor(about, received, told.get(about, []))
        status, rests = ("minor", young) if young else _served(said[about])
        if status:
            facts.append(Fact(about, "status", status, rests))
    return facts


def minor(about: str, received: date, known: list[Fact]) -> tuple[int, ...]:
    """Return the mentions that make him younger than 18 on the day of receipt, if any do; else none."""
    births = [f for f in known if f.about == about and f.field == "birth_date"]
    for fact in births or known:
        if fact.about == about and fact.field == "age" and int(fact.value) < 18:
            return fact.mentions
        if fact.about == about and fact.field == "birth_date" and _surely_minor(fact.value, received):
            return fact.mentions
    return ()


def _surely_minor(born: str, received: date) -> bool:
    earliest = (born + "-01-01")[:10] if len(born) == 4 else (born + "-01")[:10]
    return f"{received.year - 18:04}{received.isoformat()[4:]}" < earliest


def _by_about(facts: list[Fact]) -> dict[str, list[Fact]]:
    told: dict[str, list[Fact]] = {}
    for fact in facts:
        told.setdefault(fact.about, []).append(fact)
    return told


def _words(cast: Cast, mentions: list[Mention]) -> dict[str, Held]:
    """Return for each who is sought the mentions that speak of his service, by what they say."""
    said: dict[str, dict[str, list[int]]] = {about: {} for about in cast.sought}
    for i, one in enumerate(mentions):
        value = "never_signed" if one.kind == "forged_signature" else one.value
        if (
            one.kind not in ("service", "sign", "forged_signature")
            or value is None
            or _supposed(cast.text, one)
        ):
            continue
        for about in cast.shared(one, mentions):
            said[about].setdefault(value, []).append(i)
    return {about: {value: tuple(at) for value, at in held.items()} for about, held in said.items()}


_IF = re.compile(r"(?<!\w)(?:если|якщо|if|пока|поки|until|чтобы|чтоб|щоб)\W+(?:\w+\W+){0,3}$")


_OTHERS = re.compile(
    r"(?<!\w)(?:один|двое|трое|четверо|пятеро|шестеро|двоє|троє|кто-то|хтось|другие|інші|остальные|некоторые|several|some|others|friends)(?:\s(?:уже|вже|из|з|них|его|have|has|already))*\s$"
)
"""Before "подписал": who did is not he."""
_SO_MANY = re.compile(r"\s(?:уже\s)?(?:\d+|двое|трое|четверо|пятеро)\s(?:человек|чел|людей|пацан|ребят|осіб)")


def _supposed(text: str, one: Mention) -> bool:
    """Return whether signing is only supposed, or told of others: "если он уже подписал", "один вже подписал"."""
    if one.value != "signed" or one.text.lower().endswith("signed"):  # "was beaten until he signed": he did
        return False
    small = fold(text)
    before = small[max(0, one.start - 40) : one.start]
    return bool(_IF.search(before) or _OTHERS.search(before) or _SO_MANY.match(small, one.end))


def _served(held: Held) -> tuple[str | None, tuple[int, ...]]:
    """Return what the words say together; a contract comes after conscription, unless it is not signed yet."""
    conscript, contract, signed = (held.get(name, ()) for name in ("conscript", "contract", "signed"))
    if mobilised := held.get("mobilised"):
        return "mobilised", mobilised
    if signed and not held.get("never_signed"):
        return "contract", signed
    if conscript and (not contract or held.get("unsigned") or held.get("never_signed")):
        return "conscript", conscript
    if contract:
        return "contract", contract
    if held.get("contract_named") and not held.get("unsigned"):
        return "contract", held["contract_named"]
    return None, ()
