"""Who works here changes only through these."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from tidings.errors import InputError
from tidings.web.accounts import approvals, passwords, roles
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
def add(username: str, name: str, role: str, language: str, *, by: User) -> tuple[User, str]:
    """Write somebody down in one's own team, and return the password to be told to her, once.

    Raises NotApproved for a role of trust: somebody begins as a caseworker, and two people raise her.
    """
    if role in roles.TRUSTED:
        raise approvals.NotApproved(
            "A role of trust is given by two people, to somebody who is here already.",
            "Доверенную роль дают двое и тому, кто уже здесь.",
            "Довірену роль надають двоє і тому, хто вже тут.",
        )
    user = User(username=username, team=by.team, role=role, language=language, password_given=True)
    user.first_name, _, user.last_name = name.partition(" ")
    password = passwords.given()
    user.set_password(password)
    user.save()
    journal.record("employed", user, by=by, role=role)
    return user, password


@transaction.atomic
def change_role(user: User, role: str, *, by: User) -> None:
    """Give somebody another role; her sessions end with it. Raises NotApproved for a role of trust that one person gives."""
    if user.pk == by.pk:
        raise approvals.NotApproved(
            "Your own role is for others to change.",
            "Вашу роль меняют другие.",
            "Вашу роль змінюють інші.",
        )
    agreed = None
    if role in roles.TRUSTED:
        agreed = approvals.spend("role", user, by, detail=role).approved_by_id
    user.role = role
    user.save(update_fields=["role"])
    journal.record("changed_role", user, by=by, role=role, second=agreed)


@transaction.atomic
def leave(user: User, *, by: User) -> None:
    """Somebody does not work here any more: she comes in no more, at once. What she did stays written down."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    journal.record("left", user, by=by)


@transaction.atomic
def come_back(user: User, *, by: User) -> str:
    """Somebody works here again; return a new password to be told to her, once. She begins without a role of trust."""
    user.is_active = True
    if user.role in roles.TRUSTED:
        user.role = User.Role.CASEWORKER
    user.save(update_fields=["is_active", "role"])
    return _give_password(user, "came_back", by=by)


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
    """Take password and second factor from somebody and return a password to be told to her, once.

    Raises NotApproved for somebody in a role of trust, where no second person agreed: the password is the role.
    """
    if user.role in roles.TRUSTED:
        approvals.spend("reset", user, by)
    return _give_password(user, "reset", by=by)


def _give_password(user: User, verb: str, *, by: User) -> str:
    password = passwords.given()
    Authenticator.objects.filter(user=user).delete()
    user.set_password(password)
    user.password_given = True
    user.save(update_fields=["password", "password_given"])
    journal.record(verb, user, by=by)
    return password
