"""A sentence in the three languages of the house, with named gaps.

Every reason that the library gives is one of these, so that a caseworker reads it in her own language.

>>> born = Sentence(en="Born in {year}.", ru="Год рождения: {year}.", uk="Рік народження: {year}.")
>>> born.fill(year=2005).say("ru")
'Год рождения: 2005.'
"""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("ru", "uk", "en")


@dataclass(frozen=True)
class Sentence:
    """One sentence in English, Russian and Ukrainian; all three have the same gaps."""

    en: str
    ru: str
    uk: str

    def fill(self, **values: object) -> "Sentence":
        """Return the sentence with its gaps filled; a value that is a Sentence is said in each language."""

        def filled(lang: str) -> str:
            said = {name: v.say(lang) if isinstance(v, Sentence) else v for name, v in values.items()}
            return str(getattr(self, lang)).format_map(said)

        return Sentence(en=filled("en"), ru=filled("ru"), uk=filled("uk"))

    def say(self, lang: str) -> str:
        """Return it in `ru`, `uk` or `en`. Raises KeyError for another language."""
        return self.as_dict()[lang]

    def as_dict(self) -> dict[str, str]:
        """Return it as a plain mapping, to be kept as JSON."""
        return {"en": self.en, "ru": self.ru, "uk": self.uk}

    @classmethod
    def from_dict(cls, said: Mapping[str, str]) -> "Sentence":
        """Return what `as_dict` gave. Raises KeyError if a language is missing."""
        return cls(en=said["en"], ru=said["ru"], uk=said["uk"])
