"""What may be typed about those who work here."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tidings.web.accounts import roles
from tidings.web.accounts.models import User

EVERYDAY = [(value, label) for value, label in User.Role.choices if value not in roles.TRUSTED]


class AddForm(forms.Form):
    """Somebody new."""

    username = forms.RegexField(
        r"^[a-z][a-z0-9._-]{1,30}$",
        label=_("Name to log in with"),
        help_text=_("Latin letters, digits, dots and dashes; best a name that says nothing of who it is."),
    )
    name = forms.CharField(label=_("How colleagues call this person"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=EVERYDAY, initial=User.Role.CASEWORKER)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def clean_username(self) -> str:
        """Return a name that nobody has."""
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(_now("Somebody has this name already. Choose another."))
        return username


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role"), choices=User.Role.choices)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"role": user.role})
