"""Caches responses to GET until the database changes.

Before each response, the feed checks for commits by any program, so a cached response is never
stale. The same address at the same revision has the same response, so the request need not be
parsed again.
"""

from collections.abc import Awaitable, Callable, Collection, Coroutine
from copy import copy
from hashlib import blake2b
from typing import Any, Final

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

from api.caches import Cache, Caches
from api.events.feed import ChangeFeed
from api.notes.etags import ANY, Condition, condition_in, list_etag

SHARE: Final = 17
OVERHEAD: Final = 1500
"""approximate bytes of a response without its body, with its address"""
AT_LEAST: Final = 8
"""responses that must fit into the cache: a larger one would evict too many"""
LONGEST_KEPT: Final = 256
"""characters of an address"""
ASK_AGAIN: Final = "no-cache"
"""caches must revalidate a response before each use (RFC 9111, 5.2.2.4)"""
ANOTHER: Final = "If-Match does not name the current ETag, which the ETag header gives."
Make = Callable[[Request], Awaitable[Response]]
Answers = Cache[object, Response]


class ResponseCache:
    """The responses since the database last changed.

    The response for one note stays cached until that note changes.
    """

    def __init__(self, feed: ChangeFeed, caches: Caches) -> None:
        self._feed = feed
        self._of_notes: Answers = caches.make("answers with a note", SHARE, _size)
        self._of_lists: Answers = caches.make("answers with a list", SHARE, _size)
        self._moves = 0
        feed.on_move(self._forget)

    async def answer(self, request: Request, make: Make) -> Response:
        """The cached response, or a new one; 304 if the client has the current one.

        The `ETag` of a list is known before the list is read, so a 304 needs no read.

        :raises HTTPException: 412 if `If-Match` does not name the current `ETag`
        :raises DatabaseUnusable: if the database can't be checked for changes
        """
        self._feed.catch_up()
        kept, key = self._place(request)
        condition = condition_in(request.scope["headers"])
        etag = None if kept is self._of_notes else list_etag(self._feed.epoch, repr(key).encode())
        if condition and condition.if_none_match != ANY and etag and condition.knows(etag):
            return _on_condition(condition, etag)  # `*` matches only if the response is a success
        found = kept.get(key)
        answer = _copy(found) if found else await self._made(request, make, kept, key, etag)
        if condition is None:
            return answer
        return _on_condition(condition, answer.headers.get("etag", ""), answer)

    async def _made(
        self,
        request: Request,
        make: Make,
        kept: Answers,
        key: object,
        etag: str | None,
    ) -> Response:
        moves = self._moves
        made = await make(request)
        if etag and moves == self._moves:
            made.headers["ETag"] = etag
        made.headers["Cache-Control"] = ASK_AGAIN
        if moves == self._moves and _is_worth_keeping(request, made, kept):
            kept.keep(key, _copy(made))  # not if the database changed while it was made
        return made

    def _place(self, request: Request) -> tuple[Answers, object]:
        scope = request.scope
        note_id = scope["path_params"].get("note_id")
        if note_id and _is_canonical(note_id) and scope["path"].endswith(f"/{note_id}"):
            return self._of_notes, note_id
        return self._of_lists, (scope.get("root_path"), scope["path"], scope["query_string"])

    def _forget(self, changed: Collection[int] | None) -> None:
        self._moves += 1
        self._of_lists.clear()
        if changed is None:
            self._of_notes.clear()
        else:
            for note_id in changed:
                self._of_notes.pop(str(note_id), None)


class CachedRoute(APIRoute):
    """A route whose responses to GET are cached by its application's `ResponseCache`."""

    @property
    def is_cached(self) -> bool:
        """Whether it answers GET."""
        return "GET" in (self.methods or ())

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, called only if the response is not cached."""
        make = super().get_route_handler()
        if not self.is_cached:
            return make

        async def answer(request: Request) -> Response:
            return await self.answer(request, make)

        return answer

    async def answer(self, request: Request, make: Make) -> Response:
        """The cached response, or a new one; see `ResponseCache.answer`."""
        kept: ResponseCache = request.app.state.backend.kept_answers
        return await kept.answer(request, make)


class FreshRoute(CachedRoute):
    """A route whose responses to GET have an `ETag`, but are made anew each time.

    For what changes without a change of the notes.
    """

    async def answer(self, request: Request, make: Make) -> Response:
        """A new response; 304 if the client has the same already.

        :raises HTTPException: 412 if `If-Match` does not name its `ETag`
        """
        made = await make(request)
        etag = f'"{blake2b(made.body, digest_size=16).hexdigest()}"'
        made.headers["ETag"], made.headers["Cache-Control"] = etag, ASK_AGAIN
        condition = condition_in(request.scope["headers"])
        return _on_condition(condition, etag, made) if condition else made


def _on_condition(condition: Condition, etag: str, answer: Response | None = None) -> Response:
    """The response, or 304 or 412 according to the condition; both need no response."""
    if not condition.allows(etag):
        raise HTTPException(412, ANOTHER, {"ETag": etag} if etag else None)
    if answer is None or (etag and condition.knows(etag)):
        return Response(status_code=304, headers={"ETag": etag, "Cache-Control": ASK_AGAIN})
    return answer


def _copy(response: Response) -> Response:
    """A copy whose headers a middleware may change."""
    copied = copy(response)
    copied.raw_headers = list(response.raw_headers)
    return copied


def _size(response: Response) -> int:
    return len(response.body) + OVERHEAD


def _is_worth_keeping(request: Request, response: Response, kept: Answers) -> bool:
    length = len(request.scope["path"]) + len(request.scope["query_string"])
    return length <= LONGEST_KEPT and len(response.body) <= kept.bound // AT_LEAST


def _is_canonical(number: str) -> bool:
    """Whether the id is in its shortest form: callers may also write 7 as 007 or +7."""
    return number.isascii() and number.isdecimal() and number[0] != "0"
