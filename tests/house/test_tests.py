"""The rules for tests: their names, and that they wait for conditions and use no private names."""

import ast
import re
from typing import Final

import pytest

from tests.support.live import ROOT


def test_no_test_sleeps_instead_of_waiting_for_what_it_means() -> None:
    """`sleep(0)` gives others their turn; one file waits for conditions."""
    files = [file for file in (ROOT / "tests").rglob("*.py") if "benchmarks" not in file.parts]
    sleeping = {
        str(file.relative_to(ROOT))
        for file in files
        if re.search(r"\bsleep\((?!0\))", file.read_text())
    }
    assert sleeping <= {"tests/support/waiting.py", "tests/house/test_tests.py"}


BY_NAME: Final = re.compile(r"attr|patch|import_module|vars\(|__dict__")
"""calls and subscripts that find something by its name in a text"""


def private_names(code: str) -> set[str]:
    """Modules and names with one underscore that code imports, or finds by a text."""
    found: list[str] = []
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Import(names=names):
                found += [name.name for name in names]
            case ast.ImportFrom(module=module, names=names):
                found += [module or "", *(name.name for name in names)]
            case ast.Call(func=by, args=args) if BY_NAME.search(ast.unparse(by)):
                named = [*args, *(keyword.value for keyword in node.keywords)]
                found += [ast.unparse(text) for text in named if is_text(text)]
            case ast.Subscript(value=by, slice=key) if BY_NAME.search(ast.unparse(by)):
                found.append(ast.unparse(key) if is_text(key) else "")
    return {name.strip("\"'") for name in found if re.search(r"\b_[A-Za-z]", name)}


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant | ast.JoinedStr)


@pytest.mark.parametrize(
    "code",
    [
        "from api.db.group_commit import Operation, _RolledBack",
        "from a import (\n    B,\n    _c as d,\n)",
        "import a._b",
        "from a._b import c",
        "from . import _b",
        'patch.setattr(a, "_b", 1)',
        'patch.setattr("a._B.c", 1)',
        'patch.setattr(f"a.{b}._c", 1)',
        'patch.delattr(a, name="_b")',
        'getattr(a, "_b")()',
        'vars(a)["_b"]',
        'vars(a).get("_b")',
        'a.__dict__["_b"]',
        'importlib.import_module("a._b")',
    ],
)
def test_a_private_name_is_found_however_it_is_reached(code: str) -> None:
    assert private_names(code)


def test_dunder_names_and_aliases_of_imports_are_not_private() -> None:
    code = """from a.__main__ import main as _main; patch.setattr(a, "__init__", b); vars(a)["c"]"""
    assert not private_names(code)


NICEGUIS: Final = {
    "tests/notes_ui/runtime/outbox/test_page_outbox.py": {"_to_dict"},
    "tests/notes_ui/runtime/test_nicegui_patches.py": {"_update"},
}
"""what is private in NiceGUI, and is broken or compared where the program stands in for it"""


def test_no_test_imports_or_patches_a_private_name() -> None:
    """Ruff sees to attributes."""
    found = {
        str(file.relative_to(ROOT)): names
        for file in (ROOT / "tests").rglob("*.py")
        if (names := private_names(file.read_text()))
    }
    assert found == NICEGUIS


def test_the_name_of_a_test_is_a_claim_of_under_60_characters() -> None:
    """Counted behind `test_`; what a reader needs besides is in the test's docstring."""
    files = sorted((ROOT / "tests").rglob("*.py"))
    too_long = {
        str(file.relative_to(ROOT)): names
        for file in files
        if (names := re.findall(r"\bdef test_(\w{60,})", file.read_text()))
    }
    assert too_long == {}


def test_the_name_of_a_test_begins_with_its_subject() -> None:
    """A clause in its place, such as "what is typed", has to be read twice."""
    clause = re.compile(r"\bdef (test_(?:what|who|whoever|whatever|where|how|nor)_\w+)")
    found = {
        str(file.relative_to(ROOT)): names
        for file in sorted((ROOT / "tests").rglob("*.py"))
        if (names := clause.findall(file.read_text()))
    }
    assert found == {}
