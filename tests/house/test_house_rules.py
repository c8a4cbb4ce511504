"""The rules of the house: what no change may break, whatever else it does."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Final

import pytest
from starlette.routing import Route, WebSocketRoute

import api
from api.application import create_app
from api.settings import Settings
from tests.support.live import ROOT

README = (ROOT / "README.md").read_text()
REFERENCE = (ROOT / "api" / "README.md").read_text()
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CODE = sorted([*(ROOT / "api").rglob("*.py"), *(ROOT / "notes_ui").rglob("*.py")])
PAGE = sorted((ROOT / "notes_ui").rglob("*.py"))
THEME = ROOT / "notes_ui" / "theme"
SETTINGS = ROOT / "api" / "settings.py"
SERVER_URL = ROOT / "notes_ui" / "cli" / "server_url.py"
SQLITE, MIGRATIONS = ROOT / "api" / "db" / "sqlite", ROOT / "api" / "db" / "migrations"


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.split()


def canonical(library: str) -> str:
    return re.sub(r"[-_.]+", "-", library).lower()


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


@pytest.mark.parametrize("file", sorted((ROOT / "api").rglob("*.py")), ids=str)
def test_api_imports_neither_the_page_nor_nicegui(file: Path) -> None:
    assert not imports(file) & {"nicegui", "notes_ui", "tests"}


def test_the_rest_half_runs_without_nicegui() -> None:
    script = "import sys, api.main; sys.exit(bool({'nicegui', 'notes_ui'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_there_are_no_templates_and_no_javascript() -> None:
    kinds = {".js", ".mjs", ".ts", ".vue", ".html", ".j2", ".jinja", ".jinja2", ".mako", ".css"}
    assert not [name for name in tracked() if Path(name).suffix in kinds]


@pytest.mark.parametrize("file", PAGE, ids=str)
def test_no_javascript_and_no_html_hides_in_python(file: Path) -> None:
    smuggled = r"run_javascript|js_handler|add_head_html|add_body_html|<script|ui\.html|add_slot\("
    assert not re.search(smuggled, file.read_text())


@pytest.mark.parametrize("file", [file for file in PAGE if THEME not in file.parents], ids=str)
def test_class_strings_and_styles_live_in_the_theme(file: Path) -> None:
    literal = r"""(\.classes\(|default_classes=|remove=|\.style\(|default_style=)f?["']"""
    assert not re.search(literal, file.read_text())


@pytest.mark.parametrize("file", [file for file in CODE if file != SETTINGS], ids=str)
def test_only_the_settings_read_the_environment(file: Path) -> None:
    code = file.read_text()
    if file == SERVER_URL:  # whoever asks a server has no settings, only an address
        code = code.replace('envvar="NOTES_URL"', "", 1)
    assert not re.search(r"os\.environ|getenv|envvar", code)


@pytest.mark.parametrize("file", CODE, ids=str)
def test_sql_of_one_engine_stays_in_one_place(file: Path) -> None:
    if not {SQLITE, MIGRATIONS} & set(file.parents):
        code = re.sub(r'"""(?s:.)*?"""', "", file.read_text())
        assert not re.search(
            r"(?i)pragma|import sqlite3|sqlite_(?!search|file)|strftime\('%|CREATE TRIGGER", code
        )


FIXED = {
    "api/http/allowed_hosts.py",  # 256 host names, which each request asks for
    "notes_ui/i18n/language.py",  # two languages, and 1,000 numbers as they are written in them
}
"""where a few things are kept beside the caches that the setting bounds, since they are small"""


def test_every_cache_is_one_that_the_setting_bounds() -> None:
    """Weak references are none: what they lead to is kept by others."""
    of_libraries = r"lru_cache|from functools import .*\bcache\b|@cache\b|cachetools|OrderedDict"
    found = {
        str(file.relative_to(ROOT)) for file in CODE if re.search(of_libraries, file.read_text())
    }
    assert found == FIXED | {"api/caches.py"}


def test_no_test_sleeps_instead_of_waiting_for_what_it_means() -> None:
    """`sleep(0)` gives others their turn; one file waits for conditions."""
    files = [file for file in (ROOT / "tests").rglob("*.py") if "benchmarks" not in file.parts]
    sleeping = {
        str(file.relative_to(ROOT))
        for file in files
        if re.search(r"\bsleep\((?!0\))", file.read_text())
    }
    assert sleeping <= {"tests/support/waiting.py", "tests/house/test_house_rules.py"}


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


def test_the_readme_lists_every_setting_as_it_is() -> None:
    listed = re.findall(r"^\| `(NOTES_\w+)` \| `(.*?)` \| (.*?) \|$", README, re.MULTILINE)
    settings = Settings.model_fields.items()
    assert listed == [
        (f"NOTES_{name.upper()}", str(field.default), field.description) for name, field in settings
    ]


def test_the_reference_lists_every_route() -> None:
    listed = set(re.findall(r"^\| `([A-Z]+) (/\S*)` \|", REFERENCE, re.MULTILINE))
    routes: set[tuple[str, str]] = set()
    for route in create_app(Settings()).routes:
        if isinstance(route, Route):
            methods = set(route.methods or ()) - {"HEAD"}
            routes |= {(method, route.path_format) for method in methods}
        elif isinstance(route, WebSocketRoute):
            routes.add(("WS", route.path))
    documentation = {"/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"}
    assert listed == {(method, path) for method, path in routes if path not in documentation}


def command(name: str) -> str:
    block = re.search(rf"<!-- command: {name} -->\n```sh\n(.+)\n```", README)
    assert block, f"the README has no command “{name}”"
    return block[1]


def test_the_readmes_commands_use_what_there_is() -> None:
    assert command("run").endswith("-c constraints.txt . && .venv/bin/notes")
    assert PYPROJECT["project"]["scripts"]["notes"] == "notes_ui.__main__:main"
    assert command("test").endswith("&& .venv/bin/python -m pytest -n logical --dist worksteal")
    ci = (ROOT / ".ci" / "run").read_text()
    assert "<!-- command: test -->" in ci
    assert "<!-- command: run -->" in ci


def test_the_readmes_pictures_are_there() -> None:
    pictures = re.findall(r"!\[.+?\]\((.+?)\)", README)
    assert len(pictures) == 2
    assert all((ROOT / picture).stat().st_size > 10_000 for picture in pictures)


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


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## {api.__version__}" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("package", ["api", "notes_ui"])
def test_the_packages_are_typed(package: str) -> None:
    folder = Path(str(importlib.import_module(package).__file__)).parent
    assert (folder / "py.typed").exists()
