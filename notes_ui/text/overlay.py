"""A text that is shown, another that is meant, and which letters the two have in common.

The common letters are recorded. To compare the two texts again at each letter would be a guess. If
both end alike by chance, a letter that is typed at the end of one would be put before the last
letter of the other.
"""

from typing import NamedTuple, Self

from notes_ui.text.change import Change, change


class Run(NamedTuple):
    """Some letters, and in which of the two texts they stand."""

    text: str
    is_shown: bool
    is_meant: bool


class Overlay:
    """The two texts, in runs. At first they are the same, unless another text is meant."""

    def __init__(self, text: str = "", *, meant: str | None = None) -> None:
        self._runs = [Run(text, True, True)]
        self._before: list[Run] | None = None
        """the runs before the letters that are being typed at one place; None if there are none"""
        self._typed = Change(0, "", "")
        """those letters, as an edit of the text that is meant"""
        if meant is not None:
            self.mean(meant)

    def copy(self) -> Self:
        """A copy that can be changed independently."""
        made = type(self)()
        made._runs = list(self._runs)  # noqa: SLF001
        return made

    @property
    def shown(self) -> str:
        """The text that is shown."""
        return _shown(self._runs)

    @property
    def meant(self) -> str:
        """The text that is meant."""
        return "".join(run.text for run in self._runs if run.is_meant)

    def type(self, value: str) -> list[Change]:
        """Set the text that is shown, as one edit.

        The typed letters also go into the text that is meant. If that text has hidden letters at
        the same place, the typed letters stand behind them.

        :return: the edits that this makes in the text that is meant, one after the other
        """
        if self._before is not None:
            edit = _insertion(_shown(self._before), value, self._typed.inserted)
            if not edit.removed:  # one letter may equal its neighbours, but all of them seldom do
                back = Change(self._typed.start, self._typed.inserted, "")
                self._runs = list(self._before)
                return [back, *self._type(edit)]
        edit = change(self.shown, value)
        self._before = None if edit.removed else list(self._runs)
        return self._type(edit)

    def _type(self, edit: Change) -> list[Change]:
        start = self._boundary(edit.start)
        end = self._boundary(edit.start + len(edit.removed))
        place = sum(len(run.text) for run in self._runs[:start] if run.is_meant)
        steps, kept = [], []
        for run in self._runs[start:end]:
            if not run.is_shown:
                kept.append(run)
                place += len(run.text)
            elif run.is_meant:
                steps.append(Change(place, run.text, ""))
        self._runs[start:end] = [*kept, Run(edit.inserted, True, True)]
        self._tidy()
        self._typed = Change(place, "", edit.inserted)
        return [*steps, self._typed]

    def mean(self, text: str) -> None:
        """Set the text that is meant."""
        self.edit(change(self.meant, text))

    def edit(self, edit: Change) -> None:
        """Change the text that is meant; the text that is shown stays as it is."""
        self._before = None
        start = self._boundary(edit.start, meant=True)
        end = self._boundary(edit.start + len(edit.removed), meant=True)
        left = [run._replace(is_meant=False) for run in self._runs[start:end] if run.is_shown]
        self._runs[start:end] = [*left, Run(edit.inserted, False, True)]
        self._tidy()

    def _boundary(self, offset: int, *, meant: bool = False) -> int:
        """The index of the run that begins at an offset; split the run that contains the offset.

        :param meant: True if the offset counts the letters of the text that is meant, False if it
            counts those of the text that is shown
        """
        passed = 0
        for place, run in enumerate(self._runs):
            if not (run.is_meant if meant else run.is_shown):
                if meant and passed == offset:
                    return place
                continue
            if passed == offset:
                return place
            if offset < passed + len(run.text):
                at = offset - passed
                parts = (run._replace(text=run.text[:at]), run._replace(text=run.text[at:]))
                self._runs[place : place + 1] = parts
                return place + 1
            passed += len(run.text)
        return len(self._runs)

    def _tidy(self) -> None:
        """Join neighbouring runs of the same kind, and leave out empty ones."""
        tidy: list[Run] = []
        for run in self._runs:
            if tidy and tidy[-1][1:] == run[1:]:
                tidy[-1] = run._replace(text=tidy[-1].text + run.text)
            elif run.text:
                tidy.append(run)
        self._runs = tidy


def _shown(runs: list[Run]) -> str:
    return "".join(run.text for run in runs if run.is_shown)


def _insertion(before: str, after: str, begun: str) -> Change:
    """The edit between two texts.

    If letters were inserted that could stand at several places, choose the place where they begin
    with ``begun``, if there is one.

    :param begun: the letters that were typed before at the same place
    """
    edit = change(before, after)
    size, place = len(edit.inserted), edit.start
    while not edit.removed:
        inserted = after[place : place + size]
        if inserted.startswith(begun):
            return Change(place, "", inserted)
        if not place or before[place - 1] != inserted[-1:]:
            break
        place -= 1
    return edit
