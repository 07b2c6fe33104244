"""A page that was saved as HTML: its lines where the report stands, and what it says of itself.

What is never read of it stands in pages.toml, under "hidden".

>>> saved("<html><title>A boy is missing | Herald</title><nav>News</nav><article><p>He has not called.</p></article></html>")
Saved(lines=['He has not called.'], heading='', title='A boy is missing', published='', publisher=None)
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from tidings.extraction.clutter import table
from tidings.text.phrases import fold


@dataclass(frozen=True)
class Saved:
    """A saved page: its lines without what is hidden in it, and what it says of itself; "" is not said."""

    lines: list[str]
    heading: str
    title: str
    published: str
    publisher: str | None


def is_saved(text: str) -> bool:
    return bool(re.search(r"<(?:!doctype html|html|body|article|head)\b", text[:5000], re.IGNORECASE))


def saved(text: str) -> Saved:
    """Return what stands in a saved page. Any text can be read."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    blocks = reader.of("article") or reader.of("main") or reader.of("") or reader.everything
    lines = [line for line in (" ".join(words.split()) for words in blocks) if line]
    title = reader.heading or reader.meta("og:title", "twitter:title") or _without_site(reader.title)
    return Saved(lines, reader.heading, title, reader.published, reader.publisher)


def _without_site(title: str) -> str:
    """Return a page's title without the name of the site at its end."""
    return re.split(r"\s[|–—-]\s(?=[^|–—-]{2,40}$)", title)[0].strip()


_BLOCKS = frozenset(
    "p div br li tr table ul ol h1 h2 h3 h4 h5 h6 hr pre blockquote section article main header td th time".split()
)
_ALONE = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Reader(HTMLParser):
    """Gathers the blocks of a page, where they stand in it, and what the page says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []  # element, whether it hides what is in it
        self.blocks: list[tuple[frozenset[str], str]] = []
        self.everything: list[str] = []
        self.words = ""
        self.title = ""
        self.heading = ""
        self.told: dict[str, str] = {}
        self.machine = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS or _hides(tag, had):
            self._end_block()
        if tag == "meta":
            self._keep_meta(had)
        if tag == "time" and had.get("datetime"):
            self.told.setdefault("time", had["datetime"])
        if tag == "script" and "ld+json" in had.get("type", ""):
            tag = "ld+json"
        if tag not in _ALONE:
            self.open.append((tag, _hides(tag, had)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or (tag, True) in self.open:
            self._end_block()
        names = [name for name, _ in self.open]
        tag = "ld+json" if tag == "script" and "ld+json" in names else tag
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        inside = self.open[-1][0] if self.open else ""
        if inside == "ld+json":
            self.machine += data
        elif inside == "title" and not self.title:
            self.title = " ".join(data.split())
        elif not self.open or inside not in ("script", "style", "title"):
            self.words += data

    def close(self) -> None:
        super().close()
        self._end_block()

    def of(self, element: str) -> list[str]:
        """Return the blocks inside an element; of the whole page where it is ""."""
        return [words for inside, words in self.blocks if not element or element in inside]

    def meta(self, *names: str) -> str:
        """Return the first of these that the page says of itself."""
        return next((self.told[name] for name in names if self.told.get(name)), "")

    @property
    def published(self) -> str:
        """The moment of publication as the page has it."""
        return self.meta("article:published_time", "datepublished", "date", "pubdate", "dc.date") or (
            _found_in(self.machine, "datePublished") or self.meta("time")
        )

    @property
    def publisher(self) -> str | None:
        """Who published the page, as it says itself."""
        return self.meta("og:site_name") or _found_in(self.machine, "publisher") or None

    def _keep_meta(self, had: dict[str, str]) -> None:
        name = (had.get("property") or had.get("name") or had.get("itemprop") or "").lower()
        self.told.setdefault(name, " ".join(had.get("content", "").split()))

    def _end_block(self) -> None:
        words, self.words = " ".join(self.words.split()), ""
        if not words:
            return
        self.everything.append(words)
        if any(hides for _, hides in self.open):
            return
        inside = frozenset(name for name, _ in self.open)
        if "h1" in inside and not self.heading:
            self.heading = words
        elif "header" not in inside or "article" in inside or "main" in inside:
            self.blocks.append((inside, words))


def _hides(tag: str, had: dict[str, str]) -> bool:
    """Return whether an element and what is in it is no part of the report."""
    hidden = table()["hidden"]
    if tag in ("html", "body", "article", "main", "head"):
        return False
    named = fold(f"{had.get('class', '')} {had.get('id', '')}")
    words = re.split(r"[\s_-]+", named)
    return (
        tag in (*hidden["elements"], "ld+json")
        or any(word in named for word in hidden["named"])
        or any(word in words for word in hidden["words"])
    )


def _found_in(machine: str, name: str) -> str:
    """Return a value of the description for search engines (JSON-LD) that a page may carry."""
    try:
        waiting: list[Any] = [json.loads(machine)] if machine.strip() else []
    except (ValueError, RecursionError):
        return ""
    for thing in _things(waiting):
        value = thing.get(name)
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


def _things(waiting: list[Any]) -> Iterator[dict[str, Any]]:
    while waiting:
        thing = waiting.pop(0)
        if isinstance(thing, dict):
            yield thing
            waiting += thing.values()
        elif isinstance(thing, list):
            waiting += thing
