"""Routes with a limit for the size of the body."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message


class LimitedRoute(APIRoute):
    """A route that answers 413 to a body of over a mebibyte, with or without a `Content-Length`.

    FastAPI's own ``max_body_size`` does the same, but answers in plain text.
    """

    largest_body: ClassVar = 1024 * 1024
    """bytes"""

    @property
    def is_limited(self) -> bool:
        """Whether FastAPI reads a body for this route."""
        return self.body_field is not None

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, with a request that counts the bytes it reads."""
        handle = super().get_route_handler()
        if not self.is_limited:
            return handle

        async def limited(request: Request) -> Response:
            announced = request.headers.get("content-length", "")
            if announced.isdecimal() and int(announced) > self.largest_body:
                raise _too_large(self.largest_body)
            return await handle(_counting(request, self.largest_body))

        return limited


def _counting(request: Request, largest: int) -> Request:
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > largest:
            raise _too_large(largest)
        return message

    return Request(request.scope, receive)


def _too_large(largest: int) -> HTTPException:
    return HTTPException(413, f"The body is larger than {largest} bytes. Send less at a time.")
