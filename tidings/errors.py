"""The tree of errors. Each says what is wrong, where, and what to do now.

TidingsError
├── InputError            what we were given cannot be used: a command ends with exit code 2
│   ├── UnreadableInput   a file that is missing, empty, binary, in another encoding, or broken off
│   ├── InvalidRecord     a line or row that is not what its format promises
│   ├── UnknownColumn     a table without a column that is needed
│   ├── InvalidDate       words that are no date
│   ├── InvalidReceipt    a receipt code with a symbol wrong, missing or too many
│   ├── InvalidFacts      facts for an assessment that are not of the listed kind
│   └── InvalidModel      a matching model that cannot be used
├── InvalidRule           a rule of the rulebook that is incomplete or contradicts itself
├── BrokenChain           a journal that was changed, cut or re-ordered
├── Unreachable           another machine that does not answer, or not as it should
└── CannotOpen            a sealed box that this key does not open, or that was changed
"""


class TidingsError(Exception):
    """Anything that Tidings raises on purpose."""


class InputError(TidingsError):
    """What we were given cannot be used; said in English, and where a page may show it in Russian and Ukrainian too.

    str(error) is the English sentence; a page shows `error.say(lang)`.

    >>> error = InputError("The file is empty.", "Файл пуст.", "Файл порожній.")
    >>> str(error), error.say("uk"), error.say("de")
    ('The file is empty.', 'Файл порожній.', 'The file is empty.')
    """

    def __init__(self, en: str, ru: str = "", uk: str = "") -> None:
        super().__init__(en)
        self.en, self.ru, self.uk = en, ru, uk

    def say(self, lang: str | None) -> str:
        """Return the sentence in `ru`, `uk` or `en`; in English for any other language, or one that it lacks."""
        return {"ru": self.ru, "uk": self.uk}.get(lang or "") or self.en

    def as_dict(self) -> dict[str, str]:
        """Return it in all three languages, as a plain mapping to be kept as JSON."""
        return {lang: self.say(lang) for lang in ("en", "ru", "uk")}


class UnreadableInput(InputError):
    """A file that is missing, empty, binary, in another encoding, or broken off."""


class InvalidRecord(InputError):
    """A line or row that is not what its format promises."""


class UnknownColumn(InputError):
    """A table without a column that is needed."""


class InvalidDate(InputError):
    """Words that are no date."""


class InvalidReceipt(InputError):
    """A receipt code with a symbol wrong, missing or too many."""


class InvalidFacts(InputError):
    """Facts for an assessment that are not of the listed kind."""


class InvalidModel(InputError):
    """A matching model that cannot be used."""


class InvalidRule(TidingsError):
    """A rule of the rulebook that is incomplete or contradicts itself."""


class BrokenChain(TidingsError):
    """A journal that was changed, cut or re-ordered."""


class Unreachable(TidingsError):
    """Another machine that does not answer, or not as it should."""


class CannotOpen(TidingsError):
    """A sealed box that this key does not open, or that was changed."""
