"""The notes that are there in the states of the page."""

from typing import Any, Final

import httpx

from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer

PLAN: Final = """Leave on **Friday at four**, back by Sunday night. #trip

- [x] tent
- [x] stove, gas
- [ ] map of the [upper valley](https://www.openstreetmap.org/)
"""
MARKDOWN: Final = """# Heading
A paragraph with **bold**, _leaning_, ~~struck~~ and `code`,
[a link](https://example.org/) and #work.

- one
    - two
- [ ] a task that takes more words than fit on a line of a phone, so that it goes on
- [x] a task that is done

1. first
2. second

> Somebody said so.

| Name | Price |
|:-----|------:|
| Milk | 1.29 |

```
print("hello, this line is longer than any phone is wide, and longer than the column of notes")
```

---

The end.
"""
NOTES: Final[tuple[dict[str, Any], ...]] = (
    {"title": "Return the library books", "done": True},
    {"title": "تذكرة القطار", "description": "الساعة ٩ صباحا #trip"},
    {"title": "Passport", "description": "Two photos, the old one, 86 €"},
    {"title": "Call the dentist", "done": True},
    {
        "title": "Read «The Mythical Man-Month»",
        "description": "> Adding manpower to a late software project makes it later. #books",
    },
    {"title": "Buy milk", "description": "two litres, oat if they have it #shop"},
    {"title": "Plan the weekend 🏔️", "description": PLAN, "pinned": True},
)
EMOJI: Final[tuple[dict[str, Any], ...]] = (
    {"title": "😀👩‍👩‍👧‍👦🏳️‍🌈" * 12, "description": "🎉" * 120},
    {"title": "שלום עולם", "description": "- [ ] חלב\n- [x] לחם, two of them\n\nשלום עולם #קניות"},
    {"title": "مرحبا بالعالم", "description": "> الساعة ٩ صباحا\n\n1. واحد\n2. اثنان"},
)


def write(rest: httpx.Client, *notes: dict[str, Any]) -> None:
    """Make the notes, the last one the newest."""
    for note in notes:
        texts = {name: note[name] for name in ("title", "description") if name in note}
        made = rest.post("/api/notes", json=texts).raise_for_status().json()
        if more := {name: note[name] for name in ("done", "pinned") if name in note}:
            rest.patch(f"/api/notes/{made['id']}", json=more).raise_for_status()


def readme(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, *NOTES)
    page.open(server.page)
    page.until(lambda: len(page.titles()), len(NOTES))
