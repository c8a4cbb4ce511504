"""`notes open`: the page in the browser that the machine prefers."""

import sys

import pytest

from tests.notes_ui.cli.support.shell import Shell


@pytest.mark.parametrize(
    "url", ["http://nas:8000", "http://nas:8000/", "http://nas:8000/front/notes"]
)
def test_the_print_option_prints_the_address(nowhere: Shell, url: str) -> None:
    assert nowhere.told("open", "--print", "--url", url) == "http://nas:8000/front/notes\n"


def test_the_prefix_of_a_proxy_stays(nowhere: Shell) -> None:
    told = nowhere.told("open", "--print", "--url", "https://example.org/my/")
    assert told == "https://example.org/my/front/notes\n"


def test_open_starts_the_browser_at_the_page(nowhere: Shell) -> None:
    script = nowhere.folder / "browser.py"
    script.write_text("import pathlib, sys; pathlib.Path('opened').write_text(sys.argv[1])")
    opened = nowhere.process("open", BROWSER=f"{sys.executable} {script} %s")
    assert (opened.returncode, opened.stdout, opened.stderr) == (0, "", "")
    assert (nowhere.folder / "opened").read_text() == f"{nowhere.url}/front/notes"


def test_without_a_browser_it_says_where_the_page_is(nowhere: Shell) -> None:
    ended = nowhere.process("open", BROWSER="/nowhere/browser %s", PATH="", DISPLAY="")
    assert ended.returncode == 1
    page = f"{nowhere.url}/front/notes"
    assert ended.stderr == f"No browser could be opened. The page is at {page}\n"
