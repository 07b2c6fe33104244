"""What an appeal may be about, how urgent, in which language; how it came, and where it waits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    LOST_CONTACT = "lost_contact", _("Lost contact")
    COERCED_CONTRACT = "coerced_contract", _("Forced contract")
    DEPLOYMENT_NOTICE = "deployment_notice", _("Deployment")
    EXEMPT_CALLED_UP = "exempt_called_up", _("Called up though exempt")
    CAPTIVITY = "captivity", _("Captivity")
    REMAINS = "remains", _("Remains")
    CONTRACT_DISPUTE = "contract_dispute", _("Contract dispute")
    CHILD_RECRUITMENT = "child_recruitment", _("Child recruitment")
    OTHER = "other", _("Other")


class Urgency(models.IntegerChoices):
    """Ordered, so that a queue sorts by it."""

    CRITICAL = 3, _("Critical")
    HIGH = 2, _("High")
    NORMAL = 1, _("Normal")
    LOW = 0, _("Low")


class Channel(models.TextChoices):
    FORM = "form", _("form")
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"
    EMAIL = "email", _("e-mail")
    HOTLINE = "hotline", _("hotline")
    FILE = "file", _("file")  # a text that somebody handed over


class Language(models.TextChoices):
    RUSSIAN = "ru", _("Russian")
    UKRAINIAN = "uk", _("Ukrainian")
    ENGLISH = "en", _("English")
    MIXED = "mixed", _("mixed")


class Lane(models.TextChoices):
    """Where an appeal waits: in a flood the later ones stand apart until they are looked through; of a file that was
    brought in, each until it has been read."""

    ORDINARY = "ordinary", _("ordinary")
    QUARANTINE = "quarantine", _("quarantine")
    READING = "reading", _("being read")


class Trust(models.IntegerChoices):
    """How sure we are of who reads the answers: while nobody has checked, they name nobody."""

    NONE = 0, _("not checked")
    CHECKED = 1, _("checked")


class Trusted(models.TextChoices):
    """Why a caseworker is sure of who writes."""

    CALLED = "called", _("we called a number known before")
    ASKED = "asked", _("the answers were right that only the family knows")
    PAPERS = "papers", _("we saw papers")
    KNOWN = "known", _("known from earlier work")
