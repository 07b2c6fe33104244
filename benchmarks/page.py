"""Write what was measured into docs/benchmarks.md, between its marks, and draw the two pictures."""

import math
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pictures import Axis, Line, drawn, said

if TYPE_CHECKING:
    from bench import Result

START, END = "<!-- measured: ./run bench writes from here -->", "<!-- measured: to here -->"
COLUMNS = [
    "",
    "recall at precision 0.99",
    "0.95",
    "0.90",
    "best F1",
    "calibration error",
    "seconds",
    "× Tidings",
    "processor seconds",
    "peak memory",
]
SAMPLED = "≈ "
BUSY = (
    "**Others used the machine at the same time** (load {load:.1f} over the last 15 minutes): seconds are too long, and by how much "
    "differs from row to row. Processor seconds hold; measure again on a quiet machine."
)


def write(
    docs: Path, results: Sequence["Result"], lookups: dict[int, dict], command: str, left_out: Sequence[str]
) -> None:
    """Write the page and the pictures; the words around the marks stay as they are."""
    (docs / "images").mkdir(parents=True, exist_ok=True)
    page = docs / "benchmarks.md"
    text = page.read_text("utf-8") if page.exists() else f"# Benchmarks\n\n{START}\n{END}\n"
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    said = "\n\n".join(
        [*_head(command, left_out), *_tables(results), *_growth(results), *_lookups(results, lookups)]
    )
    page.write_text(f"{before}{START}\n\n{said}\n\n{END}{after}", "utf-8")
    (docs / "images/recall.svg").write_text(recall(results), "utf-8")
    (docs / "images/time.svg").write_text(time(results), "utf-8")


