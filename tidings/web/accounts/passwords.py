"""Passwords: how long they are, and one that is given to somebody until she chooses her own."""

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128
SYMBOLS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is easily taken for another
GROUPS, IN_A_GROUP = 4, 5
"""31^20: 99 bits."""


class NotTooLong:
    """Refuse a password of more than 128 signs."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for one that is too long."""
        if len(password) > LONGEST:
            raise ValidationError(_("A password has at most %d signs.") % LONGEST)

    def get_help_text(self) -> str:
        """What is asked of a password, in words."""
        return _("At most %d signs.") % LONGEST


def given() -> str:
    """Return a password to be told to somebody once."""
    signs = [secrets.choice(SYMBOLS) for _ in range(GROUPS * IN_A_GROUP)]
    return "-".join("".join(signs[at : at + IN_A_GROUP]) for at in range(0, len(signs), IN_A_GROUP))
