"""Taking a browser's answers in the order in which it has told things.

NiceGUI hands an answer to the task that waits for it, which goes on some turns of the loop later.
What a burst of messages holds behind the answer is heard before it then: an old text would be taken
for the newest. Here an answer is taken as it arrives, before anything behind it is heard.
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
    """Have a function called with what the browser answers to the questions of this block."""
    token = _taking.set(take)
    try:
        yield
    finally:
        _taking.reset(token)


def take_in_order() -> None:
    """Have NiceGUI tell of an answer as it arrives."""
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
