"""What may be asked of the journal."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tidings.web.journal.models import Entry
from tidings.web.journal.templatetags.journal_words import RECORDS, VERBS

if TYPE_CHECKING:
    from tidings.web.accounts.models import User

ANY: tuple[str, Any] = ("", _("any"))


class FilterForm(forms.Form):
    """Who, what, to which record, on which days."""

    by = forms.ModelChoiceField(
        get_user_model().objects.none(), label=_("Who"), required=False, empty_label=_("anyone")
    )
    verb = forms.ChoiceField(label=_("What"), required=False)
    kind = forms.ChoiceField(label=_("Record"), required=False)
    number = forms.IntegerField(label=_("Its number"), required=False, min_value=1)
    since = forms.DateField(
        label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, user: "User", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by, verb, kind = self.fields["by"], self.fields["verb"], self.fields["kind"]
        assert isinstance(by, forms.ModelChoiceField)
        assert isinstance(verb, forms.ChoiceField) and isinstance(kind, forms.ChoiceField)
        staff = get_user_model().objects.order_by("username")
        by.queryset = staff if user.may["audit"] else staff.filter(team=user.team_id)
        verb.choices = [ANY, *VERBS.items()]
        kind.choices = [ANY, *RECORDS.items()]

    def among(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """Return those of the entries that are asked for."""
        told = self.cleaned_data
        asked = {
            "by": told.get("by"),
            "verb": told.get("verb"),
            "subject": told.get("kind"),
            "subject_id": told.get("number"),
            "at__date__gte": told.get("since"),
            "at__date__lte": told.get("until"),
        }
        return entries.filter(**{name: value for name, value in asked.items() if value})
