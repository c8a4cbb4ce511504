"""The files that the rules are about, and what they import."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path

from tests.support.live import ROOT

CODE = sorted([*(ROOT / "api").rglob("*.py"), *(ROOT / "notes_ui").rglob("*.py")])
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.split()


@cache
def imports(file: Path) -> set[str]:
    """The top-level packages that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found
