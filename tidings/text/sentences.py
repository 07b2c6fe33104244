"""A sentence in the three languages of the house, with named gaps.

Every reason that the library gives is one of these, so that a caseworker reads it in her own language.

>>> born = Sentence(en="Born in {year}.", ru="Год рождения: {year}.", uk="Рік народження: {year}.")
>>> born.fill(year=2005).say("ru")
'Год рождения: 2005.'
>>> Sentence(en="Sent on {day}.", ru="Отправлено {day}.", uk="Надіслано {day}.").fill(day=date(2024, 8, 7)).say("uk")
'Надіслано 7 серпня 2024.'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LANGUAGES = ("ru", "uk", "en")
MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "en": "January February March April May June July August September October November December",
}
"""As they stand after the number of a day."""


@dataclass(frozen=True)
class Sentence:
    """One sentence in English, Russian and Ukrainian; all three have the same gaps."""

    en: str
    ru: str
    uk: str

    def fill(self, **values: object) -> "Sentence":
        """Return the sentence with its gaps filled; a Sentence or a day is said in each language."""

        def filled(lang: str) -> str:
            said = {name: _said(value, lang) for name, value in values.items()}
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


def _said(value: object, lang: str) -> object:
    if isinstance(value, Sentence):
        return value.say(lang)
    return (
        f"{value.day} {MONTHS[lang].split()[value.month - 1]} {value.year}"
        if isinstance(value, date)
        else value
    )
