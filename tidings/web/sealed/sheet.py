"""The page that a custodian prints: what to do, in one sheet, with nothing secret on it."""

import os

import django


def page(lang: str) -> str:
    """Return the sheet as a page of HTML that needs nothing else."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tidings.web.sealed.settings"
    django.setup()
    from django.template.loader import render_to_string
    from django.utils import translation

    with translation.override(lang):
        return render_to_string("sealed/sheet.html", {"lang": lang})
