"""What is found in a message: words with their place in it, and facts that rest on them."""

from typing import NamedTuple


class Mention(NamedTuple):
    """Words of a message that say something: `text` stands at [start, end) of the message.

    `kind` says what sort of thing it is (person, place, birth_date, age, day, unit, phone, email, telegram,
    kinship, service, or the name of a flag); `value` says what it means, as plain text: a name in the
    nominative, a day as YYYY-MM-DD, digits only; None where they stand for themselves.
    """

    kind: str
    text: str
    start: int
    end: int
    value: str | None = None

    def moved(self, start: int, end: int, text: str) -> "Mention":
        """Return the same find at other offsets, of other words."""
        return self._replace(start=start, end=end, text=text)


class Fact(NamedTuple):
    """A proposal: this field of this one has this value, because of these mentions.

    `about` is "sought:0", "sought:1" …, "enquirer" or "message"; `mentions` are places in `Reading.mentions`.
    """

    about: str
    field: str
    value: str
    mentions: tuple[int, ...]
