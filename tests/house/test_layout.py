"""The layout of the code: packages that say what they know, small levels, no circles."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import takewhile
from pathlib import Path

import pytest

from tests.support.live import ROOT

HOUSES = ["api", "notes_ui"]
"""whose packages say what they must not import"""
LEVELS = ["api", "notes_ui", "tests"]
MOST = 13
"""entries of a level: what somebody can look through"""
PACKAGES = sorted(file.parent for house in HOUSES for file in (ROOT / house).rglob("__init__.py"))
CODE = sorted(file for house in HOUSES for file in (ROOT / house).rglob("*.py"))
PORTS = ROOT / "notes_ui" / "ports"
JOINS = {ROOT / "notes_ui" / each for each in ("application.py", "main.py", "cli/serve.py")}
"""which start the server, and join the page to it"""
WITH_CODE = {"api", "notes_ui.theme"}
"""packages that hold more than their docstring"""


def name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name(file) for file in CODE}


def docstring(module: Path) -> str:
    file = module / "__init__.py" if module.is_dir() else module
    return ast.get_docstring(ast.parse(file.read_text())) or ""


@cache
def imports(file: Path) -> set[str]:
    """All that a file imports, anywhere in it, by whole names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{file} imports by a relative name"
            assert not node.level, f"{file} imports by a relative name"
            found |= {f"{node.module}.{each.name}" for each in node.names}
    return found


def forbidden(package: Path) -> list[str]:
    rule = re.search(
        r"^Must not import: ([^.]+(?:\.\w[^.]*)*)\.$", docstring(package), re.MULTILINE
    )
    assert rule, f"{package} does not say what it must not import"
    return re.split(r",\s+", rule[1])


@pytest.mark.parametrize("package", PACKAGES, ids=name)
def test_a_package_imports_nothing_that_it_must_not(package: Path) -> None:
    for banned in forbidden(package):
        for file in package.rglob("*.py"):
            assert not [each for each in imports(file) if f"{each}.".startswith(f"{banned}.")], file


@pytest.mark.parametrize("file", sorted((ROOT / "notes_ui").rglob("*.py")), ids=name)
def test_the_page_meets_api_in_its_ports_only(file: Path) -> None:
    if PORTS not in file.parents and file not in JOINS:
        met = {each for each in imports(file) if each.partition(".")[0] == "api"}
        assert met <= {"api.__version__"}


def test_the_ports_need_no_database() -> None:
    """So a page whose notes are on another machine needs none either."""
    script = (
        "import sys, notes_ui.ports.backend, notes_ui.ports.errors, notes_ui.ports.files;"
        "sys.exit(bool({'sqlalchemy', 'sqlite3', 'nicegui', 'fastapi'} & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_a_front_imports_no_engine_and_no_tables() -> None:
    """Neither at its start nor before: it needs no driver, and starts sooner."""
    script = (
        "import sys; from api.settings import Settings; import notes_ui.cli.serve as serve;"
        "serve.create_app(Settings(api_url='http://127.0.0.1:1'));"
        "banned = {'api.db.sqlite', 'api.db.postgres', 'api.db.tables', 'alembic', 'sqlalchemy'};"
        "sys.exit(bool(banned & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("package", PACKAGES, ids=name)
def test_a_package_holds_its_docstring_only(package: Path) -> None:
    """So nothing is imported but what is asked for: `notes ls` needs no database."""
    if name(package) not in WITH_CODE:
        assert len(ast.parse((package / "__init__.py").read_text()).body) == 1


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_has_few_entries(level: str) -> None:
    unseen = {"__init__.py", "__pycache__", "py.typed"}
    for folder in [ROOT / level, *(ROOT / level).rglob("*/")]:
        if folder.is_dir() and "__pycache__" not in folder.parts:
            assert len({each.name for each in folder.iterdir()} - unseen) <= MOST, folder


def test_nothing_on_one_level_imports_each_other() -> None:
    levels: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in CODE:
        here = name(file).split(".")
        for each in imports(file):
            there = (each if each in MODULES else each.rpartition(".")[0]).split(".")
            if ".".join(there) not in MODULES:
                continue
            common = sum(
                1
                for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False))
            )
            if common < min(len(here), len(there)):
                levels[".".join(here[:common])][here[common]].add(there[common])
    for level, graph in levels.items():
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            pytest.fail(f"in {level or 'the checkout'}: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("house", HOUSES)
def test_the_map_shows_every_package(house: str) -> None:
    """It has all packages, and the modules beside the outermost; each with its first sentence."""
    readme = (ROOT / house / "README.md").read_text()
    drawn = readme.partition("## Packages\n")[2].partition("\n## ")[0]
    path: list[str] = []
    found: dict[str, str] = {}
    for indent, entry, text in re.findall(r"^    ( *)(\S+)  +(\S.*)$", drawn, re.MULTILINE):
        path = [*path[: len(indent) // 2], entry.rstrip("/")]
        found["/".join(path)] = text
    packages = (file.parent for file in (ROOT / house).rglob("__init__.py"))
    assert found == {
        str(shown.relative_to(ROOT)): docstring(shown).partition("\n")[0]
        for shown in [*packages, *(ROOT / house).glob("[!_]*.py")]
    }
