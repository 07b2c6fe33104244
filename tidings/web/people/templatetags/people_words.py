"""Names and contacts of who asks, covered until they are shown."""

from typing import Any

from django import template

from tidings.web.people.masking import initials, masked, shown
from tidings.web.people.models import Contact, Person

register = template.Library()


@register.simple_tag(takes_context=True)
def who_asks(context: dict[str, Any], person: Person) -> str:
    """The name of who asks, or its first letters; whoever is sought is named."""
    sought = "case" in context and context["case"].person_id == person.pk
    named = sought or person.pk in shown(context["request"])
    return str(person) if named else initials(person.name) or str(person)


@register.simple_tag(takes_context=True)
def reached_by(context: dict[str, Any], contact: Contact) -> str:
    """A telephone or an address, or its end."""
    value = str(contact.value)
    return value if contact.person_id in shown(context["request"]) else masked(contact.kind, value)


@register.simple_tag(takes_context=True)
def is_shown(context: dict[str, Any], person: Person) -> bool:
    """Whether this person was shown in this session."""
    return person.pk in shown(context["request"])
