"""Two pictures of what was measured, as SVG that reads on light and dark pages: recall over precision, time over size."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 790, 420, 64, 250, 44, 52
LIGHT = ["#b42318", "#175cd3", "#067647", "#7a4f01", "#6941c6"]
DARK = ["#fda29b", "#84caff", "#75e0a7", "#fec84b", "#bdb4fe"]
DASHES = ["", "7 4", "2 3", "9 3 2 3", "4 4"]
"""So that the lines are told apart without colour."""


@dataclass(frozen=True)
class Line:
    """A tool and its points."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Axis:
    """What an axis shows, from the first mark to the last."""

    title: str
    marks: Sequence[float]
    logarithmic: bool = False

    def place(self, value: float, start: float, end: float) -> float:
        """Return where a value stands between two edges of the picture."""
        scale = math.log10 if self.logarithmic else float
        low, high = scale(self.marks[0]), scale(self.marks[-1])
        return start + (scale(value) - low) / (high - low or 1) * (end - start)


def drawn(title: str, across: Axis, up: Axis, lines: Sequence[Line]) -> str:
    """Return the picture."""
    x = lambda value: across.place(value, LEFT, WIDTH - RIGHT)  # noqa: E731
    y = lambda value: up.place(value, HEIGHT - BOTTOM, TOP)  # noqa: E731
    parts = [f'<text class="title" x="{LEFT}" y="24">{escape(title)}</text>']
    for mark in across.marks:
        parts.append(f'<path class="grid" d="M{x(mark):.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(
            f'<text x="{x(mark):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{said(mark)}</text>'
        )
    for mark in up.marks:
        parts.append(f'<path class="grid" d="M{LEFT} {y(mark):.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(mark) + 4:.1f}" text-anchor="end">{said(mark)}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(
        f'<text x="{middle:.0f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(across.title)}</text>'
    )
    parts.append(
        f'<text transform="translate(16 {HEIGHT / 2:.0f}) rotate(-90)" text-anchor="middle">{escape(up.title)}</text>'
    )
    for number, line in enumerate(lines):
        parts += _drawn_line(number, line, [(x(a), y(b)) for a, b in line.points])
    return _whole(title, parts)


def _drawn_line(number: int, line: Line, places: Sequence[tuple[float, float]]) -> list[str]:
    """Return a line with its dots, if they are few, and its name at the side."""
    kind, dash, level = number % len(LIGHT), DASHES[number % len(DASHES)], TOP + 12 + 22 * number
    path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in places)
    sample = f"M{WIDTH - RIGHT + 14} {level - 4}h24"
    parts = [f'<path class="line c{kind}" stroke-dasharray="{dash}" d="{d}"/>' for d in (path, sample)]
    if len(places) < 10:
        parts += [f'<circle class="dot c{kind}" cx="{a:.1f}" cy="{b:.1f}" r="4"/>' for a, b in places]
    return [*parts, f'<text x="{WIDTH - RIGHT + 44}" y="{level}">{escape(line.name)}</text>']


def said(value: float) -> str:
    """Return a mark as one writes it: 0.95, 30, 100k, 1M."""
    for size, letter in ((1_000_000, "M"), (1000, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def _whole(title: str, parts: Sequence[str]) -> str:
    colours = lambda of: "".join(f".line.c{n}{{stroke:{c}}}.dot.c{n}{{fill:{c}}}" for n, c in enumerate(of))  # noqa: E731
    style = (
        "text{font:13px system-ui,sans-serif;fill:#1f2933}.title{font-weight:600;font-size:15px}"
        ".ground{fill:#fff}.grid{stroke:#d9dee3;fill:none}.line{fill:none;stroke-width:2.2}" + colours(LIGHT)
    )
    dark = "text{fill:#e6e9ec}.ground{fill:#16191d}.grid{stroke:#3a4149}" + colours(DARK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"<style>{style}@media(prefers-color-scheme:dark){{{dark}}}</style>"
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="8"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )
