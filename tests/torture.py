"""Torture the page: ``python -m tests.torture --seed 1 --seeds 5 --minutes 10``.

A real Chromium, real keys, a real server, and between them a line in bad weather. At the end of
each seed the line is sound again, and what is stored, drafted and shown together must be what was
typed. The weather is that of its seed; when which key is pressed in it is not quite. Says what has
become of each seed, and ends with 1 if a word was missing, or stored twice.
"""

import argparse
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import httpx

from tests.browser.support.chromium import running
from tests.browser.support.page import OpenPage
from tests.browser.support.torture import Report, Torture
from tests.network.line import in_background
from tests.support.live import started


def main() -> int:
    """Run the seeds that are asked for, one after the other."""
    asked = _arguments()
    failed = 0
    for seed in range(asked.seed, asked.seed + asked.seeds):
        report = _torture(seed, 60 * asked.minutes, escape=not asked.without_escape)
        _say(str(report))
        if report.lost or report.doubled:
            failed = 1
            _say(f"  missing: {' '.join(report.lost)}; twice: {' '.join(report.doubled)}")
        if asked.diary:
            _say("\n".join(report.diary))
    return failed


def _torture(seed: int, seconds: float, *, escape: bool) -> Report:
    """A server, a browser and a line of its own for each seed."""
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    assert chromium, "chromium is not installed"
    assert chromedriver, "chromium-driver is not installed"
    with (
        tempfile.TemporaryDirectory() as folder,
        started(Path(folder) / "notes.db") as server,
        httpx.Client(base_url=server.url) as rest,
        running(chromium, chromedriver, frames=True) as driver,
        closing(in_background(server.port, seed=seed)) as line,
    ):
        page = OpenPage(driver)
        page.look(1280)
        report = Torture(page, line, server, rest, frames=True).run(seed, seconds, escape=escape)
        page.leave()
        report.diary.sort()
    return report


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--seeds", type=int, default=1, help="how many")
    parser.add_argument("--minutes", type=float, default=10.0, help="of bad weather for each")
    parser.add_argument("--diary", action="store_true", help="say all that happened")
    parser.add_argument(
        "--without-escape", action="store_true", help="leave editors in other ways only"
    )
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
