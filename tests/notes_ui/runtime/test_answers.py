"""An answer of a browser is older than all that is told behind it."""

import asyncio

import pytest
from nicegui.javascript_request import JavaScriptRequest

from notes_ui.runtime import answers


@pytest.fixture(autouse=True)
def _in_order() -> None:
    answers.take_in_order()


async def test_an_answer_is_taken_before_what_is_told_behind_it() -> None:
    told: list[object] = []

    async def ask() -> None:
        with answers.taken_by(told.append):
            told.append(f"resumed with {await JavaScriptRequest('question', timeout=60)}")

    asking = asyncio.create_task(ask())
    await asyncio.sleep(0)
    JavaScriptRequest.resolve("question", "older")
    told.append("newer")
    await asking
    assert told == ["older", "newer", "resumed with older"]


async def test_a_question_that_nobody_takes_is_answered_as_ever() -> None:
    asking = asyncio.ensure_future(JavaScriptRequest("question", timeout=60))
    await asyncio.sleep(0)
    JavaScriptRequest.resolve("question", 7)
    assert await asking == 7


async def test_an_answer_that_comes_too_late_is_not_taken() -> None:
    told: list[object] = []
    with answers.taken_by(told.append), pytest.raises(TimeoutError):
        await JavaScriptRequest("question", timeout=0)
    JavaScriptRequest.resolve("question", "late")
    assert told == []


async def test_one_block_takes_no_answers_of_another() -> None:
    told: list[object] = []
    with answers.taken_by(told.append):
        pass
    asking = asyncio.ensure_future(JavaScriptRequest("question", timeout=60))
    await asyncio.sleep(0)
    JavaScriptRequest.resolve("question", "mine")
    assert await asking == "mine"
    assert told == []
