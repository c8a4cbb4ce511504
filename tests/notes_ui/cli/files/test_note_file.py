"""A note as a text file: what goes in comes out again, whatever it is."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from notes_ui.cli.files.note_file import BELOW, Manuscript
from tests.notes_ui.cli.support.notes import note

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("drafts")))


@given(title=TEXT.filter(bool), description=TEXT, theirs=TEXT)
@example(title="  padded  ", description="milk\r", theirs="")
@example(title="\ufeffmilk", description="", theirs="")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_note_file_returns_the_texts_that_were_written(
    title: str, description: str, theirs: str
) -> None:
    held = Manuscript(note(title, description))
    mine = {"title": title, "description": description}
    assert held.read() == mine
    held.write(mine, {"title": "theirs", "description": theirs})
    assert held.read() == mine
    held.discard()


@pytest.mark.parametrize("text", [BELOW, f"-{BELOW}", f"one\n{BELOW}\ntwo"])
def test_the_line_above_theirs_may_stand_in_either_text(text: str) -> None:
    held = Manuscript(note("milk", text))
    for theirs in ("", text):
        held.write({"title": "milk", "description": text}, {"title": "m", "description": theirs})
        assert held.read()["description"] == text


@pytest.mark.parametrize("mine", ["", "milk\n"])
def test_only_the_text_above_the_others_text_is_read(mine: str) -> None:
    held = Manuscript(note())
    held.write({"title": "milk", "description": ""}, {"title": BELOW, "description": BELOW})
    _, line, theirs = held.path.read_text().partition(f"-{BELOW}")
    held.path.write_text(f"{mine}{line}{theirs}")
    assert held.read() == {"title": mine.strip(), "description": ""}


@pytest.mark.parametrize(
    ("page", "title", "description"),
    [
        (b"bread", "bread", ""),
        (b"bread\none", "bread", "one"),
        (b"  bread \n", "bread", ""),
        (b"\xef\xbb\xbfbread\r\n\r\none\r\ntwo\r\n", "bread", "one\r\ntwo"),
        (b"", "", ""),
    ],
)
def test_a_note_file_may_have_other_blank_lines_and_line_ends(
    page: bytes, title: str, description: str
) -> None:
    held = Manuscript(note())
    held.path.write_bytes(page)
    assert held.read() == {"title": title, "description": description}


def test_a_title_keeps_its_marks_of_direction_when_it_is_edited() -> None:
    held = Manuscript(note("\u05d7\u05dc\u05d1 3%\u200f"))
    page = held.path.read_text()
    held.path.write_text(page.replace("3", "4"))
    assert held.read()["title"] == "\u05d7\u05dc\u05d1 4%\u200f"


def test_only_the_owner_can_read_a_note_file() -> None:
    assert Manuscript(note()).path.stat().st_mode & 0o077 == 0


def test_a_discarded_note_file_is_deleted() -> None:
    held = Manuscript(note())
    held.discard()
    assert not Path(held.path).exists()
