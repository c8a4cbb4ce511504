"""HEAD: the response to GET without its body (RFC 9110, section 9.3.2)."""

from typing import Final

from starlette.types import Message, Scope, Send

HEAD: Final = "HEAD"
GET: Final = "GET"
END: Final[Message] = {"type": "http.response.body", "body": b"", "more_body": False}


def as_get(scope: Scope, send: Send) -> tuple[Scope, Send]:
    """The request as a GET, and a `send` that ends the response after its headers.

    The handler then sees a disconnect, so a stream or an export ends at once. The server has its
    own scope, so it expects no body.
    """

    async def begin(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send(END)

    return {**scope, "method": GET}, begin
