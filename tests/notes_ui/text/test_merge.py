"""A sitting that meets what others write: only the same line is a question, nothing is lost."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.notes.errors import NoteConflict
from api.notes.models import NotePublic
from api.notes.values import Draft, Edit, Edited
from notes_ui.text.merge import Merge, rebased

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOTE = NotePublic(
    id=7,
    title="Milk",
    description="two litres",
    done=False,
    version=1,
    created_at=LONG_AGO,
    updated_at=LONG_AGO,
)


def changed(**values: object) -> NotePublic:
    return NOTE.model_copy(update={"version": 2, **values})


def typed(**texts: str) -> Merge:
    merge = Merge.of(NOTE)
    merge.mine |= texts
    return merge


def test_only_what_was_typed_is_written_against_what_it_was() -> None:
    assert typed(title="Oat milk").edit() == Edit(7, {"title": "Oat milk"}, {"title": "Milk"})
    assert typed().edit().values == {}


def store(merge: Merge, note: NotePublic) -> NotePublic:
    """The note as it is when what was typed is stored, which nothing stands in the way of."""
    edit, sent = merge.edit(), dict(merge.mine)
    assert all(getattr(note, name) == was for name, was in edit.base.items())
    after = note.model_copy(update={**edit.values, "version": note.version + bool(edit.values)})
    merge.stored(edit, sent, Edited(note, after))
    return after


def test_a_sitting_goes_on_with_the_version_that_it_has_written() -> None:
    merge = typed(title="Oat")
    assert merge.edit().continues is None
    store(merge, NOTE)
    merge.mine["title"] = "Oat milk"
    assert merge.edit().continues == 2


def test_a_title_goes_without_the_spaces_around_it() -> None:
    assert typed(title=" Oat milk ").edit().values == {"title": "Oat milk"}
    assert typed(title=" Milk ").edit().values == {}
    merge = typed(title=" Oat milk ")
    store(merge, NOTE)
    assert merge.pending() == []


def test_a_title_that_is_stored_between_two_words_is_typed_on() -> None:
    merge = typed(title="Oat ")
    now = store(merge, NOTE)
    merge.mine["title"] = "Oat milk"
    assert merge.conflicts() == []
    assert store(merge, now).title == "Oat milk"


def test_a_title_that_came_with_spaces_keeps_them_if_nobody_types_in_it() -> None:
    merge = Merge.of(changed(title=" Milk "))
    assert merge.edit().values == {}
    merge.mine["description"] = "one litre"
    assert merge.edit().values == {"description": "one litre"}


def test_another_field_of_theirs_is_told_and_followed() -> None:
    merge = typed(title="Oat milk")
    told = merge.meet(changed(description="one litre", done=True, pinned=True))
    assert told == {"description": ["one litre"]}
    merge.follow("description")
    merge.follow("title")  # which holds what is not stored
    assert merge.mine == {"title": "Oat milk", "description": "one litre"}
    assert merge.conflicts() == []
    assert (merge.theirs.done, merge.theirs.pinned) == (True, True)
    assert merge.edit() == Edit(7, {"title": "Oat milk"}, {"title": "Milk"})


def test_other_lines_of_theirs_are_merged_into_what_is_stored_and_not_into_what_is_typed_in() -> (
    None
):
    merge = typed(description="two litres\nof mine")
    now = changed(description="theirs\ntwo litres")
    merge.meet(now)
    assert merge.edit().values == {"description": "theirs\ntwo litres\nof mine"}
    now = store(merge, now)
    assert merge.mine["description"] == "two litres\nof mine"
    merge.mine["description"] += ", and more"
    now = store(merge, now)
    assert now.description == "theirs\ntwo litres\nof mine, and more"
    merge.follow("description")
    assert merge.mine["description"] == now.description


def test_a_task_that_is_ticked_while_its_line_is_typed_is_no_conflict() -> None:
    merge = Merge.of(changed(description="- [ ] milk\n- [ ] bread"))
    merge.mine["description"] = "- [ ] oat milk\n- [ ] bread"
    merge.meet(changed(description="- [x] milk\n- [ ] bread", version=3))
    assert merge.conflicts() == []
    assert merge.edit().values == {"description": "- [x] oat milk\n- [ ] bread"}


def test_the_same_field_of_theirs_is_a_conflict_and_nothing_of_it_is_written() -> None:
    merge = typed(title="Oat milk", description="one litre")
    merge.meet(changed(title="Soy milk"))
    assert merge.conflicts() == ["title"]
    assert merge.mine["title"] == "Oat milk"
    assert merge.edit().values == {"description": "one litre"}


def test_what_others_wrote_just_before_it_is_stored_is_told() -> None:
    merge = typed(title="Oat milk")
    before = changed(description="two litres\ntheirs")
    after = before.model_copy(update={"title": "Oat milk", "version": 3})
    told = merge.stored(merge.edit(), dict(merge.mine), Edited(before, after))
    assert told == {"description": ["theirs"]}


def test_a_field_that_is_typed_in_adopts_their_lines() -> None:
    merge = typed(description="two litres\nmine")
    merge.meet(changed(description="theirs\ntwo litres"))
    assert merge.adopt("description") == "theirs\ntwo litres\nmine"
    assert merge.edit().base == {"description": "theirs\ntwo litres"}
    merge.mine["description"] = "two litres\nmine"  # theirs is deleted by who has seen it
    assert merge.edit().values == {"description": "two litres\nmine"}


def test_a_field_in_conflict_adopts_nothing() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    assert merge.adopt("title") == "Oat milk"
    assert merge.conflicts() == ["title"]


def test_a_field_that_nobody_has_typed_in_adopts_nothing() -> None:
    merge = typed()
    merge.meet(changed(title="Soy milk"))
    assert merge.adopt("title") == "Milk"


def test_the_same_text_of_theirs_is_no_conflict_and_nothing_is_left_to_write() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Oat milk"))
    assert (merge.conflicts(), merge.pending(), merge.edit().values) == ([], [], {})


def test_their_change_and_change_back_is_no_conflict() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    merge.meet(changed(title="Milk", version=3))
    assert merge.conflicts() == []
    assert merge.edit() == Edit(7, {"title": "Oat milk"}, {"title": "Milk"})


def test_each_field_conflicts_by_itself() -> None:
    merge = typed(title="Oat milk", description="mine")
    merge.meet(changed(title="Soy milk", description="theirs"))
    assert merge.conflicts() == ["title", "description"]
    merge.take("title")
    assert merge.conflicts() == ["description"]
    assert merge.mine == {"title": "Soy milk", "description": "mine"}


@pytest.mark.parametrize(
    ("choose", "written"), [(Merge.accept, {"title": "Oat milk"}), (Merge.take, {})]
)
def test_what_is_chosen_is_written_against_theirs(choose: object, written: dict[str, str]) -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    assert callable(choose)
    choose(merge, "title")
    assert merge.conflicts() == []
    assert merge.edit().values == written
    assert merge.edit().base == dict.fromkeys(written, "Soy milk")


@pytest.mark.parametrize(
    ("choose", "text"), [(Merge.accept, "mine\nbread\nham"), (Merge.take, "theirs\nbread\nham")]
)
def test_a_choice_is_about_the_lines_that_have_met_and_keeps_the_others(
    choose: object, text: str
) -> None:
    merge = Merge.of(changed(description="milk\nbread\neggs"))
    merge.mine["description"] = "mine\nbread\neggs"
    now = changed(description="theirs\nbread\nham", version=3)
    merge.meet(now)
    assert merge.conflicts() == ["description"]
    assert callable(choose)
    choose(merge, "description")
    assert store(merge, now).description == text


def test_after_a_choice_their_next_change_is_a_conflict_again() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    merge.accept("title")
    merge.meet(changed(title="Rice milk", version=3))
    assert merge.conflicts() == ["title"]


def test_so_it_is_when_they_come_back_to_what_was_overruled() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    merge.accept("title")
    store(merge, merge.theirs)
    merge.mine["title"] = "Oat milk!"
    merge.meet(changed(title="Soy milk", version=4))
    assert merge.conflicts() == ["title"]


def test_what_is_too_long_is_told_and_not_written_and_the_rest_is() -> None:
    merge = typed(title="x" * 201, description="one litre")
    assert [error["loc"] for error in merge.errors()] == [("title",)]
    assert merge.edit().values == {"description": "one litre"}
    store(merge, NOTE)
    assert merge.pending() == ["title"]


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


def test_a_draft_holds_what_was_typed_over_and_not_what_is_now() -> None:
    merge = typed(title="Oat milk")
    merge.meet(changed(title="Soy milk"))
    draft = merge.draft()
    assert draft.base is not None
    resumed = Merge.resumed(draft, draft.base)
    resumed.meet(changed(title="Soy milk"))
    assert resumed.conflicts() == ["title"]


def test_there_is_nothing_to_take_back_where_others_have_done_so() -> None:
    merge = typed(title="Oat milk")
    store(merge, NOTE)
    merge.meet(changed(title="Milk", version=3))
    assert merge.undoing() is None


def test_a_sitting_is_taken_back_as_a_whole_and_what_others_wrote_is_kept() -> None:
    merge = typed(description="two litres\nmine")
    assert merge.undoing() is None
    now = store(merge, NOTE)
    now = changed(description=f"theirs\n{now.description}", version=3)
    merge.meet(now)
    merge.mine["description"] += " too"
    now = store(merge, now)
    assert now.description == "theirs\ntwo litres\nmine too"
    undoing = merge.undoing()
    assert undoing is not None
    assert undoing.values == {"description": "theirs\ntwo litres"}
    assert undoing.base == {"description": now.description}
    assert (undoing.since, undoing.passed) == (2, [range(2, 4)])


def test_an_undo_is_merged_with_what_others_have_made_of_the_description_since() -> None:
    undoing = Edit(7, {"description": "milk"}, {"description": "milk\nmine"})
    met = NoteConflict(changed(description="milk\nmine\ntheirs"), ["description"])
    again = rebased(undoing, met)
    assert again is not None
    assert again.values == {"description": "milk\ntheirs"}
    for now, fields in (
        ("milk\nmine, too", ["description"]),  # the same line
        ("milk\nmine", ["description"]),  # to and fro: it is theirs
        ("milk\nmine\ntheirs", ["title", "description"]),
    ):
        assert rebased(undoing, NoteConflict(changed(description=now), fields)) is None


def test_an_undo_that_only_asks_for_the_old_text_is_not_merged() -> None:
    """As a new note, that is thrown away again unless somebody has written in it."""
    undoing = Edit(7, {"description": "milk", "trashed": True}, {"description": "milk"})
    assert (
        rebased(undoing, NoteConflict(changed(description="milk\nmore"), ["description"])) is None
    )


LINES = st.lists(st.sampled_from(["milk", "bread", "eggs", ""]), max_size=5)
ACTS = st.lists(
    st.tuples(
        st.sampled_from([0, 1]), st.sampled_from(["type", "store", "leave"]), st.integers(0, 9)
    ),
    max_size=30,
)


class Writer:
    """Types lines that nobody else would, each of them once."""

    def __init__(self, name: str, note: NotePublic) -> None:
        self._name = name
        self._typed = 0
        self.merge = Merge.of(note)

    def type(self, place: int) -> None:
        self._typed += 1
        lines = self.merge.mine["description"].split("\n")
        lines.insert(place % (len(lines) + 1), f"{self._name} {self._typed}")
        self.merge.mine["description"] = "\n".join(lines)

    def is_of_mine(self, text: str) -> bool:
        return all(f"{self._name} {n + 1}" in text.split("\n") for n in range(self._typed))


@given(LINES, ACTS)
def test_whatever_two_add_and_whenever_it_is_stored_all_of_it_is_there_in_the_end(
    lines: list[str], acts: list[tuple[int, str, int]]
) -> None:
    note = changed(description="\n".join(lines))
    writers = Writer("mine", note), Writer("theirs", note)
    for who, act, place in [*acts, (0, "store", 0), (1, "store", 0)]:
        writer = writers[who]
        if act == "type":
            writer.type(place)
            continue
        writer.merge.meet(note)
        assert writer.merge.conflicts() == []
        note = store(writer.merge, note)
        if act == "leave":
            writer.merge.follow("description")
            assert writer.merge.mine["description"] == note.description
    assert all(writer.is_of_mine(note.description) for writer in writers)
    assert [line for line in lines if line not in note.description.split("\n")] == []


@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.integers(0, 3)), max_size=20))
def test_who_changes_lines_of_others_loses_none_of_them_or_is_asked(
    acts: list[tuple[int, int]],
) -> None:
    note = changed(description="milk\nbread\neggs\nham")
    writers = [Merge.of(note), Merge.of(note)]
    for number, (who, place) in enumerate(acts):
        merge = writers[who]
        lines = merge.mine["description"].split("\n")
        lines[place] = f"{lines[place].split()[0]} {number}"
        merge.mine["description"] = "\n".join(lines)
        merge.meet(note)
        others = note.description.split("\n")
        if merge.conflicts():
            assert not merge.edit().values
            merge.accept("description")
        else:
            merged = str(merge.edit().values.get("description", note.description)).split("\n")
            differing = [n for n in range(4) if merged[n] != others[n]]
            base = merge.base["description"].split("\n")
            assert all(merged[n] == lines[n] and others[n] == base[n] for n in differing)
        note = store(merge, note)
