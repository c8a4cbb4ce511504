"""Handles a browser's answers in the order in which its messages arrive.

NiceGUI passes an answer to the task that awaits it, which runs some turns of the event loop later.
Messages that arrived behind the answer are handled before that, so an old text would be taken for
the newest. Here a function gets the answer as it arrives, before any later message is handled.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from nicegui.javascript_request import JavaScriptRequest

ANSWERED: Final = 30.0
"""seconds within which a browser that can be reached answers"""
Take = Callable[[Any], object]
_taking: Final[ContextVar[Take | None]] = ContextVar("who takes the answer", default=None)
_begin: Final = JavaScriptRequest.__init__
_resolve: Final = vars(JavaScriptRequest)["resolve"].__func__


@contextmanager
def taken_by(take: Take) -> Iterator[None]:
    """Call ``take`` with each answer of the browser to a question that is asked in this block."""
    token = _taking.set(take)
    try:
        yield
    finally:
        _taking.reset(token)


def take_in_order() -> None:
    """Patch NiceGUI's `JavaScriptRequest`, so that `taken_by` gets an answer as it arrives."""
    setattr(JavaScriptRequest, "__init__", _begun)  # noqa: B010  # a method, to a type checker
    setattr(JavaScriptRequest, "resolve", classmethod(_resolved))  # noqa: B010


def _begun(request: JavaScriptRequest, request_id: str, *, timeout: float) -> None:
    _begin(request, request_id, timeout=timeout)
    vars(request)["take"] = _taking.get()


def _resolved(cls: type[JavaScriptRequest], request_id: str, result: Any) -> None:
    asked: dict[str, JavaScriptRequest] = vars(JavaScriptRequest)["_instances"]
    if (request := asked.get(request_id)) and (take := vars(request).get("take")):
        take(result)
    _resolve(cls, request_id, result)
