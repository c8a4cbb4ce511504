"""What the code may hold, and where: only Python, no page in `api`, one place for each thing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.files import CODE, imports, tracked
from tests.support.live import ROOT

PAGE = sorted((ROOT / "notes_ui").rglob("*.py"))
THEME = ROOT / "notes_ui" / "theme"
SETTINGS = ROOT / "api" / "settings.py"
SERVER_URL = ROOT / "notes_ui" / "cli" / "server_url.py"
SQLITE, MIGRATIONS = ROOT / "api" / "db" / "sqlite", ROOT / "api" / "db" / "migrations"


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
    "api/http/hosts/allowed_hosts.py",  # 256 host names, which each request asks for
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
