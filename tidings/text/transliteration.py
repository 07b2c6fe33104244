"""Two alphabets: Cyrillic names in Latin letters and back, and one key for all the ways a name is written.

To Latin: "icao" is what passports have (ICAO Doc 9303, Part 3, Section 6; for Ukrainian the resolution No. 55 of
27 January 2010), "bgn" is BGN/PCGN 1947, "loose" is how people type. Back to Cyrillic every scheme is understood,
German spelling too: of the possible readings the one that names really have is taken.
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from tidings.text import roles
from tidings.text.letters import cyrillic_letters, fold, is_cyrillic, is_ukrainian
from tidings.text.tables import given_names, russian_forms, surnames, ukrainian_given_names

_PLAIN = dict(
    zip(
        "абвгдезийклмнопрстуфыэґёъь",
        "a b v g d e z i i k l m n o p r s t u f y e g e ie ".split(" "),
        strict=False,
    )
)
_PLAIN |= {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "iu",
    "я": "ia",
    "ъ": "ie",
    "ь": "",
}
_PLAIN |= {"і": "i", "ї": "i", "є": "ie", "'": "", "’": "", "ʼ": ""}
_RUSSIAN = {
    "icao": _PLAIN,
    "bgn": _PLAIN | {"й": "y", "ё": "yo", "ю": "yu", "я": "ya", "ъ": "”", "ь": "’"},
    "loose": _PLAIN | {"й": "y", "ё": "yo", "ю": "yu", "я": "ya", "ъ": "", "х": "h", "щ": "sch"},
}
_UKRAINIAN = _PLAIN | {"г": "h", "и": "y", "є": "ie", "ї": "i", "ґ": "g"}
_UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_VOWELS = "аеёиоуыэюяіїє"

SCHEMES = tuple(_RUSSIAN)
"""The ways to write Russian names in Latin letters."""


def latin(text: str, scheme: str = "icao") -> str:
    """Return a text in Latin letters; Ukrainian words (by their letters) as Ukrainian passports have them.

    Raises ValueError for a scheme that is not in SCHEMES.

    >>> latin("Щербаков Юрий"), latin("Щербаков Юрий", "loose"), latin("Гнатюк Олексій")
    ('Shcherbakov Iurii', 'Scherbakov Yuriy', 'Hnatiuk Oleksii')
    """
    if scheme not in _RUSSIAN:
        raise ValueError(f"{scheme!r} is no scheme. Take one of: {', '.join(SCHEMES)}.")
    ukrainian = is_ukrainian(text)
    return re.sub(r"[А-Яа-яЁёІіЇїЄєҐґ'’ʼ]+", lambda m: _word_to_latin(m.group(), scheme, ukrainian), text)


def _word_to_latin(word: str, scheme: str, ukrainian: bool) -> str:
    table = _UKRAINIAN if ukrainian else _RUSSIAN[scheme]
    letters = []
    for at, letter in enumerate(word.lower()):
        before = word[at - 1].lower() if at else ""
        if ukrainian and not at and letter in _UKRAINIAN_FIRST:
            written = _UKRAINIAN_FIRST[letter]
        elif ukrainian and letter == "г" and before == "з":
            written = "gh"
        elif scheme == "bgn" and not ukrainian and letter == "е" and (not at or before in _VOWELS + "ьъ"):
            written = "ye"
        else:
            written = table.get(letter, letter)
        letters.append(written.capitalize() if word[at].isupper() else written)
    return "".join(letters).upper() if len(word) > 1 and word.isupper() else "".join(letters)


_READ = {
    "shch": "щ", "schtsch": "щ", "stsch": "щ", "sch": "щ ш сч сх", "tsch": "ч", "dsch": "дж", "dzh": "дж",
    "zh": "ж зх", "sh": "ш сх", "ch": "ч х", "kh": "х кх", "ts": "ц тс", "tz": "ц", "gh": "г", "ck": "к", "ph": "ф",
    "iy": "ий", "yy": "ый", "ij": "ий", "yj": "ый", "ii": "ии ий", "yi": "ый ї", "off": "ов", "eff": "ев", "ss": "сс с",
    "ya": "я ья ыа", "ia": "ия я ья иа", "ja": "я ья", "yu": "ю ью", "iu": "ю ию иу", "ju": "ю", "yo": "е ье йо",
    "jo": "е ье йо", "io": "ио е", "ye": "е ье ые", "ie": "ие ье е", "je": "е ье", "ey": "ей", "ay": "ай", "oy": "ой",
    "ei": "ей еи", "ai": "ай аи", "oi": "ой ои", "ou": "у оу", "ew": "ев", "ow": "ов", "th": "т",
    "a": "а", "b": "б", "c": "к ц с", "d": "д дь", "e": "е э", "f": "ф", "g": "г", "h": "х г", "i": "и й і",
    "j": "й ж", "k": "к", "l": "л ль", "m": "м", "n": "н нь", "o": "о", "p": "п", "q": "к", "r": "р рь",
    "s": "с сь", "t": "т ть", "u": "у ю", "v": "в", "w": "в", "x": "кс х", "y": "ы и й ий ый", "z": "з ц",
    "'": "ь ", "’": "ь ", "ʹ": "ь", "”": "ъ", "ö": "е о", "ü": "ю у", "ä": "я е", "š": "ш", "č": "ч", "ž": "ж",
    "ě": "е", "ë": "е", "é": "е э", "ï": "ї и",
}  # fmt: skip
_LONGEST = max(map(len, _READ))
_BEAM = 96
_AT_END = {"y": ["ий", "ый", "й", "и", "ы"], "i": ["и", "ий", "й", "ы"]}


def cyrillic(text: str) -> str:
    """Return a text in Cyrillic letters: each Latin word as the name it most likely is, other words untouched.

    >>> cyrillic("Aleksandr Tkachyov"), cyrillic("Schtscherbakow"), cyrillic("moy brat")
    ('Александр Ткачев', 'Щербаков', 'мой брат')
    """
    return re.sub(r"[A-Za-zÀ-ÿŠšČčŽžʹ”’']+", lambda m: _cased(m.group(), cyrillic_word(m.group())), text)


def _cased(latin_word: str, word: str) -> str:
    if len(latin_word) > 1 and latin_word.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if latin_word[:1].isupper() else word


@lru_cache(maxsize=16384)
def cyrillic_word(word: str) -> str:
    """Return a Latin word in small Cyrillic letters: of the possible readings the one that is a known name, else
    the plainest."""
    if is_cyrillic(word) or not re.search(r"[A-Za-z]", word):
        return word
    best, most = word, -math.inf
    for written, cost in _possible(word.lower()):
        if max(_heaviest().values()) < most + cost:
            break  # those that follow cost more
        if (worth := _worth(written, most + cost) - cost) > most:
            best, most = written, worth
    return best


@lru_cache(maxsize=1)
def _heaviest() -> dict[str, float]:
    """Return what no name weighs in each role: a little more than the commonest one does."""
    return {role: roles.heaviest(role) + 0.1 for role in "GPS"}


def _worth(word: str, least: float) -> float:
    """Return how well a reading is known, if that is more than `least`, else what is no more than that; a surname nobody
    counted is told by the one made of it: Мельник, Мельников."""
    known = max(
        [roles.best(word, role) for role, weight in _heaviest().items() if weight > least], default=0.0
    )
    made = surnames().get(word + "ов", 0) if 0 < known <= 1 else 0
    return known + 0.25 * math.log10(made) if made else known


def _possible(word: str) -> list[tuple[str, float]]:
    """Return the readings of a Latin word with their costs, the plainest first."""
    beams: list[list[tuple[str, float]]] = [[("", 0.0)]] + [[] for _ in word]
    for at in range(len(word)):
        kept = sorted(beams[at], key=itemgetter(1))[:_BEAM]
        for length, written, cost in _chunks(word, at):
            beams[at + length] += [(head + written, spent + cost) for head, spent in kept]
    return sorted(beams[-1], key=itemgetter(1))[:_BEAM] or [(word, 0.0)]


def _chunks(word: str, at: int) -> Iterator[tuple[int, str, float]]:
    for length in range(1, min(_LONGEST, len(word) - at) + 1):
        chunk = word[at : at + length]
        if chunk in _READ or length == 1:
            last = at + length == len(word)
            ways = (_AT_END.get(chunk) if last else None) or _READ.get(chunk, chunk).split(" ")
            for rank, written in enumerate(ways):
                yield (
                    length,
                    _at_start(written) if at == 0 else written,
                    0.3 + 0.35 * rank - 0.2 * (length - 1),
                )


def _at_start(written: str) -> str:
    """No Russian word begins with ы or ь; there a y is й or и, and ye is е."""
    return {"ы": "й", "ье": "е", "ья": "я", "ий": "и"}.get(written, written)


_SAME = str.maketrans(
    {"і": "и", "ї": "и", "ы": "и", "й": "и", "є": "е", "э": "е", "ґ": "г", "ь": "", "ъ": "", "'": ""}
)


def key(text: str) -> str:
    """Return what is the same for all spellings of a name: alphabets, ё, lookalikes, doubled letters, Ukrainian or
    Russian form. It is for comparing, not for reading, and keeps the order of the words.

    >>> key("Наталия Шевчук") == key("Наталья  ШЕВЧУК") == key("Наталія Шевчук")
    True
    """
    return " ".join(filter(None, (_word_key(word) for word in re.split(r"[\s,.;\-–—]+", text))))


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    folded = fold(cyrillic_letters(word)) if is_cyrillic(word) else fold(cyrillic_word(word))
    plain = _russian(folded).translate(_SAME)
    plain = re.sub(r"(?<=[бвгджзклмнпрстфхцчшщ])и(?=[еюя])", "", plain)
    return re.sub(r"(.)\1+", r"\1", plain)


def _russian(word: str) -> str:
    """Return the Russian form of a Ukrainian name part, the word itself where none is known."""
    if word in ukrainian_given_names() and given_names().get(word, (0,))[0] < 1000:
        return fold(ukrainian_given_names()[word])
    for kind in ("patronymic", "surname"):
        forms = russian_forms(word, kind)
        if forms and word not in forms:
            return max(forms, key=lambda form: surnames().get(form, 0))
    return re.sub(
        r"(?<=[а-яіїєґ])івна$", "овна", re.sub("їв(на|ич)$", r"ев\1", re.sub("йович$", "евич", word))
    )
