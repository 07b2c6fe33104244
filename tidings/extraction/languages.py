"""In which language a message is written, and Russian in Latin letters back into its own."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tidings.text.phrases import Phrases, fold

_UKRAINIAN = Phrases(
    [
        "і", "й", "та", "що", "це", "є", "як", "але", "він", "вона", "його", "її", "їх", "мій", "моя", "мого", "від", "чи", "не має", "немає", "нема", "шукаю",
        "допоможіть", "будь ласка", "доброго дня", "добрий день", "добрий вечір", "чоловік*", "син", "сина", "брата", "зв'язок", "зв'язку", "частин*", "дзвонив", "мені", "ми", "у",
        "з", "із", "зараз", "тільки", "було", "коли", "дуже", "прошу", "жодн*", "вже", "ще", "навіть", "якщо", "щоб", "бо", "де", "хто", "після",
    ]
)  # fmt: skip
_RUSSIAN = Phrases(
    [
        "и", "что", "это", "как", "он", "она", "его", "ее", "их", "мой", "моя", "моего", "от", "не", "нет", "ищу", "помогите", "пожалуйста", "здравствуйте", "добрый",
        "муж*", "сын", "сына", "брата", "связь", "связи", "част*", "звонил", "мне", "мы", "с", "сейчас", "только", "было", "когда", "очень", "прошу", "уже",
        "еще", "если", "чтобы", "или", "где", "кто", "после", "по", "из", "в", "на", "был", "меня", "нас", "у", "к",
    ]
)  # fmt: skip
_LATIN_RUSSIAN = re.compile(
    r"\b(?:zdrav\w+|zdrast\w+|privet|dobr(?:yi|yy|y|ii|iy|oe|ogo)|pomogite|pomosh\w*|pozh?alu\w+|pozhaluista|ishu|ischu|ishchu|syn\w?|syna|muzh\w?|muz\w?|brat\w?|vnuk\w?|kontrakt\w*|"
    r"srochn\w+|v/?ch|chast\w?|svyaz\w?|svjaz\w?|svyazi|svjazi|net|nety|ego|jego|on|ne|chto|kak|kogda|gde|my|ya|ja|menya|mne|goda|posled\w+|zvonil\w?|pisal\w?|otvet\w+|"
    r"mobiliz\w+|armi\w+|voenn\w+|spasibo|moi|moy|moj|moego|uzhe|uje|esli|bez|iz|na|po|za|do|ot|pod|byl|est|nomer\w?|telefon\w?|skaz\w+|otprav\w+|zastav\w+|podpis\w+)\b"
)
_ENGLISH = re.compile(
    r"\b(?:the|is|are|was|were|my|he|his|him|she|and|of|to|for|from|with|have|has|not|in|on|at|that|this|please|we|they|you|can|but|a|an|our|their|i)\b"
)


_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def _count(text: str, letters: str) -> int:
    """Return how many of these letters are in a text."""
    return sum(map(text.count, letters))


_ADDRESS = re.compile(r"[^\s@]{0,64}@\S{0,100}|https?://\S{1,200}")


def _without_addresses(small: str) -> str:
    return _ADDRESS.sub("", small) if "@" in small or "http" in small else small


def language(text: str) -> str:
    """Return ru, uk, en, or mixed; Russian in Latin letters is ru."""
    small = fold(text)
    cyrillic, latin = _count(small, _CYRILLIC), _count(_without_addresses(small), _LATIN)
    if in_latin_letters(text):
        return "ru"
    if latin > 3 * cyrillic:
        return "en"
    if _two_alphabets(small, latin, cyrillic):
        return "mixed"
    return _of_cyrillic(small)


def _two_alphabets(small: str, latin: int, cyrillic: int) -> bool:
    return latin > cyrillic / 8 and len(_ENGLISH.findall(small)) >= 3


def _of_cyrillic(small: str) -> str:
    """Tell Russian from Ukrainian by words and letters that only one of them has; both at once is mixed."""
    ukrainian, russian = _count(small, "іїєґ"), _count(small, "ыэъ")
    if ukrainian and russian and min(ukrainian, 3 * russian) > 0.2 * max(ukrainian, 3 * russian):
        return "mixed"
    if not ukrainian:
        return "ru"
    words = len(_UKRAINIAN.spans(small)), len(_RUSSIAN.spans(small))
    return "uk" if 2 * ukrainian + words[0] > 3 * russian + words[1] / 2 else "ru"


@lru_cache(maxsize=16)
def in_latin_letters(text: str) -> bool:
    """Return whether it is Russian or Ukrainian typed without a Cyrillic keyboard."""
    small = fold(text)
    if _count(small, _CYRILLIC) > len(small) / 10:
        return False
    words = len(re.findall(r"[a-z]{2,}", small))
    return words > 3 and len(_LATIN_RUSSIAN.findall(small)) > max(
        2, words / 8, 2 * len(_ENGLISH.findall(small))
    )


_LETTERS = {
    "shch": "щ", "sch": "щ", "yo": "ё", "jo": "ё", "zh": "ж", "kh": "х", "ts": "ц", "tz": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю",
    "iu": "ю", "ya": "я", "ja": "я", "iya": "ия", "iia": "ия", "ia": "иа", "ui": "уй", "ye": "е", "je": "е", "ay": "ай", "ey": "ей", "oy": "ой", "yi": "ый", "yy": "ый", "iy": "ий", "ij": "ий", "ii": "ий",
    "aj": "ай", "ej": "ей", "oj": "ой", "ai": "ай", "oi": "ой", "ei": "ей", "a": "а", "b": "б", "v": "в", "w": "в", "g": "г", "d": "д", "e": "е", "z": "з", "i": "и", "j": "й",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "h": "х", "x": "х", "c": "ц", "y": "ы", "q": "к", "'": "ь",
}  # fmt: skip
_LATIN_WORD = re.compile(r"(?<![\w@./-])[A-Za-z][A-Za-z']*(?:/[A-Za-z]+)?(?![\w@]|\.\w|/\w)")
_USUAL = {
    "olga": "ольга", "olgi": "ольги", "igor": "игорь", "darya": "дарья", "natalya": "наталья", "tatyana": "татьяна", "ilya": "илья", "lyubov": "любовь", "raisa": "раиса",
    "muj": "муж", "muja": "мужа", "muju": "мужу", "uje": "уже", "toje": "тоже", "jena": "жена", "jenu": "жену", "jivoi": "живой", "jiv": "жив", "mojet": "может", "mojno": "можно",
    "net": "нет", "svyaz": "связь", "svjaz": "связь", "chast": "часть", "est": "есть", "sem": "семь", "armii": "армии", "armiyu": "армию", "syn": "сын", "iz": "из", "ne": "не", "podpisat": "подписать",
    "sdelat": "сделать", "otpravit": "отправить", "mat": "мать", "mama": "мама", "ishu": "ищу", "ischu": "ищу", "ishchu": "ищу", "v": "в", "vch": "вч", "v/ch": "в/ч", "zdes": "здесь", "pozvonit": "позвонить",
    "russian": "russian", "pomosh": "помощь", "pomoshch": "помощь", "zhizn": "жизнь", "smert": "смерть", "noch": "ночь", "dochka": "дочка", "otvetit": "ответить", "den": "день", "gospital": "госпиталь", "iyul": "июль", "iyulya": "июля", "iyun": "июнь", "iyunya": "июня", "aprelya": "апреля",
    "yanvarya": "января", "fevralya": "февраля", "sentyabrya": "сентября", "oktyabrya": "октября", "noyabrya": "ноября", "dekabrya": "декабря", "moy": "мой", "moi": "мой", "moj": "мой", "moya": "моя",
}  # fmt: skip


@dataclass(frozen=True)
class Respelled:
    """A text in Cyrillic, and for each of its letters the place in the original; `places` is one longer."""

    text: str
    places: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of a span of the respelled text."""
        if end <= start:
            return self.places[start], self.places[start]
        last = end
        while last < len(self.places) - 1 and self.places[last] == self.places[end - 1]:
            last += 1
        return self.places[start], self.places[last]


