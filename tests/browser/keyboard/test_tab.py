"""Tab reaches everything, in the order of the page, and one always sees where one is."""

from typing import Final

import httpx
from selenium.webdriver.common.keys import Keys

from tests.browser.keyboard.test_keyboard import goes_to
from tests.browser.support.page import OpenPage

RICH: Final = "See https://notes.test/ and #shop\n\n- [ ] milk\n\n" + "More lines.\n\n" * 20
PLACE: Final = """
    const element = document.activeElement, chain = [];
    if (element === document.body) return null;
    for (let each = element; each && chain.length < 7; each = each.parentElement) chain.push(each);
    chain.push(...element.querySelectorAll('*'));
    const look = () => chain.map(each => {
        const style = getComputedStyle(each);
        return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor,
                style.opacity].join();
    }).join(';');
    const focused = look(), opacity = getComputedStyle(element).opacity;
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const free = top && (element.contains(top) || element.closest('label')?.contains(top));
    element.blur();
    const otherwise = look();
    element.focus();
    return [element, focused !== otherwise && opacity > .5, Boolean(free)];"""
REACHABLE: Final = """
    const all = 'a[href], button, input, textarea, [role=checkbox], [tabindex="0"]';
    return [...document.querySelectorAll(all)].filter(each =>
        each.checkVisibility({visibilityProperty: true}) && !each.disabled
        && each.tabIndex >= 0 && each.type !== 'file')"""


def test_tab_reaches_every_control_and_each_shows_its_focus(
    one: OpenPage, rest: httpx.Client
) -> None:
    one.look(1280, still=True)
    for title in ("Trashed", "Passport", "Rich #work"):
        rest.post("/api/notes", json={"title": title, "description": RICH * (title != "Passport")})
    rest.delete("/api/notes/1")
    one.shows("Rich #work", "Passport")
    one.type("j", "x")
    one.shows_selected("Rich #work")
    one.tells("1 selected")
    controls = one.run(REACHABLE)
    named = {control.accessible_name for control in controls}
    expected = {"Search", "Title", "Description", "Add note", "milk", "Show all", "Select all"}
    assert expected <= named
    assert {"Trash 1", "#shop", "#shop 1", "Done: Passport", "Delete: Passport", "API"} <= named

    reached = []
    for _ in range(len(controls) + 5):
        one.type(Keys.TAB)
        if (place := one.run(PLACE)) is None:
            continue  # at the end it goes on at the beginning
        element, visible, free = place
        assert visible, f"{element.accessible_name} does not show that it has the focus"
        assert free, f"{element.accessible_name} is covered by something"
        reached.append(element)
    missed = [control.accessible_name for control in controls if control not in reached]
    assert missed == []


def test_notes_can_be_added_edited_and_ticked_by_keyboard_alone(
    one: OpenPage, other: OpenPage
) -> None:
    one.type("n")
    one.until(lambda: one.has_focus("Title"), True)
    one.type("Buy milk #shop", Keys.TAB, "- [ ] milk")
    one.press_together(Keys.CONTROL, Keys.ENTER)
    other.shows("Buy milk #shop")
    one.run("document.activeElement.blur()")  # as a click beside everything does, or F6
    goes_to(one, "Buy milk #shop", "j")
    one.type("e")
    one.editor.opens()
    one.type(Keys.END, " today", Keys.TAB)
    one.press_together(Keys.CONTROL, Keys.END)
    one.type(Keys.ENTER, "bread")  # the list goes on
    one.editor.save()
    other.shows("Buy milk #shop today")
    one.editor.closes()
    one.run("arguments[0].focus()", one.card("Buy milk #shop today"))
    while one.focused().accessible_name != "bread":
        one.type(Keys.TAB)
    one.type(Keys.SPACE)
    ticked = "[aria-label=bread][aria-checked=true]"
    other.until(lambda: len(other.driver.find_elements("css selector", ticked)), 1)
    one.run("document.activeElement.blur()")
    goes_to(one, "Buy milk #shop today", "j")
    one.type(Keys.SPACE)
    other.shows_ticked("Buy milk #shop today")
    one.type(Keys.DELETE)
    other.shows()
    one.type("u")
    other.shows("Buy milk #shop today")
