"""The list of algorithms as a page to read: docs/algorithms.md is exactly this, and a test holds it so.

python -m tidings.sealing.page > docs/algorithms.md
"""

from tidings.sealing.algorithms import ALGORITHMS, Algorithm

HEAD = """# Algorithms

Every algorithm by which Tidings closes, proves or knows something again, with the parameters that the code uses. All come
from maintained libraries; none is our own. Where one is replaced, what was closed with the old one still says so by its version
byte, and opens.

None of these withstands a large quantum computer in its public-key part (X25519): who keeps a copy of the gate's post for
decades might open it then. The rest rests on keys of 256 bits, which would not fall.

This page is made from `tidings/sealing/algorithms.py` by `python -m tidings.sealing.page`.
"""


def page() -> str:
    """Return the algorithms as Markdown."""
    return "\n".join([HEAD, *(_section(algorithm) for algorithm in ALGORITHMS)])


def _section(algorithm: Algorithm) -> str:
    return "\n".join(
        [
            f"## {algorithm.name}\n",
            f"{algorithm.does} {algorithm.why}\n",
            f"* Parameters: {algorithm.parameters}",
            f"* Standard: {algorithm.standard}",
            f"* Library: {algorithm.library}",
            f"* Where: {_modules(algorithm)}\n",
        ]
    )


def _modules(algorithm: Algorithm) -> str:
    return ", ".join(f"`tidings/{module}.py`" for module in algorithm.modules) or "throughout"


if __name__ == "__main__":
    print(page(), end="")
