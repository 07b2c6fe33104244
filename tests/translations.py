"""Gather the words of the pages, and compile their translations.

./run translations                   gather (needs gettext's xgettext) and compile
python tests/translations.py --check fail where a word lacks its Russian or Ukrainian, or a compiled file is stale
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

PLACES = [Path("tidings/web"), Path("tidings/gate")]
LANGUAGES = ["ru", "uk"]


def gather(place: Path, quietly: bool = False) -> None:
    if not shutil.which("xgettext"):
        sys.exit("Gathering words needs gettext (Debian: apt install gettext; macOS: brew install gettext).")
    settings = f"tidings.{place.name}.settings"
    for lang in LANGUAGES:
        (place / "locale" / lang / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    words = ["makemessages", "--no-location", "--no-obsolete", *(f"-l{lang}" for lang in LANGUAGES)]
    with tempfile.TemporaryDirectory() as data:
        subprocess.run(
            [sys.executable, "-m", "django", *words],
            check=True,
            cwd=place,
            stdout=subprocess.DEVNULL if quietly else None,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": settings, "TIDINGS_DATA": data},
        )


def catalogues() -> list[Path]:
    return [place / "locale" / lang / "LC_MESSAGES/django.po" for place in PLACES for lang in LANGUAGES]


def compiled(catalogue: Path) -> bytes:
    """The same words always give the same bytes."""
    words = polib.pofile(str(catalogue))
    for changing in ("POT-Creation-Date", "PO-Revision-Date"):
        words.metadata.pop(changing, None)
    return words.to_binary()


def wanting(catalogue: Path) -> list[str]:
    """What a catalogue lacks, in sentences."""
    words = polib.pofile(str(catalogue))
    open_words = [
        entry.msgid for entry in words if not entry.obsolete and (not entry.translated() or entry.fuzzy)
    ]
    said = [f"{catalogue}: no translation of {word!r}" for word in open_words]
    if not (there := catalogue.with_suffix(".mo")).exists() or there.read_bytes() != compiled(catalogue):
        said.append(f"{there} is not what {catalogue.name} compiles to. Run ./run translations.")
    return said


def ungathered() -> list[str]:
    """Which words of the pages no catalogue has, in sentences; nothing where gettext is not installed."""
    if not shutil.which("xgettext"):
        return []
    kept = {catalogue: catalogue.read_bytes() for catalogue in catalogues()}
    before = {catalogue: msgids(catalogue) for catalogue in kept}
    try:
        for place in PLACES:
            gather(place, quietly=True)
        return [
            f"{path}: {word!r} is not in it. Run ./run translations."
            for path in kept
            for word in sorted(msgids(path) - before[path])
        ]
    finally:
        for catalogue, content in kept.items():
            catalogue.write_bytes(content)


def msgids(catalogue: Path) -> set[str]:
    return {entry.msgid for entry in polib.pofile(str(catalogue)) if not entry.obsolete}


def main() -> None:
    if sys.argv[1:] == ["--check"]:
        said = [sentence for catalogue in catalogues() for sentence in wanting(catalogue)] + ungathered()
        if said:
            sys.exit("\n".join(said))
        return
    for place in PLACES:
        gather(place)
    for catalogue in catalogues():
        catalogue.with_suffix(".mo").write_bytes(compiled(catalogue))
        print(catalogue, *wanting(catalogue), sep="\n  ")


if __name__ == "__main__":
    main()
