"""Who works here changes only through these."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tidings.errors import InputError
from tidings.web.accounts.models import Team, User
from tidings.web.journal import journal


@transaction.atomic
def employ(
    username: str, password: str, *, team: str, role: str, name: str = "", language: str = "ru"
) -> User:
    """Write someone down, or give someone who is here a new password, team and role.

    Raises InputError where the password is too short or too common.
    """
    user = User.objects.filter(username=username).first() or User(username=username)
    user.first_name, _, user.last_name = name.partition(" ")
    user.team = Team.objects.get_or_create(name=team)[0]
    user.role, user.language = role, language
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InputError(" ".join(error.messages)) from None
    user.set_password(password)
    user.save()
    journal.record("employed", user, by=None, role=role)
    return user
