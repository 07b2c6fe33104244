"""Listening to logins and second factors begins when the office starts."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """The app of who works here."""

    name = "tidings.web.accounts"

    def ready(self) -> None:
        """Listen."""
        from tidings.web.accounts import entering  # noqa: F401
