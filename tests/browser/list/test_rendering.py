"""The browser renders again what has changed, and not the rest of the page."""

from collections import Counter
from typing import Final

import httpx

from tests.browser.support.page import OpenPage

WATCH: Final = """
    window.rendered = [];
    const render = renderRecursively;  // NiceGUI's, called for each element that is rendered
    renderRecursively = (elements, id, context) => {
        window.rendered.push(elements[id]?.tag);
        return render(elements, id, context);
    }"""


def rendered(page: OpenPage) -> Counter[str]:
    """How many elements of each kind were rendered again since the page was watched."""
    return Counter(page.run("return window.rendered"))


def test_a_changed_note_renders_its_own_card_alone(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    for title in ("Milk", "Bread", "Passport"):
        note = rest.post("/api/notes", json={"title": title}).json()
    for page in (one, other):
        page.shows("Passport", "Bread", "Milk")
        page.run(WATCH)
    rest.patch(f"/api/notes/{note['id']}", json={"title": "Passports", "done": True})
    for page in (one, other):
        page.shows("Passports", "Bread", "Milk")
        page.shows_ticked("Passports")
        again = rendered(page)
        assert again["q-checkbox"] == 1
        assert again["li"] == again["ul"] == again["nicegui-input"] == again["header"] == 0


def test_a_note_that_comes_renders_the_list_and_no_form(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    rest.post("/api/notes", json={"title": "Milk"})
    for page in (one, other):
        page.shows("Milk")
        page.run(WATCH)
    rest.post("/api/notes", json={"title": "Bread"})
    for page in (one, other):
        page.shows("Bread", "Milk")
        again = rendered(page)
        assert again["li"] > 0
        assert again["q-select"] == again["nicegui-input"] == again["header"] == 0