def respell(text: str) -> Respelled:
    """Return a text in Latin letters as Cyrillic, place by place; addresses and handles stay.

    >>> respell("Ishu syna, v/ch 12345").text
    'Ищу сына, в/ч 12345'
    """
    letters: list[str] = []
    places: list[int] = []
    done = 0
    for found in _LATIN_WORD.finditer(text):
        letters.append(text[done : found.start()])
        places.extend(range(done, found.start()))
        for letter, place in _word(found[0]):
            letters.append(letter)
            places.extend([found.start() + place] * len(letter))
        done = found.end()
    letters.append(text[done:])
    places.extend(range(done, len(text) + 1))
    return Respelled("".join(letters), tuple(places))


def _word(word: str) -> list[tuple[str, int]]:
    """Return the Cyrillic letters of a word, each with its place in it."""
    usual = _USUAL.get(word.lower())
    if usual:
        shown = usual.capitalize() if word[0].isupper() else usual
        return [(letter, min(place, len(word) - 1)) for place, letter in enumerate(shown)]
    spelled, place = [], 0
    while place < len(word):
        size = next((n for n in (4, 3, 2, 1) if word[place : place + n].lower() in _LETTERS), 1)
        letter = _LETTERS.get(word[place : place + size].lower(), word[place])
        if word[place : place + size].lower() == "e" and place == 0:
            letter = "е" if word[:2].lower() in ("eg", "em", "es", "ee", "ev", "el") else "э"
        spelled.append((letter.capitalize() if word[place].isupper() else letter, place))
        place += size
    return spelled
