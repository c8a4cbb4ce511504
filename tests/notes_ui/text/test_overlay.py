"""Two texts and the letters that are the same in both: typing changes both, an edit one of them."""

from hypothesis import given
from hypothesis import strategies as st

from notes_ui.text.change import Change
from notes_ui.text.overlay import Overlay

TEXTS = st.text("ab", max_size=6)
STEPS = st.lists(st.tuples(st.sampled_from(["type", "mean"]), TEXTS), max_size=12)


def applied(text: str, steps: list[Change]) -> str:
    for start, removed, inserted in steps:
        assert text[start : start + len(removed)] == removed
        text = text[:start] + inserted + text[start + len(removed) :]
    return text


@given(TEXTS, STEPS)
def test_typing_shows_its_text_and_tells_what_it_made_of_the_other(
    begin: str, steps: list[tuple[str, str]]
) -> None:
    overlay = Overlay(begin)
    for kind, text in steps:
        shown, meant = overlay.shown, overlay.meant
        if kind == "type":
            assert applied(meant, overlay.type(text)) == overlay.meant
            assert overlay.shown == text
        else:
            overlay.mean(text)
            assert (overlay.shown, overlay.meant) == (shown, text)


@given(TEXTS, TEXTS)
def test_texts_that_are_the_same_stay_the_same(begin: str, value: str) -> None:
    overlay = Overlay(begin)
    overlay.type(value)
    assert overlay.meant == value


@given(TEXTS, TEXTS, st.text("abx", min_size=1, max_size=6), st.data())
def test_letters_typed_one_by_one_keep_their_order(
    begin: str, meant: str, typed: str, data: st.DataObject
) -> None:
    overlay = Overlay(begin)
    overlay.mean(meant)
    caret = data.draw(st.integers(0, len(begin)))
    for count in range(1, len(typed) + 1):
        overlay.type(begin[:caret] + typed[:count] + begin[caret:])
    places = range(len(meant) + 1)
    assert overlay.meant in [meant[:place] + typed + meant[place:] for place in places]


def test_a_removal_changes_the_meant_text_only_for_common_letters() -> None:
    overlay = Overlay("milk and honey")
    overlay.mean("honey")
    overlay.type("milk honey")
    assert overlay.meant == "honey"
    overlay.type("milk hey")
    assert overlay.meant == "hey"


def test_typed_text_stands_behind_text_that_is_not_shown_yet() -> None:
    overlay = Overlay("milk\n")
    overlay.mean("milk\n- ")
    overlay.type("milk\nb")
    assert overlay.meant == "milk\n- b"


def test_typed_letters_before_old_ones_stand_behind_hidden_ones() -> None:
    overlay = Overlay("old milk")
    overlay.mean("milk")
    overlay.mean("oat milk")
    overlay.type("more old milk")
    assert overlay.meant == "oat more milk"


def test_typing_over_a_text_removes_only_what_was_shown() -> None:
    overlay = Overlay("milk\nbread")
    overlay.mean("milk\neggs\nbread")
    overlay.type("rye")
    assert overlay.meant == "eggs\nrye"
