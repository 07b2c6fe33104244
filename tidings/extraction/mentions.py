"""A mention: a span of a text that names something."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
    """Words that name something: `text` is exactly `message.text[start:end]`.

    `kind` is a word such as "person", "place", "unit", "phone"; `value` is what the words stand for
    (Суджа for "под Суджей"), or None where they stand for themselves.
    """

    kind: str
    text: str
    start: int
    end: int
    value: str | None = None
