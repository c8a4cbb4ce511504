"""The server goes away and comes back under open pages."""

import signal
from pathlib import Path

import pytest

from tests.browser.conftest import Elsewhere
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer, serving
from tests.support.waiting import PATIENCE


def press_ctrl_c(server: LiveServer) -> int:
    """End the server as a person does; return its exit code."""
    server.process.send_signal(signal.SIGINT)
    return server.process.wait(PATIENCE)


def test_pages_come_back_by_themselves_and_show_what_was_missed(
    server: LiveServer, one: OpenPage, other: OpenPage, elsewhere: Elsewhere
) -> None:
    one.add("Written before")
    other.shows("Written before")
    press_ctrl_c(server)
    elsewhere("insert into note (title) values ('Written meanwhile')")
    with serving(server.database, port=server.port):
        for page in (one, other):
            page.shows("Written meanwhile", "Written before")
        one.add("Written after")
        other.shows("Written after", "Written meanwhile", "Written before")
        for page in (one, other):
            page.leave()


def test_a_page_without_its_server_says_so_and_keeps_what_is_typed(
    server: LiveServer, one: OpenPage, other: OpenPage
) -> None:
    one.field("Title").click()
    one.type("Buy milk")
    press_ctrl_c(server)
    for page in (one, other):
        page.warns()
    one.type(" and bread")
    assert one.text_in("Title") == "Buy milk and bread"
    assert one.has_focus("Title")


def test_ctrl_c_ends_the_server_quickly_and_quietly_with_pages_open(
    windows: list[OpenPage], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(tmp_path / "notes.db") as server:
        for page in windows:
            page.open(server.page)
        windows[0].add("Buy milk")
        windows[1].shows("Buy milk")
        assert press_ctrl_c(server) in {0, 130, -signal.SIGINT}
    assert capfd.readouterr().err == ""
