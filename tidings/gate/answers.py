"""From the fields of the draft to what the desk is told (its shape is written down in tidings.sealing.post)."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from tidings.gate.forms import QUESTIONS, UNKNOWN

UNSAID = "unsaid"


def told(held: Mapping[str, str], lang: str) -> dict[str, Any]:
    """Return the answers for the desk; labels in `text` are in the language of the pages."""
    asked = [name for ask in QUESTIONS for name in ask.base_fields if not name.endswith(UNKNOWN)]
    with translation.override(lang):
        return {
            "version": 1,
            "lang": lang,
            "fields": {name: held[name] for name in asked if _is_told(held, name)},
            "unknown": [name for name in asked if is_unknown(held, name)],
            "text": text(held),
            "files": [],
        }


def is_unknown(held: Mapping[str, str], name: str) -> bool:
    """Return whether the answer is "I do not know"; words typed beside the tick count more than the tick."""
    return held.get(name) == "unknown" or bool(held.get(name + UNKNOWN)) and not held.get(name)


def shown(held: Mapping[str, str], name: str, field: forms.Field) -> str:
    """Return an answer as it is read back: the words, the label of the choice, or that it is not known."""
    if is_unknown(held, name):
        return _("I do not know")
    answer = held.get(name, "")
    if not isinstance(field, forms.ChoiceField):
        return answer
    labels = dict(cast(list[tuple[str, str]], field.choices))
    return str(labels.get(answer, ""))


def text(held: Mapping[str, str]) -> str:
    """Return the whole as one message: what happened, in the enquirer's words, then the other answers, a line each."""
    lines = [
        f"{field.label}{'' if str(field.label).endswith('?') else ':'} {shown(held, name, field)}"
        for ask in QUESTIONS
        for name, field in ask.base_fields.items()
        if name != "what_happened" and _is_told(held, name)
    ]
    return "\n\n".join(part for part in (held.get("what_happened", ""), "\n".join(lines)) if part)


def _is_told(held: Mapping[str, str], name: str) -> bool:
    return bool(held.get(name)) and not name.endswith(UNKNOWN) and held[name] not in (UNSAID, "unknown")
