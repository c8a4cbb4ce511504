"""Notes leave the page as a file, and come in from one, after a look at what it would do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from notes_ui import theme
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer

NEW = '{"title": "Milk", "description": "two litres"}\n{"title": "Oats", "done": true}\n'


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file with two new notes, a changed one and a row that is none."""
    file = tmp_path / "notes.ndjson"
    file.write_text(NEW + '{"id": 1, "title": "Passports"}\n{"title": " "}\n')
    return file


@pytest.mark.parametrize(
    ("press", "name"), [("CSV", "notes.csv"), ("Markdown", "notes.zip"), ("NDJSON", "notes.ndjson")]
)
def test_an_export_of_the_page_equals_that_of_rest(  # noqa: PLR0917  # fixtures are
    one: OpenPage, other: OpenPage, rest: httpx.Client, tmp_path: Path, press: str, name: str
) -> None:
    for title in ("Passport", "Tent 🏕️"):
        rest.post("/api/notes", json={"title": title, "description": 'a\r\nb, "c"'})
    rest.delete("/api/notes/1")
    other.shows("Tent 🏕️")
    one.downloads_to(tmp_path)
    one.press("Export and import")
    one.press(press)
    one.tells("2 notes exported")
    file = tmp_path / name
    one.until(file.exists, True)
    written = {"notes.zip": "markdown"}.get(name, name.removeprefix("notes."))
    assert file.read_bytes() == rest.get("/api/export", params={"format": written}).content


def test_an_import_shows_a_preview_before_it_writes(
    one: OpenPage, other: OpenPage, rest: httpx.Client, written: Path
) -> None:
    rest.post("/api/notes", json={"title": "Passport"})
    other.shows("Passport")
    one.press("Export and import")
    one.upload(written)
    for told in ("2 new notes", "1 note exists with other content", "Line 4: title"):
        one.tells(told)
    assert other.titles() == ["Passport"], "nothing is done yet"

    one.press("Import the new ones only")
    one.tells("2 notes imported")
    other.shows("Oats", "Milk", "Passport")
    assert other.ticked("Oats")
    (version,) = rest.get("/api/notes/2/history").json()
    assert version["written_by"] == "page"


def test_notes_that_differ_can_be_replaced(
    one: OpenPage, other: OpenPage, rest: httpx.Client, written: Path
) -> None:
    rest.post("/api/notes", json={"title": "Passport"})
    one.press("Export and import")
    one.upload(written)
    one.tells("1 note exists with other content")
    one.press("Replace what is different")
    one.tells("3 notes imported")
    other.shows("Oats", "Milk", "Passports")


def test_a_file_without_notes_is_refused_in_words(
    one: OpenPage, other: OpenPage, tmp_path: Path, server: LiveServer
) -> None:
    broken, picture = tmp_path / "notes.zip", tmp_path / "cat.png"
    for file in (broken, picture):
        file.write_bytes(b"\x89PNG")
    one.press("Export and import")
    one.upload(picture)
    one.tells("The format of cat.png is unknown")
    one.upload(broken)
    one.tells("Nothing was imported: this file can’t be read to its end.")
    one.tells("This is not a zip")
    assert other.titles() == []


@contextmanager
def slow_line(page: OpenPage) -> Iterator[None]:
    """Have what the browser sends come slowly, 20 kB a second."""
    line = {"offline": False, "latency": 0, "downloadThroughput": -1}
    page.command("Network.enable")
    page.command("Network.emulateNetworkConditions", **line, uploadThroughput=20_000)
    try:
        yield
    finally:
        page.command("Network.emulateNetworkConditions", **line, uploadThroughput=-1)


@contextmanager
def blocked_line(page: OpenPage) -> Iterator[None]:
    """Have no file come through."""
    page.command("Network.enable")
    page.command("Network.setBlockedURLs", urls=["*/upload/*"])
    try:
        yield
    finally:
        page.command("Network.setBlockedURLs", urls=[])


def is_sending(page: OpenPage) -> bool:
    """Whether it is said that a file is under way."""
    found = page.driver.find_elements(By.CLASS_NAME, theme.UPLOAD)
    return any(upload.is_displayed() for upload in found)


def test_a_file_that_could_not_be_sent_is_told_and_can_be_sent_again(
    one: OpenPage, other: OpenPage, written: Path
) -> None:
    one.press("Export and import")
    one.tells("Choose a file")
    with blocked_line(one):
        one.upload(written)
        one.tells("The file could not be sent. Choose it again.")
        one.until(lambda: is_sending(one), False)

    one.upload(written)
    one.tells("3 new notes")
    one.press("Import them")
    other.shows("Oats", "Milk", "Passports")


def test_a_file_can_be_sent_again_after_closing_during_an_upload(
    one: OpenPage, other: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "many.ndjson"
    file.write_text('{"title": "Milk", "description": "%s"}\n' % ("word " * 20_000) + NEW)
    one.press("Export and import")
    one.tells("Choose a file")
    with slow_line(one):
        one.upload(file)
        one.until(lambda: is_sending(one), True)
        one.type(Keys.ESCAPE)
        one.until(lambda: one.says("Choose a file"), False)
    one.press("Export and import")
    one.tells("Choose a file")
    assert not is_sending(one)

    one.upload(file)
    one.press("Import them")
    other.shows("Oats", "Milk")
