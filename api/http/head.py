"""HEAD: what GET would be answered, without the body (RFC 9110, section 9.3.2)."""

from typing import Final

from starlette.types import Message, Scope, Send

HEAD: Final = "HEAD"
GET: Final = "GET"
END: Final[Message] = {"type": "http.response.body", "body": b"", "more_body": False}


def as_get(scope: Scope, send: Send) -> tuple[Scope, Send]:
    """The request as a GET, and a way to answer it that ends the answer behind its header.

    Whoever makes the body then learns that the caller has gone; so a stream and an export end at
    once. The server keeps a scope of its own, and knows that there is no body to wait for.
    """

    async def begin(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
            await send(END)

    return {**scope, "method": GET}, begin
