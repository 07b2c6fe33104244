"""What may import what: one list, the order of the flow. Read from the source, so that nothing need run."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent
PACKAGE = HERE / "tidings"

LIBRARY = {
    "errors": set(),
    "files": {"errors"},
    "text": {"errors", "files"},
    "extraction": {"errors", "files", "text"},
    "matching": {"errors", "files", "text"},
    "triage": {"errors", "files", "text"},
    "law": {"errors", "files", "text"},
    "drafting": {"errors", "files", "text"},
    "sealing": {"errors", "files"},
    "custody": {"errors", "text"},
    "preview": {"text"},
}
APPS = [
    "journal",
    "vault",
    "accounts",
    "people",
    "appeals",
    "cases",
    "tracing",
    "letters",
    "evidence",
    "incidents",
    "reports",
]
WEB_FLOOR = {"pages", "environment", "allow", "merging", "inserting"}  # what every app may use of the frame
WEB_PACKAGES = {"django", "nacl", "segno", "whitenoise", "gunicorn", "psycopg"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def place(path: Path) -> list[str]:
    """["web", "appeals", "models"] of tidings/web/appeals/models.py."""
    return [part for part in path.relative_to(PACKAGE).with_suffix("").parts if part != "__init__"]


def imports(path: Path) -> set[str]:
    """Every module imported anywhere in the file, those for type checking left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in quiet:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by dots: write the whole name"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def of_tidings(path: Path) -> list[list[str]]:
    return [name.split(".")[1:] for name in imports(path) if name.startswith("tidings.")]


def in_room(room: str) -> list[Path]:
    return [path for path in modules() if place(path)[:1] == [room]]


@pytest.mark.parametrize("room", LIBRARY)
def test_a_room_of_the_library_knows_only_what_stands_before_it(room):
    allowed = LIBRARY[room] | {room}
    used = {name[0] for path in in_room(room) for name in of_tidings(path)}
    assert used <= allowed, f"{room} imports {used - allowed}"


@pytest.mark.parametrize("room", LIBRARY)
def test_the_library_needs_nothing_of_the_web(room):
    allowed = {"nacl"} if room == "sealing" else set()
    used = {name.split(".")[0] for path in in_room(room) for name in imports(path)}
    assert not (used & WEB_PACKAGES) - allowed


def test_the_gate_knows_nothing_but_errors_and_sealing():
    used = {name[0] for path in in_room("gate") for name in of_tidings(path)}
    assert used <= {"errors", "sealing", "gate"}


@pytest.mark.parametrize("app", APPS)
def test_an_app_knows_only_what_came_before_it_in_the_flow(app):
    before = set(APPS[: APPS.index(app) + 1]) | WEB_FLOOR
    for path in modules():
        if place(path)[:2] == ["web", app]:
            used = {name[1] for name in of_tidings(path) if name[0] == "web"}
            assert used <= before, f"{path} imports {used - before}"


def test_the_library_never_knows_the_web():
    for path in modules():
        if place(path)[:1] and place(path)[0] in LIBRARY:
            assert not [name for name in of_tidings(path) if name[0] in ("web", "gate", "cli")], path


def test_every_room_is_on_the_list():
    rooms = {place(path)[0] for path in modules() if place(path)}
    assert rooms <= {*LIBRARY, "cli", "web", "gate", "__main__"}


def test_only_actions_write():
    """Views and forms change nothing by themselves."""
    writing = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "delete", "bulk_update"}
    for path in modules():
        if place(path)[:1] == ["web"] and place(path)[-1] in ("views", "forms"):
            calls = {
                node.func.attr
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            }
            assert not calls & writing, f"{path} writes: {calls & writing}"


def test_views_find_records_only_among_those_their_reader_may_see():
    for path in modules():
        if place(path)[:1] == ["web"] and place(path)[-1] == "views":
            for line in path.read_text(encoding="utf-8").splitlines():
                if ".objects." in line and "Entry.objects" not in line:
                    assert re.search(r"\.objects\.(visible_to|visible_to_list|of)\(", line), (
                        f"{path}: {line.strip()}"
                    )


def test_the_wheel_carries_all_data(tmp_path):
    from flit_core.wheel import make_wheel_in

    wheel = make_wheel_in(HERE / "pyproject.toml", tmp_path).file
    import zipfile

    inside = set(zipfile.ZipFile(wheel).namelist())
    for path in PACKAGE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(HERE).as_posix() in inside


def test_every_dependency_is_locked_with_a_hash():
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["web"],
        *project["optional-dependencies"]["dev"],
    ]
    locked = (HERE / "locks/dev.txt").read_text(encoding="utf-8").lower()
    for line in wanted:
        name = line.split(">")[0].split("[")[0].strip().lower()
        assert f"\n{name}==" in f"\n{locked}" or f"\n{name}[" in f"\n{locked}", name
    assert locked.count("==") <= locked.count("--hash=")
