"""Staging: the checked rows of an import, before they are applied.

They are in a temporary database, so that a slow import does not block the notes. It also stores the
outcome of each row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Self

import orjson
from pydantic import ValidationError
from sqlalchemy import (
    JSON,
    Column,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from api.db.sqlite import engine as sqlite
from api.notes.validation_messages import LONGEST_NAME
from api.transfers.errors import RowRefused
from api.transfers.models import Outcome, Refusal
from api.transfers.readers.line import Line
from api.transfers.rows import MOST_BLAMED, given_in

OVERWRITTEN: Final = "A later file in the zip has the same name; that file is imported instead."
AT_ONCE: Final = 100
"""rows: few enough to let other tasks run in between"""


STAGED: Final = Table(
    "staged",
    MetaData(),
    Column("place", Integer, primary_key=True),
    Column("line", Integer, nullable=False),
    Column("entry", Text),
    Column("id", Integer, index=True),
    Column("given", Text),
    Column("outcome", Text),
    Column("note_id", Integer),
    Column("detail", Text),
    Column("code", Text),
    Column("fields", JSON(none_as_null=True)),
)
HERE: Final = STAGED.c
SOUND: Final = HERE.given.is_not(None)
NUMBERED: Final = and_(SOUND, HERE.id.is_not(None))
NEW: Final = and_(SOUND, or_(HERE.id.is_(None), HERE.outcome == Outcome.COPIED))
REPORT: Final[Select[Any]] = select(
    HERE.place,
    HERE.place.label("row"),
    HERE.line,
    HERE.entry,
    HERE.outcome,
    HERE.note_id.label("id"),
    HERE.detail,
    HERE.code,
    HERE.fields,
)
SETTLED: Final = ("outcome", "note_id", "detail", "code", "fields")
SETTLE: Final = (
    update(STAGED)
    .where(HERE.place == bindparam("at"))
    .values({name: bindparam(name) for name in SETTLED})
)
Parts = Iterator[Sequence[Row[Any]]]


class Staging:
    """The rows of one import. Any thread may use it, but only one at a time."""

    def __init__(self) -> None:
        self._engine = sqlite.scratch_engine()
        self._connection = self._engine.connect()
        STAGED.create(self._connection)
        self.met = ""
        """a digest of the existing notes with the rows' ids, and of their versions"""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the temporary database, which deletes it."""
        self._connection.close()
        self._engine.dispose()

    def add(self, lines: Iterable[Line], *, typed: bool) -> int:
        """Check rows, and store them or the reasons why they are refused; see `given_in`.

        :return: the number of rows
        """
        checked = [_checked(line, typed=typed) for line in lines]
        if checked:
            self._connection.execute(insert(STAGED), checked)
        return len(checked)

    def refuse_repeated(self) -> None:
        """Refuse rows that repeat an id, and files whose name a later file has.

        Unpacking the zip would overwrite such files too.
        """
        self._refuse_overwritten()
        one, other = STAGED.alias(), STAGED.alias()
        first = select(func.min(one.c.place)).where(one.c.id == HERE.id).scalar_subquery()
        line = select(other.c.line).where(other.c.place == first).scalar_subquery()
        words = literal("id: The row at ") + cast(line, Text) + " has the same id."
        refused: dict[str, Any] = {"given": None, "outcome": Outcome.REFUSED, "detail": words}
        refused |= {"code": Refusal.REPEATED, "fields": ["id"]}
        repeated = update(STAGED).where(NUMBERED, HERE.place > first).values(refused)
        self._connection.execute(repeated)

    def _refuse_overwritten(self) -> None:
        entry, place = HERE.entry, HERE.place
        last = select(func.max(place)).where(entry.is_not(None)).group_by(entry)
        refused = {"id": None, "given": None, "outcome": Outcome.REFUSED, "detail": OVERWRITTEN}
        refused |= {"code": Refusal.OVERWRITTEN}
        overwritten = and_(SOUND, entry.is_not(None), place.not_in(last))
        self._connection.execute(update(STAGED).where(overwritten).values(refused))

    def numbered(self) -> Parts:
        """The rows with an id."""
        return self._parts(select(HERE.place, HERE.id, HERE.given).where(NUMBERED))

    def new(self) -> Parts:
        """The rows that create a note with a new id."""
        return self._parts(select(HERE.place, HERE.given).where(NEW))

    def settle(self, settled: Sequence[Mapping[str, Any]]) -> None:
        """Store the outcome of rows: columns of `SETTLED`, and the row's place as ``at``."""
        if settled:
            self._connection.execute(SETTLE, [{**NOT_SETTLED, **row} for row in settled])

    def __len__(self) -> int:
        """The number of rows."""
        return sum(self.counts().values())

    def counts(self) -> Mapping[str, int]:
        """The number of rows of each outcome."""
        counted = select(HERE.outcome, func.count().label("rows")).group_by(HERE.outcome)
        return {row.outcome: row.rows for row in self._connection.execute(counted)}

    def conflicts(self) -> int:
        """The number of rows refused because the note with their id has other content."""
        met = select(func.count()).where(HERE.code == Refusal.CONFLICT)
        return self._connection.scalar(met) or 0

    def report(self) -> Parts:
        """The outcome of each row, in order."""
        return self._parts(REPORT)

    def shortened_report(self, most: int) -> Sequence[Row[Any]]:
        """The outcome of at most `most` rows, in order; refused rows have precedence."""
        refused_first = (HERE.outcome != Outcome.REFUSED, HERE.place)
        chosen = select(HERE.place).order_by(*refused_first).limit(most)
        report = REPORT.where(HERE.place.in_(chosen)).order_by(HERE.place)
        return self._connection.execute(report).fetchall()

    def _parts(self, rows: Select[Any]) -> Parts:
        """A few rows at a time; the caller may store their outcomes in between."""
        after = 0
        while part := self._connection.execute(
            rows.where(HERE.place > after).order_by(HERE.place).limit(AT_ONCE)
        ).all():
            yield part
            after = part[-1].place


def _checked(line: Line, *, typed: bool) -> dict[str, Any]:
    kept: dict[str, Any] = {"line": line.number, "entry": line.entry}
    try:
        if line.refusal is not None:
            raise RowRefused(line.refusal)  # noqa: TRY301  # both kinds of refusal are one
        given = given_in(line.row, typed=typed)
    except RowRefused as refusal:
        refused = {"outcome": Outcome.REFUSED, "detail": str(refusal)}
        return {**kept, "id": None, "given": None, **refused, **_kind(refusal)}
    number = given.pop("id", None)
    return {**kept, "id": number, "given": orjson.dumps(given).decode(), **NOT_SETTLED}


def _kind(refusal: RowRefused) -> dict[str, Any]:
    found = refusal.__cause__
    if not isinstance(found, ValidationError):
        return {"code": Refusal.UNREADABLE, "fields": None}
    fields = dict.fromkeys(
        str(each["loc"][0])[:LONGEST_NAME] for each in found.errors() if each["loc"]
    )
    return {"code": Refusal.INVALID, "fields": list(fields)[:MOST_BLAMED]}


NOT_SETTLED: Final = {"outcome": None, "detail": None, "code": None, "fields": None}
