"""A short while of what `python -m tests.torture` does for as long as one likes."""

from contextlib import closing
from typing import Final

import httpx
import pytest

from tests.browser.support.page import OpenPage
from tests.browser.support.torture import Torture
from tests.network.line import in_background
from tests.support.live import LiveServer

SECONDS: Final = 20.0


@pytest.mark.parametrize("seed", [2])
def test_in_bad_weather_no_word_is_lost_and_none_is_stored_twice(
    server: LiveServer, windows: list[OpenPage], rest: httpx.Client, seed: int
) -> None:
    with closing(in_background(server.port, seed=seed)) as line:
        report = Torture(windows[0], line, server, rest).run(seed, SECONDS)
        windows[0].leave()
    assert (report.lost, report.doubled) == ([], []), "\n".join([str(report), *report.diary])
    assert report.typed > 0
