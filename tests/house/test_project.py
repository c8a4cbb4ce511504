"""The project: its top level, its dependencies, its types."""

import importlib
import re
import sys
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

from tests.house.files import CODE, PYPROJECT, imports, tracked
from tests.support.live import ROOT


def canonical(library: str) -> str:
    return re.sub(r"[-_.]+", "-", library).lower()


def test_the_top_level_has_only_the_known_entries() -> None:
    known = {"api", "notes_ui", "tests", "pyproject.toml", "README.md", "LICENSE"}
    known |= {
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "constraints.txt",
        "Dockerfile",
        "compose.yaml",
        "findings",
    }
    top = {name.partition("/")[0] for name in tracked()}
    assert not {name for name in top - known if not name.startswith(".")}


def test_direct_dependencies_are_ranges_and_the_exact_set_is_pinned() -> None:
    pins = (ROOT / "constraints.txt").read_text()
    project = PYPROJECT["project"]
    optional = project["optional-dependencies"]
    for wanted in chain(project["dependencies"], *optional.values()):
        name, _, bound = re.split(r"(\[.*?\])?(?=[<>])", wanted, maxsplit=1)
        assert bound.startswith(">="), wanted
        assert re.search(rf"(?im)^{re.escape(name)}==", pins), f"{name} is not pinned"
    assert not re.search(r"https?://|--|@ ", pins)


def test_each_library_that_is_imported_is_a_direct_dependency() -> None:
    """Except pydantic-core, of which pydantic names the exact version."""
    homes = packages_distributions()
    imported = set().union(*map(imports, CODE)) - {"api", "notes_ui", *sys.stdlib_module_names}
    project = PYPROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    asked = [re.split(r"[\[<>]", each)[0] for each in wanted]
    needed = {canonical(home) for each in imported for home in homes[each]}
    assert needed - {"pydantic-core"} <= set(map(canonical, asked))


@pytest.mark.parametrize("package", ["api", "notes_ui"])
def test_the_packages_are_typed(package: str) -> None:
    folder = Path(str(importlib.import_module(package).__file__)).parent
    assert (folder / "py.typed").exists()
