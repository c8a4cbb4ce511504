"""A field's value is told once; all else of it is told as NiceGUI tells it."""

from typing import Any

import pytest
from nicegui import ui

from notes_ui.runtime.field_values import FOREIGN, SelectLine, ToldOnce
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import eventually


def told(field: ui.input) -> dict[str, Any]:
    """What a browser is told of a field, without what is of this one element."""
    found: dict[str, Any] = field._to_dict()
    found["props"] = {name: value for name, value in found["props"].items() if name != "for"}
    for event in found["events"]:
        del event["listener_id"]
    return found


@pytest.fixture
async def field(open_page: OpenPage) -> ToldOnce:
    """One that its browser has been told of, once."""
    page = await open_page()
    with page.client:
        made = ToldOnce("Title")
    told(made)
    return made


async def test_a_new_field_is_told_as_nicegui_tells_it(open_page: OpenPage) -> None:
    page = await open_page()
    with page.client:
        ours, theirs = ToldOnce("Title", value="milk"), ui.input("Title", value="milk")
    first = told(ours)
    assert first.pop("preserved_props", None) in (None, ["value"])
    assert first == told(theirs)


async def test_a_value_that_the_server_sets_is_told_once(field: ToldOnce) -> None:
    field.send_value("milk", shown="")
    seen = [
        (each["props"]["value"], each["preserved_props"]) for each in (told(field), told(field))
    ]
    assert seen == [("milk", []), ("milk", ["value"])]


async def test_one_message_sets_a_value_and_shows_it(open_page: OpenPage) -> None:
    page = await open_page()
    with page.client:
        field = ToldOnce("Title")
    assert "update_method" not in told(field)
    field.send_value("milk", shown="")
    field.run_method("focus")  # a call goes after those that were made before
    await eventually(lambda: "focus" in " ".join(page.ran))
    assert told(field)["update_method"] == "updateValue"
    assert not any("updateValue" in code for code in page.ran)
    assert "update_method" not in told(field)


async def test_a_value_set_while_a_report_is_handled_is_told_at_once(field: ToldOnce) -> None:
    field.on_value_change(lambda: None if field.is_own else field.send_value("- a\n- ", shown=""))
    (report,) = (one for one in field._event_listeners.values() if one.type == "update:value")
    field.client.handle_event({"id": field.id, "listener_id": report.id, "args": ['"- a\\n"']})
    seen = told(field)
    assert (seen["props"]["value"], seen["preserved_props"]) == ("- a\n- ", [])


async def test_typed_text_becomes_the_value_and_is_not_sent_back(field: ToldOnce) -> None:
    field.take_value("milk")
    assert field.value == "milk"
    assert told(field)["preserved_props"] == ["value"]


async def test_a_value_sent_while_another_is_taken_in_is_sent_once(open_page: OpenPage) -> None:
    page = await open_page()
    with page.client:
        line = SelectLine("Title")
    line.on_value_change(lambda: None if line.is_own else line.send_value("milk", shown="x"))
    line.take_value("milk")
    line.run_method("focus")
    await eventually(lambda: "focus" in " ".join(page.ran))
    assert " ".join(page.ran).count("updateInputValue") == 1


@pytest.mark.parametrize("anew", [False, True])
async def test_a_lines_list_stays_in_the_browser_until_it_begins_anew(
    open_page: OpenPage, anew: bool
) -> None:
    page = await open_page()
    with page.client:
        line = SelectLine("Title")
    if anew:
        line.begin_anew()
    first, then = told(line), told(line)
    assert first["preserved_props"] == ([] if anew else ["model-value"])
    assert then["preserved_props"] == ["model-value"]
    assert not FOREIGN & first["props"].keys()
