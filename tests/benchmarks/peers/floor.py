"""Peer (d): the raw floor. Socket.IO emits 1 KB to each socket, with the JSON encoder of NiceGUI.

Each socket is alone in a room, as each page of NiceGUI is.
"""

from typing import Any

import orjson
import socketio
from fastapi import FastAPI

TEXT = (
    "A message of about one kilobyte, which holds as much as a small update of a page does: a few "
    "names, a few values and the words of a note. It is made of words because pages are, so that "
    "it can be compressed as well, and as badly, as they can. The rest of it is there to fill it "
    "up: the quick brown fox jumps over the lazy dog while seven wizards make toxic brew for the "
    "evil queen and jack; a mad boxer shot a quick, gloved jab to the jaw of his dizzy opponent; "
    "how vexingly quick daft zebras jump; sphinx of black quartz, judge my vow; pack my box with "
    "five dozen liquor jugs; the five boxing wizards jump quickly; crazy Fredrick bought many very "
    "exquisite opal jewels; we promptly judged antique ivory buckles for the next prize; sixty "
    "zippers were quickly picked from the woven jute bag; amazingly few discotheques provide "
    "jukeboxes; my girl wove six dozen plaid jackets before she quit; six big devils from Japan "
    "quickly forgot how to waltz."
)


class Json:
    """The two functions that Socket.IO asks of an encoder."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return orjson.dumps(value).decode()

    loads = staticmethod(orjson.loads)


server = socketio.AsyncServer(async_mode="asgi", json=Json)
api = FastAPI()
app = socketio.ASGIApp(server, other_asgi_app=api)
rooms: list[str] = []


@server.on("connect")  # type: ignore[untyped-decorator]
async def connect(sid: str, _: dict[str, Any]) -> None:
    room = f"room of {sid}"
    await server.enter_room(sid, room)
    rooms.append(room)


@api.post("/emit/{number}")
async def emit(number: int) -> int:
    for room in rooms:
        await server.emit("update", {"number": number, "text": TEXT}, room=room)
    return len(rooms)
