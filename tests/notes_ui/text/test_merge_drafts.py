"""A sitting goes on from its draft: what it asked before, it asks again."""

from api.notes.values import Draft
from notes_ui.text.merge import Merge
from tests.notes_ui.text.sitting import changed, typed


def test_a_draft_holds_what_it_takes_to_go_on() -> None:
    merge = typed(title="Oat milk")
    merge.field = "description"
    draft = Draft.model_validate_json(merge.draft().model_dump_json())
    assert draft.base is not None
    resumed = Merge.resumed(draft, draft.base)
    resumed.meet(changed(title="Soy milk"))
    assert resumed.conflicts() == ["title"]
    assert resumed.mine == {"title": "Oat milk", "description": "two litres"}
    assert resumed.field == "description", "where somebody was typing"


def test_a_resumed_draft_keeps_its_conflict_with_their_title() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    draft = merge.draft()
    assert draft.base is not None
    resumed = Merge.resumed(draft, draft.base)
    resumed.meet(changed(title="Soy milk"))
    assert resumed.conflicts() == ["title"]
