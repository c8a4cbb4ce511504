"""Two who write one note in any order: no line is lost that nobody was asked about."""

from hypothesis import given
from hypothesis import strategies as st

from api.notes.models import NotePublic
from notes_ui.text.merge import Merge
from tests.notes_ui.text.sitting import changed, store

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
def test_all_that_two_add_is_there_in_the_end_whenever_it_is_stored(
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
def test_a_merge_of_two_writers_loses_no_line_or_asks(
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
