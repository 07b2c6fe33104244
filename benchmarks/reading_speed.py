#!/usr/bin/env python3
"""How fast messages are read, as whoever gives the command waits: `tidings read` over 2,000 different messages, on one core.

    chrt -r 1 taskset -c 0 python benchmarks/reading_speed.py [LABELS ...] [--messages N] [--json]

The messages are the labelled ones, told again and again of other people: in each telling the family names are those of
others, as common or rare, and telephones, days and numbers are others too. Measured are, in processor seconds of one
process: the start of the command (with one message), messages that are read for the first time, the same words again, and
the whole command from its start to its end. Without `chrt` and `taskset` it competes with whatever else runs.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Told = dict[str, Any]
LABELLED = Path(__file__).parent.parent / "tests" / "extraction" / "labelled"
SHIPPED = (LABELLED / "working.jsonl", LABELLED / "kept_aside" / "appeals.jsonl")
ENDINGS = ("ов", "ев", "ин", "ский", "енко", "чук")
"""Endings of family names that are exchanged for others with the same ending, so that every form of them fits."""

IN_PROCESS = """
import gc, sys, time
from pathlib import Path
from tidings.cli.reading import proposal
from tidings.extraction import load_all

gc.disable()  # as the command does
messages = load_all([Path(sys.argv[1])])
proposal(messages[0])
for more in ("", " "):
    begun = time.process_time()
    for one in messages[1:]:
        proposal(type(one)(one.id, one.channel, one.received, one.text + more))
    print(time.process_time() - begun)
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", nargs="*", type=Path, default=list(SHIPPED))
    parser.add_argument("--messages", type=int, default=2000, help="how many to read with the whole command")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    figures = measure([one for path in args.labels for one in labelled(path)], args.messages)
    if args.json:
        json.dump(figures, sys.stdout, indent=1)
        return
    for name, value in figures.items():
        print(f"{name:40} {value:,.2f}")


def labelled(path: Path) -> list[Told]:
    """Return the labelled messages of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(labels: list[Told], many: int) -> dict[str, float]:
    """Return every figure by its name."""
    with tempfile.TemporaryDirectory() as folder:
        once, one, all_ = (Path(folder, f"{name}.jsonl") for name in ("once", "one", "all"))
        write(once, labels)
        write(one, labels[:1])
        write(all_, told_again(labels, many))
        start = min(command(one) for _ in range(3))
        fresh, warm = in_process(once)
        whole = command(all_)
    return {
        "start of the command, seconds": start,
        "messages": len(labels),
        "messages a second, first time": (len(labels) - 1) / fresh,
        "messages a second, same words again": (len(labels) - 1) / warm,
        "messages of the whole command": many,
        "seconds of the whole command": whole,
        "messages a second, start included": many / whole,
    }


def told_again(labels: list[Told], many: int) -> Iterator[Told]:
    """Yield so many messages, all different: each telling after the first is of other people."""
    rng = random.Random(20261122)
    others = by_ending()
    for number in range(many):
        one = labels[number % len(labels)]
        text = one["text"] if number < len(labels) else of_others(one, others, rng)
        yield {**one, "id": f"{one['id']}-{number}", "text": text}


def by_ending() -> dict[str, list[str]]:
    """Return the family names of the shipped table by their ending."""
    from tidings.text.tables import surnames

    known: dict[str, list[str]] = {ending: [] for ending in ENDINGS}
    for name, count in surnames().items():
        ending = next((ending for ending in ENDINGS if name.endswith(ending)), None)
        if ending and count > 1 and len(name) > len(ending) + 2:
            known[ending].append(name.removesuffix(ending))
    return known


def of_others(one: Told, others: dict[str, list[str]], rng: random.Random) -> str:
    """Return a message with other family names, telephones and numbers; years and units keep as many figures."""
    text = str(one["text"])
    for name in filter(None, (person["surname"] for person in (*one["sought"], one["enquirer"]))):
        stem, ending = stem_of(name)
        if stem:
            text = renamed(text, stem, rng.choice(others[ending]).capitalize())
    return re.sub(
        r"\d{4,}", lambda found: found[0][:3] + "".join(rng.choice("123456789") for _ in found[0][3:]), text
    )


def renamed(text: str, stem: str, other: str) -> str:
    """Return a text with another beginning of a family name, in whatever letters and case it stands there."""
    return re.sub(
        rf"(?<!\w){re.escape(stem)}(?=\w)", lambda found: cased(other, found[0]), text, flags=re.IGNORECASE
    )


def stem_of(name: str) -> tuple[str, str]:
    masculine = re.sub(r"(?<=[оеи][вн])а$|ая$", lambda found: "ий" if found[0] == "ая" else "", name)
    ending = next((ending for ending in ENDINGS if masculine.lower().endswith(ending)), "")
    return (masculine.removesuffix(ending), ending) if ending else ("", "")


def cased(other: str, written: str) -> str:
    return (
        other.upper()
        if written.isupper() and len(written) > 1
        else other
        if written[0].isupper()
        else other.lower()
    )


def write(path: Path, messages: Iterable[Told]) -> None:
    kept = ("id", "channel", "received", "text")
    lines = (json.dumps({name: one[name] for name in kept}, ensure_ascii=False) for one in messages)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def command(path: Path) -> float:
    """Return the processor seconds of `tidings read`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = [sys.executable, "-m", "tidings", "read", str(path), "-o", str(path.with_suffix(".read"))]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def in_process(path: Path) -> list[float]:
    """Return the processor seconds of all messages but the first, and of the same words again."""
    run = subprocess.run(
        [sys.executable, "-c", IN_PROCESS, str(path)], check=True, capture_output=True, text=True
    )
    return [float(seconds) for seconds in run.stdout.split()]


if __name__ == "__main__":
    main()
