"""What the vault does when the desk starts."""

from django.apps import AppConfig


class Vault(AppConfig):
    """It tells the journal, which stands before it, under which key the journal's own is closed."""

    name = "tidings.web.vault"

    def ready(self) -> None:
        from tidings.web.journal import keeping
        from tidings.web.vault import opened

        keeping.close_under(lambda: opened.key("journal"))
