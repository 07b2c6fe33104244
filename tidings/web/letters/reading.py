"""What stands in the text of a letter: what is still open."""

from tidings.web.letters.models import Letter


class Reading:
    """A letter read once more."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
