"""Who works here changes only through these."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from tidings.errors import InputError
from tidings.web.accounts import passwords
from tidings.web.accounts.models import Team, User
from tidings.web.journal import journal


@transaction.atomic
def employ(
    username: str, password: str, *, team: str, role: str, name: str = "", language: str = "ru"
) -> User:
    """Write someone down, or give someone who is here a new password, team and role; by a command, not by a person.

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


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """Put one's own new password in place of the old one."""
    user.set_password(password)
    user.password_given = False
    user.save(update_fields=["password", "password_given"])
    journal.record("changed_password", user, by=user)


@transaction.atomic
def end_sessions(user: User, *, by: User) -> None:
    """End every session of somebody: her next request finds none."""
    User.objects.filter(pk=user.pk).update(stamp=F("stamp") + 1)
    journal.record("ended_sessions", user, by=by)


@transaction.atomic
def reset(user: User, *, by: User) -> str:
    """Take password and second factor from somebody and return a password to be told to her, once."""
    password = passwords.given()
    Authenticator.objects.filter(user=user).delete()
    user.set_password(password)
    user.password_given = True
    user.save(update_fields=["password", "password_given"])
    journal.record("reset", user, by=by)
    return password
