"""A server that answers as it was told to, where the real one can't be made to."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope, Send

HOLD = b""
"""say nothing more until the caller leaves"""
BREAK = b"\0"
"""close the connection in the middle of the answer"""


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What is answered, piece by piece."""

    pieces: Sequence[bytes] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class StandIn:
    """An ASGI application that gives one answer after the other, and the last one for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[Asked] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] == "/":  # whether it is there
            await _answer(Answer(), receive, send)
            return
        self.asked.append(await _asked(scope, receive))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        await _answer(answer, receive, send)


async def _asked(scope: Scope, receive: Receive) -> Asked:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    query = dict(parse_qsl(scope["query_string"].decode()))
    return Asked(scope["method"], scope["path"], query, headers, body)


async def _answer(answer: Answer, receive: Receive, send: Send) -> None:
    headers = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    for piece in answer.pieces:
        if piece == BREAK:
            await asyncio.sleep(0)
            message = "the connection breaks here, as the test wants it"
            raise ConnectionAbortedError(message)
        if piece == HOLD:
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
