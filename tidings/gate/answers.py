"""From the fields of a page to what the desk is told (its shape is written down in tidings.sealing.post)."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from tidings.gate.forms import QUESTIONS, UNKNOWN, Question

UNSAID = "unsaid"
MAIN = ("what_happened", "text")
"""Fields whose words are the message itself; the others stand below them, a line each."""

Asked = Sequence[type[Question]]


def told(
    held: Mapping[str, Any], lang: str, asked: Asked = QUESTIONS, files: str = "files"
) -> dict[str, Any]:
    """Return the answers for the desk; labels in `text` are in the language of the pages. `files` names their shelf."""
    names = [name for ask in asked for name in ask.base_fields if not name.endswith(UNKNOWN)]
    with translation.override(lang):
        return {
            "version": 1,
            "lang": lang,
            "fields": {name: held[name] for name in names if name != "text" and _is_told(held, name)},
            "unknown": [name for name in names if is_unknown(held, name)],
            "text": text(held, asked),
            "files": list(held.get(files, [])),
        }


def is_unknown(held: Mapping[str, Any], name: str) -> bool:
    """Return whether the answer is "I do not know"; words typed beside the tick count more than the tick."""
    return held.get(name) == "unknown" or bool(held.get(name + UNKNOWN)) and not held.get(name)


def shown(held: Mapping[str, Any], name: str, field: forms.Field) -> str:
    """Return an answer as it is read back: the words, the label of the choice, or that it is not known."""
    if is_unknown(held, name):
        return _("I do not know")
    answer = str(held.get(name, ""))
    if not isinstance(field, forms.ChoiceField):
        return answer
    labels = dict(cast(list[tuple[str, str]], field.choices))
    return str(labels.get(answer, ""))


def text(held: Mapping[str, Any], asked: Asked = QUESTIONS) -> str:
    """Return the whole as one message: what happened, in the enquirer's words, then the other answers, a line each."""
    fields = [(name, field) for ask in asked for name, field in ask.base_fields.items()]
    words = [str(held[name]) for name, _field in fields if name in MAIN and held.get(name)]
    lines = [
        f"{field.label}{'' if str(field.label).endswith('?') else ':'} {shown(held, name, field)}"
        for name, field in fields
        if name not in MAIN and _is_told(held, name)
    ]
    return "\n\n".join([*words, *(["\n".join(lines)] if lines else [])])


def _is_told(held: Mapping[str, Any], name: str) -> bool:
    return bool(held.get(name)) and not name.endswith(UNKNOWN) and held[name] not in (UNSAID, "unknown")
