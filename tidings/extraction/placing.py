"""The places of a message: settlements, districts and regions, in the nominative."""

from tidings.extraction.mentions import Mention


def find_places(text: str) -> list[Mention]:
    """Return a mention of kind "place" for each place named, in the order of the text, its value the name
    in the nominative and in full ("в курскую" gives Курская область)."""
    raise NotImplementedError
