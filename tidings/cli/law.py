"""The commands of this family."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tidings.cli.command import Commands


def add(commands: "Commands") -> None:
    """Add them."""