def _head(command: str, left_out: Sequence[str]) -> list[str]:
    """Return on what and when it was measured."""
    versions = ", ".join(
        f"{name} {version}" for name in ("splink", "duckdb", "nomenklatura") if (version := _version(name))
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    cores, load = os.cpu_count() or 1, os.getloadavg()[2]
    lines = [
        f"`{command}` on {datetime.now(UTC):%Y-%m-%d}: {cores} cores ({platform.machine()}), {memory:.0f} GiB, "
        f"Python {platform.python_version()}{', ' + versions if versions else ''}."
    ]
    if load > cores + 1:
        lines.append(BUSY.format(load=load))
    return lines + (
        [f"Left out, because it is not installed here: {', '.join(left_out)}."] if left_out else []
    )


def _version(name: str) -> str | None:
    """Return the version that the environment of a peer has."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        own = Path(__file__).parents[1] / f".venv-bench-{name}/bin/python"
        command = [str(own), "-c", f"from importlib import metadata; print(metadata.version({name!r}))"]
        return (
            subprocess.run(command, capture_output=True, text=True).stdout.strip() if own.exists() else None
        )


def _tables(results: Sequence["Result"]) -> Iterable[str]:
    """Yield a table for each population."""
    for size, hard in dict.fromkeys((result.size, result.hard) for result in results):
        these = [result for result in results if (result.size, result.hard) == (size, hard)]
        ours = next((result.seconds for result in these if result.name == "tidings"), None)
        yield f"### {size:,} × {size:,}{', harder rates' if hard else ''}"
        yield "\n".join(
            [_row(COLUMNS), _row(["---"] * len(COLUMNS)), *(_row(_cells(result, ours)) for result in these)]
        )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(result: "Result", ours: float | None) -> list[str]:
    figures, mark = result.figures, SAMPLED if result.sample else ""
    shares = [
        figures[name]
        for name in ("recall_at_99", "recall_at_95", "recall_at_90", "best_f1", "calibration_error")
    ]
    return [
        result.title,
        *("–" if share is None else f"{share:.3f}" for share in shares),
        f"{mark}{result.seconds:,.1f}",
        f"{mark}{result.seconds / ours:.1f}" if ours else "–",
        "–" if result.processor is None else f"{result.processor:,.1f}",
        f"{result.gib:.2f} GiB",
    ]


def _growth(results: Sequence["Result"]) -> list[str]:
    """Return how many times as long the largest took as the next smaller, where there are two."""
    sizes = sorted({result.size for result in results if not result.hard})[-2:]
    if len(sizes) < 2:
        return []
    took = {(result.title, result.size): result.seconds for result in results if not result.hard}
    names = [name for name, size in took if size == sizes[1] and (name, sizes[0]) in took]
    rows = [_row([name, f"{took[name, sizes[1]] / took[name, sizes[0]]:.1f} ×"]) for name in names]
    return [
        "### Growth",
        "\n".join(
            [_row(["", f"seconds, {sizes[0]:,} to {sizes[1]:,} on each side"]), _row(["---"] * 2), *rows]
        ),
    ]


def _lookups(results: Sequence["Result"], lookups: dict[int, dict]) -> list[str]:
    """Return the table of look-ups."""
    rows = [
        _row(["Tidings", f"{size:,}", f"{one['median_ms']:.2f}", f"{one['p99_ms']:.2f}", f"{one['first']:.3f}", f"{one['among_ten']:.3f}",
              f"{one['build_seconds']:.1f}", f"{one['add_ms']:.2f}"])
        for size, one in lookups.items()
    ]  # fmt: skip
    rows += [
        _row([result.title, f"{result.size:,}", f"{result.said['median_ms']:.2f}", f"{result.said['p99_ms']:.2f}", "–", "–", f"{result.said['prepared']:.1f}", "–"])
        for result in results
        if "median_ms" in result.said and not result.hard
    ]  # fmt: skip
    titles = [
        "",
        "among",
        "median, ms",
        "99th percentile, ms",
        "right person first",
        "among ten",
        "index built, s",
        "one added, ms",
    ]
    return (
        ["### Looking one person up", "\n".join([_row(titles), _row(["---"] * len(titles)), *rows])]
        if rows
        else []
    )


def _shown(results: Sequence["Result"]) -> list["Result"]:
    """Return those of the ordinary rates, or of the harder ones where there are no others; the first run is not drawn."""
    hard = all(result.hard for result in results)
    return [result for result in results if result.hard == hard and result.name != "cold"]


def recall(results: Sequence["Result"]) -> str:
    """Draw recall over precision, each tool on the largest tables it was given."""
    shown = {result.title: result for result in sorted(_shown(results), key=lambda result: result.size)}
    lines = [
        Line(f"{name}, {said(result.size)}", [point for point in result.figures["curve"] if point[1]])
        for name, result in shown.items()
    ]
    across = Axis("precision", [0.8, 0.85, 0.9, 0.95, 1.0])
    up = Axis("recall", [0, 0.2, 0.4, 0.6, 0.8, 1.0])
    return drawn(
        "Of the true pairs, how many are found at which precision",
        across,
        up,
        [line for line in lines if line.points],
    )


def time(results: Sequence["Result"]) -> str:
    """Draw seconds over size; what was reckoned from a sample says so."""
    points: dict[str, list[tuple[float, float]]] = {}
    for result in _shown(results):
        name = (SAMPLED if result.sample else "") + result.title
        points.setdefault(name, []).append((result.size, result.seconds))
    every = [point for line in points.values() for point in line]
    across = Axis("people on each side", _decades([size for size, _ in every]), logarithmic=True)
    up = Axis("seconds", _decades([seconds for _, seconds in every]), logarithmic=True)
    lines = [Line(name, line) for name, line in points.items()]
    return drawn("How long linking two tables takes (≈ reckoned from a sample)", across, up, lines)


def _decades(values: Sequence[float]) -> list[float]:
    """Return powers of ten around all values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [10.0**power for power in range(low, max(high, low + 1) + 1)]


if __name__ == "__main__":
    sys.exit("./run bench writes the page.")
