"""`python -m tidings.web.demo`: make the invented office in the data folder, where there is none yet.

It is a process of its own, since it has the office's key while it works.
"""

import sys
from pathlib import Path

from tidings.errors import TidingsError
from tidings.web import custodians, environment, opening
from tidings.web.demo import content


def main() -> int:
    """Make custodians and office; say on standard error how far it is."""
    data = environment.folder("TIDINGS_DATA", "data")
    try:
        _open(data)
        opening.prepare()
        from tidings.web.demo import build

        build.office(lambda said: print(said, file=sys.stderr, flush=True))
    except TidingsError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _open(data: Path) -> None:
    mara, niko = content.custodians()
    if custodians.path(data).exists():
        custodians.open_with(data, custodians.slots(data).open({mara.name: mara.password}))
        return
    environment.made(data / "desk")
    custodians.demo_mark(data).touch()
    both = {mara.name: mara.password, niko.name: niko.password}
    custodians.make(data, both, together=1, strength=custodians.INVENTED)


if __name__ == "__main__":
    sys.exit(main())
