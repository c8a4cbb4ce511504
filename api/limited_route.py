"""Routes that read no more of a body than they must."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message

LARGEST_BODY: Final = 1024 * 1024
"""bytes"""
TOO_LARGE: Final = f"The body is larger than {LARGEST_BODY} bytes. Send less at a time."


class LimitedRoute(APIRoute):
    """A route that answers 413 to a body of over a mebibyte, announced or not.

    FastAPI's own ``max_body_size`` does the same, but answers in plain text.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, given a request that counts what it reads."""
        handle = super().get_route_handler()

        async def limited(request: Request) -> Response:
            announced = request.headers.get("content-length", "")
            if announced.isdecimal() and int(announced) > LARGEST_BODY:
                raise HTTPException(413, TOO_LARGE)
            return await handle(_counting(request))

        return limited


def _counting(request: Request) -> Request:
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > LARGEST_BODY:
            raise HTTPException(413, TOO_LARGE)
        return message

    return Request(request.scope, receive)
