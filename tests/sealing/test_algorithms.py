"""The list of algorithms is the truth: nothing is used that is not on it, and the page says what the list says."""

import ast
from pathlib import Path

import pytest

from tidings.sealing.algorithms import ALGORITHMS, LIBRARIES, modules
from tidings.sealing.page import page

ROOT = Path(__file__).parents[2]
SOURCES = {
    path.relative_to(ROOT / "tidings").with_suffix("").as_posix(): path
    for path in (ROOT / "tidings").rglob("*.py")
    if "migrations" not in path.parts
}


def imports(path: Path) -> set[str]:
    """The packages that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_the_page_says_what_the_code_does() -> None:
    written = (ROOT / "docs/algorithms.md").read_text("utf-8")
    assert written == page(), "Run: python -m tidings.sealing.page > docs/algorithms.md"


def test_no_algorithm_is_used_that_is_not_listed() -> None:
    using = {name for name, path in SOURCES.items() if imports(path) & set(LIBRARIES)}
    assert using - modules() == set(), (
        "Put it on the list in tidings/sealing/algorithms.py, or use one that is."
    )


@pytest.mark.parametrize("module", sorted(modules()))
def test_what_is_listed_is_there_and_uses_one(module: str) -> None:
    assert imports(SOURCES[module]) & set(LIBRARIES)


def test_numbers_that_can_be_foreseen_are_for_the_demo_only() -> None:
    using = {name for name, path in SOURCES.items() if "random" in imports(path)}
    assert {name for name in using if not name.startswith("web/demo/")} == set()


def test_each_algorithm_is_listed_once_with_its_papers() -> None:
    assert len({algorithm.name for algorithm in ALGORITHMS}) == len(ALGORITHMS)
    assert all(each.parameters and each.standard and each.library and each.why for each in ALGORITHMS)
