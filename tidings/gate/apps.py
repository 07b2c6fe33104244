"""The gate as a Django application."""

from django.apps import AppConfig


class GateConfig(AppConfig):
    """Its tables are gate_post and gate_draft."""

    name = "tidings.gate"
    label = "gate"
    default_auto_field = "django.db.models.BigAutoField"
