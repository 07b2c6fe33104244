"""What the documents promise is there: commands, options, dependencies, links, the version."""

import argparse
import json
import re
import tomllib
from pathlib import Path

import pytest

import tidings
from tidings.cli import parser
from tidings.law import FACTS, RULES

HOME = Path(__file__).parent.parent
PAGES = [HOME / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((HOME / "docs").rglob("*.md")) + sorted((HOME / "tidings").rglob("README.md"))


def commands() -> dict[str, argparse.ArgumentParser]:
    (choices,) = (action.choices for action in parser()._actions if action.dest == "command")
    return dict(choices)


def section(command: str) -> str:
    """The part of the page that describes this command; empty where there is none."""
    page = (HOME / "docs/commands.md").read_text("utf-8")
    found = re.search(rf"^## tidings {command}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    return found[1] if found else ""


def dependencies() -> list[str]:
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + sum(project["optional-dependencies"].values(), [])
    return sorted({re.match(r"[\w-]+", line)[0] for line in wanted})


def anchors(page: Path) -> set[str]:
    """The names by which the headings of a page are reached."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("command", commands())
def test_every_command_has_its_section(command):
    assert section(command)


@pytest.mark.parametrize("command", commands())
def test_every_option_is_described_and_no_other(command):
    options = [text for action in commands()[command]._actions for text in action.option_strings]
    described = set(re.findall(r"(?<![\w|-])--[\w-]+", section(command)))
    common = {"--help", "--quiet"}  # described once, for all
    assert {option for option in options if option.startswith("--")} - common == described - common


@pytest.mark.parametrize("command", commands())
def test_every_argument_is_described(command):
    words = [action for action in commands()[command]._actions if not action.option_strings]
    assert all((str(word.metavar or word.dest)).upper() in section(command).upper() for word in words)


def test_every_fact_of_the_law_is_described_with_its_values():
    _, _, page = section("assess").partition("### Facts")
    rows = dict(re.findall(r"^\| `(\w+)` (\|.*\|)$", page, re.M))
    assert set(rows) == set(FACTS)
    for name, fact in FACTS.items():
        values = {json.dumps(value, ensure_ascii=False).strip('"') for value in fact.values}
        assert values <= set(re.findall(r"`(\w+)`", rows[name])), name


def test_every_rule_is_described_with_what_its_citation_is_worth():
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| [\d-]+ \| (\w+) \|$", section("assess"), re.M)
    assert set(rows) == {(rule.name, rule.citation_status) for rule in RULES}


def test_no_command_is_described_that_is_not_there():
    page = (HOME / "docs/commands.md").read_text("utf-8")
    assert set(re.findall(r"^## tidings (\w+)$", page, re.M)) == set(commands())


@pytest.mark.parametrize("dependency", dependencies())
def test_every_dependency_has_its_reason(dependency):
    page = (HOME / "docs/decisions/0002-dependencies.md").read_text("utf-8")
    assert f"\n| {dependency} |" in page


def test_every_setting_is_described_and_no_other():
    code = [*(HOME / "tidings").rglob("*.py"), *(HOME / "tests").rglob("*.py"), HOME / "run"]
    used = set(re.findall(r"\bTIDINGS_[A-Z_]+\b", "".join(path.read_text("utf-8") for path in code)))
    assert (
        set(re.findall(r"^\| `(TIDINGS_\w+)`", (HOME / "docs/settings.md").read_text("utf-8"), re.M)) == used
    )


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(HOME)) for page in PAGES])
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if re.match(r"\w+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_or_benchmark_that_is_named_is_there(page):
    for name in re.findall(r"`((?:tests|benchmarks)/[\w/.-]+)`", page.read_text("utf-8")):
        assert (HOME / name).exists(), f"{page.name} names {name}, which is not there"


def test_the_changelog_names_the_version():
    assert re.search(
        rf"^## {re.escape(tidings.__version__)}\b", (HOME / "CHANGELOG.md").read_text("utf-8"), re.M
    )
