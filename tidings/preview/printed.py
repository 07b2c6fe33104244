"""The words of a PDF and where they stand, read in the confined process; scans have none.

What comes back is counted and checked, never believed: so many pages, words and letters, and each letter one that is seen.
"""

import json
import math
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from tidings.preview import rendering
from tidings.preview.plain import harmless
from tidings.text.sentences import Sentence

LONGEST = 32 * 2**20
"""Bytes of a file that is read."""
PAGES, WORDS, LINE = 500, 200_000, 2000
"""Pages, words of all of them, bytes of one word with its place."""

Placed = tuple[float, float, float, float, str]
"""A word: left, bottom, right, top in points (72 to an inch, from below), and its characters."""


@dataclass(frozen=True)
class Printed:
    """The words of each page, in no order that means anything; or why there are none."""

    pages: tuple[tuple[Placed, ...], ...] = ()
    why: Sentence | None = None
    confinement: tuple[str, ...] = ()


WHY = {
    "password": Sentence(
        en="The PDF is locked with a password. Save it without one.",
        ru="PDF закрыт паролем. Сохраните его без пароля.",
        uk="PDF закритий паролем. Збережіть його без пароля.",
    ),
    "damaged": Sentence(
        en="This is no PDF that can be read, or it is cut off. Save it again, or type what it says into a text or a sheet.",
        ru="Этот PDF не читается, или он оборван. Сохраните его снова или перепишите, что в нём сказано, в текст или таблицу.",
        uk="Цей PDF не читається, або він обірваний. Збережіть його знову або перепишіть, що в ньому сказано, у текст чи таблицю.",
    ),
    "too_much": Sentence(
        en="The PDF has more pages or words than are read at once (500 pages, 200,000 words). Divide it into smaller files.",
        ru="В PDF больше страниц или слов, чем читается за раз (500 страниц, 200 000 слов). Разделите его на файлы поменьше.",
        uk="У PDF більше сторінок або слів, ніж читається за раз (500 сторінок, 200 000 слів). Розділіть його на менші файли.",
    ),
    "gave_up": Sentence(
        en="Reading the PDF took too long or too much memory; nothing of it was read. Save it anew, or type what it says into a text or a sheet.",
        ru="Чтение PDF потребовало слишком много времени или памяти; ничего не прочитано. Сохраните его заново или перепишите, что в нём сказано, в текст или таблицу.",
        uk="Читання PDF потребувало забагато часу або пам’яті; нічого не прочитано. Збережіть його наново або перепишіть, що в ньому сказано, у текст чи таблицю.",
    ),
    "busy": Sentence(
        en="Other files are being looked at just now. Try again in a minute.",
        ru="Сейчас просматриваются другие файлы. Попробуйте через минуту.",
        uk="Зараз переглядаються інші файли. Спробуйте за хвилину.",
    ),
}
"""Why nothing was read: then none of the file, never a part."""


def printed(content: bytes) -> Printed:
    """Return the words of a PDF. Never raises for anything that a file may hold."""
    if len(content) > LONGEST:
        return Printed(why=WHY["too_much"])
    if not rendering.AT_ONCE.acquire(timeout=rendering.SECONDS):
        return Printed(why=WHY["busy"])
    try:
        return _read(content)
    finally:
        rendering.AT_ONCE.release()


def _read(content: bytes) -> Printed:
    with rendering.process("tidings.preview.inside_printed") as process:
        ending = threading.Timer(rendering.SECONDS, process.kill)
        ending.start()
        feeding = threading.Thread(target=rendering.feed, args=[process.stdin, content], daemon=True)
        feeding.start()
        try:
            assert process.stdout
            return _told(process.stdout)
        finally:
            ending.cancel()
            process.kill()
            feeding.join()


def _told(out: IO[bytes]) -> Printed:
    first = _line(out)
    confined = tuple(map(str, first.get("confinement", ()))) if isinstance(first, dict) else ()
    pages: list[tuple[Placed, ...]] = []
    room = WORDS
    while isinstance(said := _line(out), dict) and isinstance(count := said.get("words"), int):
        room -= count
        page = tuple(_page(out, count)) if count >= 0 and room >= 0 and len(pages) < PAGES else None
        if page is None or len(page) != count:
            return Printed(why=WHY["gave_up"], confinement=confined)
        pages.append(page)
    ended = said.get("ended") if isinstance(said, dict) else None
    if ended != "read":
        return Printed(why=WHY.get(str(ended), WHY["gave_up"]), confinement=confined)
    return Printed(tuple(pages), confinement=confined)


def _page(out: IO[bytes], count: int) -> Iterator[Placed]:
    for _ in range(count):
        if (word := _word(_line(out))) is None:
            return
        yield word


def _word(said: Any) -> Placed | None:
    if not (isinstance(said, list) and len(said) == 5 and isinstance(said[4], str)):
        return None
    if not all(isinstance(one, int | float) and math.isfinite(one) and abs(one) < 1e6 for one in said[:4]):
        return None
    left, bottom, right, top = map(float, said[:4])
    return left, bottom, right, top, harmless(said[4])


def _line(out: IO[bytes]) -> Any:
    """Return the next line of the protocol; None where the process ended or says something else."""
    try:
        return json.loads(out.readline(LINE))
    except ValueError:
        return None
