"""Short forms of given names, and what they may stand for.

>>> formal_names("Димон"), formal_names("Слава", gender="m")[:2]
(('Дмитрий',), ('Владислав', 'Вячеслав'))
"""

from functools import lru_cache

from tidings.text.letters import fold
from tidings.text.tables import given_names, short_forms, ukrainian_given_names

_TENDER = sorted(
    "ечка очка енька онька юшка ушка ишка ышка еночка ёночка юня уня юша уша юха уха уся юся улька юлька уля юля"
    " ька ка ик чик ок ёк ек ян он ко ик сь сик".replace("ё", "е").split(),
    key=len,
    reverse=True,
)
_OWN_RIGHT = 300
"""People from whom on a short form counts as a passport's name: Данила does, Макс does not."""


@lru_cache(maxsize=4096)
def formal_names(short: str, gender: str = "", language: str = "ru") -> tuple[str, ...]:
    """Return every formal name the short form may stand for; none where it is no short form.

    `gender` ("m" or "f") narrows the choice. Language "uk" gives Ukrainian names, anything else Russian ones.
    """
    known = short_forms().get(fold(short)) or _tender(fold(short))
    fitting = {fold(name): name for name, of in reversed(known) if not gender or of == gender}
    names = tuple(reversed(fitting.values()))
    ours = tuple(
        name for name in names if _both(name) or (fold(name) in ukrainian_given_names()) == (language == "uk")
    )
    return ours or names


def _both(name: str) -> bool:
    return ukrainian_given_names().get(fold(name)) == fold(name)


def is_short(name: str) -> bool:
    """Return whether a folded nominative is a short form and not a passport's name in its own right."""
    folded = fold(name)
    return bool(formal_names(folded)) and given_names().get(folded, (0, "", ""))[0] < _OWN_RIGHT


def _tender(short: str) -> tuple[tuple[str, str], ...]:
    """Return what a tender form stands for by the short form it was made from: Ванечка from Ваня."""
    for ending in _TENDER:
        stem = short.removesuffix(ending)
        if stem != short and len(stem) > 2:
            for base in (stem, stem + "а", stem + "я", stem + "ь", stem + "й"):
                if base in short_forms():
                    return short_forms()[base]
                if base in _formal_of_diminutives():
                    return _formal_of_diminutives()[base]
    return ()


@lru_cache(maxsize=1)
def _formal_of_diminutives() -> dict[str, tuple[tuple[str, str], ...]]:
    return {fold(name): ((name, gender),) for found in short_forms().values() for name, gender in found}
