"""Storing while others change the same note: what they do meanwhile is taken in behind it."""

from collections.abc import Mapping, Sequence

from api.notes.errors import NoteConflict
from api.notes.models import NotePublic
from api.notes.values import Edit, Edited
from notes_ui.page.editor.autosave import TRIES, Autosave
from notes_ui.page.editor.callbacks import Written
from notes_ui.text.merge import Merge
from tests.notes_ui.text.sitting import NOTE, changed, typed


class Database:
    """Holds one note, which somebody changes while, or before, another change of it is written."""

    def __init__(self, merge: Merge, before: Sequence[NotePublic] = (), behind: str = "") -> None:
        self.now = NOTE
        self.told: list[Mapping[str, Sequence[str]]] = []
        self.storing = Autosave(merge, self.write, self.told.append)
        self._before = list(before)
        self._behind = behind

    async def write(self, edit: Edit) -> Written:
        if self._before:
            self.now = self._before.pop(0)
        if any(getattr(self.now, name) != was for name, was in edit.base.items()):
            return NoteConflict(self.now, list(edit.base))
        before, version = self.now, self.now.version + 1
        after = before.model_copy(update={**edit.values, "version": version})
        self.storing.meet(after)  # the page may hear of its own change before it is answered
        self.now = after
        if self._behind:
            theirs = f"{self._behind}\n{after.description}"
            self.now = after.model_copy(update={"description": theirs, "version": version + 1})
            self.storing.meet(self.now)
        return Edited(before, after)


async def test_text_that_others_write_after_my_save_counts_as_theirs() -> None:
    database = Database(typed(description="two litres\nmine"), behind="theirs")
    assert await database.storing.store()
    merge = database.storing.merge
    assert merge.theirs == database.now
    undoing = merge.undoing()
    assert undoing is not None
    assert undoing.values == {"description": "theirs\ntwo litres"}
    assert database.told[-1] == {"description": ["theirs"]}


async def test_my_own_change_is_never_taken_for_one_of_others() -> None:
    database = Database(typed(description="two litres\nmine"))
    assert await database.storing.store()
    undoing = database.storing.merge.undoing()
    assert undoing is not None
    assert undoing.values == {"description": "two litres"}
    assert [told for told in database.told if told] == []


async def test_a_store_that_meets_a_faster_change_merges_and_retries() -> None:
    theirs = changed(description="theirs\ntwo litres")
    database = Database(typed(description="two litres\nmine"), [theirs])
    assert await database.storing.store()
    assert database.now.description == "theirs\ntwo litres\nmine"


async def test_a_store_that_fails_repeatedly_waits_for_the_next_pause() -> None:
    faster = [changed(description=f"{n}\ntwo litres", version=n + 2) for n in range(TRIES)]
    database = Database(typed(description="two litres\nmine"), faster)
    assert not await database.storing.store()
    assert database.storing.merge.pending() == ["description"]
    assert await database.storing.store()
    assert database.now.description == f"{TRIES - 1}\ntwo litres\nmine"


async def test_a_line_that_conflicts_with_theirs_is_not_saved() -> None:
    database = Database(typed(title="Oat milk"), [changed(title="Soy milk")])
    assert await database.storing.store()
    assert database.now.title == "Soy milk"
    assert database.storing.merge.conflicts() == ["title"]
