"""Who may do what, said once above a view."""

from tidings.web.allow import must, needs

__all__ = ["must", "needs"]
