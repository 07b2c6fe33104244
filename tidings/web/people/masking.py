"""Who asks, and how she is reached, is covered on every page until somebody says why she needs to see it.

>>> masked("phone", "+79000003104"), masked("email", "larisa@example.org"), initials("Тихомирова Лариса")
('•••• 04', 'l•••', 'Т. Л.')
"""

from django.http import HttpRequest

KEY = "shown"
MANY = 10
"""Of people shown in one session; more only after showing again who one is."""


def masked(kind: str, value: str) -> str:
    """Return as much of a contact as tells it from another one of the same person."""
    return f"•••• {value[-2:]}" if kind == "phone" else f"{value.lstrip('@')[:1]}•••"


def initials(name: str) -> str:
    """Return a name by its first letters."""
    return " ".join(f"{word[0]}." for word in name.split())


def shown(request: HttpRequest) -> set[int]:
    """Return which people this session was shown."""
    return set(request.session.get(KEY, []))


def show(request: HttpRequest, person: int) -> None:
    """Show a person's name and contacts in this session from now on."""
    request.session[KEY] = sorted(shown(request) | {person})
