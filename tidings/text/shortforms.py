"""Short forms of given names, and what they may stand for.

>>> formal_names("Димон"), formal_names("Слава", gender="m")[:2]
(('Дмитрий',), ('Владислав', 'Вячеслав'))
"""

from functools import lru_cache

from tidings.text import tables
from tidings.text.letters import fold

_TENDER = frozenset(
    "ечка очка енька онька юшка ушка ишка ышка еночка ёночка юня уня юша уша юха уха уся юся улька юлька уля юля"
    " ька ка ик чик ок ёк ек ян он ко ик сь сик".replace("ё", "е").split()
)
_TENDER_LAST = frozenset(ending[-1] for ending in _TENDER)
_LONGEST_TENDER = max(map(len, _TENDER))
_LEAST_STEM = 3
"""Letters of a name that stand before a tender ending at least."""
_OWN_RIGHT = 300
"""People from whom on a short form counts as a passport's name in its own right."""


@lru_cache(maxsize=8192)
def formal_names(short: str, gender: str = "", language: str = "ru") -> tuple[str, ...]:
    """Return every formal name the short form may stand for; none where it is no short form.

    `gender` ("m" or "f") narrows the choice. Language "uk" gives Ukrainian names, anything else Russian ones, and
    where that language does not know the short form, the other one's.
    """
    known = _stands_for(fold(short))
    if not known:
        return ()
    fitting = [(name, of) for name, sex, of in known if not gender or sex == gender]
    ours = dict.fromkeys(name for name, of in fitting if (of == "uk") == (language == "uk"))
    return tuple(ours or dict.fromkeys(_in_language(name, language) for name, _ in fitting))


def _in_language(name: str, language: str) -> str:
    pairs = tables.formal_pairs()
    if language == "uk":
        return pairs.get(name, name)
    return next((russian for russian, ukrainian in pairs.items() if ukrainian == name), name)


@lru_cache(maxsize=8192)
def is_short(name: str) -> bool:
    """Return whether a nominative is a short form and not a passport's name in its own right."""
    folded = fold(name)
    own = folded in tables.formal_names() or tables.given_names().get(folded, (0, "", ""))[0] >= _OWN_RIGHT
    return not own and bool(formal_names(folded))


def is_short_form(folded: str) -> bool:
    """Return whether a folded word stands for some formal name."""
    return bool(_stands_for(folded))


def _stands_for(short: str) -> tuple[tuple[str, str, str], ...]:
    """Return the formal names with their gender and language."""
    return tables.short_forms().get(short) or _tender(short)


@lru_cache(maxsize=1)
def beginnings_of_short_forms() -> frozenset[str]:
    """Return the first three letters of all short forms, and of the names of which tender forms are made."""
    return frozenset(name[:_LEAST_STEM] for name in (*tables.short_forms(), *tables.formal_names()))


def _tender(short: str) -> tuple[tuple[str, str, str], ...]:
    """Return what a tender form stands for by the short or formal name it was made from: Ванечка from Ваня."""
    if short[-1:] not in _TENDER_LAST or short[:_LEAST_STEM] not in beginnings_of_short_forms():
        return ()
    shorts, formals = tables.short_forms(), tables.formal_names()
    for length in range(min(_LONGEST_TENDER, len(short) - _LEAST_STEM), 1, -1):
        if short[-length:] in _TENDER:
            stem = short[:-length]
            for base in (stem, stem + "а", stem + "я", stem + "ь", stem + "й"):
                if found := shorts.get(base) or formals.get(base):
                    return found
    return ()
