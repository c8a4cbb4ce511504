"""axe-core finds nothing wrong with the page, whatever it shows, and on whatever it is shown."""

from typing import Final

import httpx
import pytest

from tests.browser.states.every import STATES
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer

CHECK: Final = """
    const tell = arguments[arguments.length - 1];
    // While a dialog is open nobody can reach what lies behind it.
    const whole = document.querySelector('[aria-modal=true]') ?? document;
    const options = {rules: {'target-size': {enabled: true}}, resultTypes: ['violations']};
    axe.run(whole, options).then(found => tell([
        found.passes.length, found.violations.flatMap(one => one.nodes.map(node =>
            `${one.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))]))"""
NICEGUIS_OWN: Final = 'region: <div id="popup"'
"""NiceGUI's template has the banner of the lost connection outside of all landmarks"""
TEXTS_ONLY: Final = {"one-note", "long-title", "long-description", "emoji-and-right-to-left"}
"""states that differ from others in what is written in the notes"""
CHECKED: Final = sorted(STATES.keys() - TEXTS_ONLY)


@pytest.mark.parametrize("state", CHECKED)
def test_axe_finds_no_violation_in_any_state(
    windows: list[OpenPage], server: LiveServer, rest: httpx.Client, axe: str, state: str
) -> None:
    """Each state in both widths and both colours, every second one with the colours exchanged."""
    page = windows[0]
    STATES[state](page, rest, server)
    page.run(axe)
    is_dark = CHECKED.index(state) % 2 == 0
    for width, dark in ((1280, is_dark), (412, not is_dark)):
        page.look(width, dark=dark)
        assert violations(page) == [], (width, dark)


def test_axe_finds_a_low_contrast_and_a_missing_label(one: OpenPage, axe: str) -> None:
    """Else the other test would prove nothing."""
    one.run(axe)
    one.run("document.querySelector('h1').style.color = '#eee'")
    one.run("document.querySelector('input[type=search]').removeAttribute('aria-label')")
    one.run("document.querySelector('input[type=search]').removeAttribute('placeholder')")
    found = {violation.partition(":")[0] for violation in violations(one)}
    assert found >= {"color-contrast", "label"}


def violations(page: OpenPage) -> list[str]:
    """What axe-core finds, once nothing moves any more."""
    page.run("scrollTo(0, 0)")
    page.rests()
    passed, found = page.driver.execute_async_script(CHECK)
    assert passed > 5
    return [violation for violation in found if not violation.startswith(NICEGUIS_OWN)]
