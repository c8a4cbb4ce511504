"""What is private in NiceGUI is used in one package only, which knows why: `notes_ui/runtime`."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live import ROOT

RUNTIME = ROOT / "notes_ui" / "runtime"
STARTED = {"__main__", "main"}
"""modules that do something when they are imported"""
FILES = sorted(
    file
    for file in (ROOT / "notes_ui").rglob("*.py")
    if RUNTIME not in file.parents and file.stem not in STARTED
)


def classes(file: Path) -> Iterator[type]:
    """The classes that a file defines."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
    for found in vars(module).values():
        if inspect.isclass(found) and found.__module__ == module.__name__:
            yield found


def private_names(base: type) -> set[str]:
    """The private attributes and methods of a class of NiceGUI."""
    own = {name for name in vars(base) if re.match("_[a-z]", name)}
    return own | set(re.findall(r"\bself\.(_[a-z]\w*)", inspect.getsource(base)))


def used_names(found: type) -> set[str]:
    """The attributes that a class uses, and the methods that it defines."""
    used = set()
    for node in ast.walk(ast.parse(inspect.getsource(found))):
        if isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            used.add(node.name)
    return used


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_element_uses_or_hides_a_private_name_of_nicegui(file: Path) -> None:
    for found in classes(file):
        bases = [base for base in found.__mro__ if base.__module__.startswith("nicegui.")]
        theirs = {name for base in bases for name in private_names(base)}
        assert not used_names(found) & theirs, f"{found.__name__} belongs in notes_ui/runtime"
