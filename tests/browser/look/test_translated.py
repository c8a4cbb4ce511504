"""A browser's translator puts elements of its own around every text; the page stays right."""

import httpx

from tests.browser.support.page import OpenPage

TRANSLATE = """
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
        if (!text.data.trim() || text.parentElement.closest('script, style')) continue;
        const outer = document.createElement('font'), inner = document.createElement('font');
        inner.textContent = text.data;
        outer.append(inner);
        text.replaceWith(outer);
    }
    return texts.length
"""


def test_counts_cards_and_messages_are_right_on_a_translated_page(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    for title in ("c", "b", "a"):
        rest.post("/api/notes", json={"title": title, "description": "#shop"})
    for page in (one, other):
        page.shows("a", "b", "c")
    assert one.run(TRANSLATE)
    rest.patch("/api/notes/1", json={"done": True})
    rest.delete("/api/notes/2")
    other.add("d")
    one.shows("d", "a", "c")
    one.until(one.count, "3 notes")
    for link in ("All 3", "Open 2", "Done 1", "Trash 1", "#shop 2"):
        one.until(lambda link=link: one.says(link), True)  # type: ignore[misc]
    one.delete("a")
    one.until(one.snackbar, "Note deleted\nUndo")
    assert one.run(TRANSLATE)
    one.press("Undo")
    one.shows("d", "a", "c")
    one.until(one.snackbar, "Undone")
    one.edit("a")
    one.run(TRANSLATE)
    one.editor.field("Title").send_keys("nd")
    one.editor.save()
    for page in (one, other):
        page.shows("d", "and", "c")
    one.until(one.here, "2 here")
    other.leave()
    one.until(one.here, "")
    assert one.complaints() == []
