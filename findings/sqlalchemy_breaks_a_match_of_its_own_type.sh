#!/usr/bin/env bash
# SQLAlchemy 2.1.9, with SQLite's FTS5: a custom SQL construct that is declared to be Boolean, and that
# compiles to `notes MATCH ?`, cannot be used in WHERE.
#
# One would guess: the type of a construct says what Python gets, and WHERE takes the text as it was
# compiled, as it does with `Column.op("MATCH", is_comparison=True)`.
# Seen: SQLite has no booleans for SQLAlchemy, so in WHERE it appends ` = 1` to any construct of type
# Boolean that is no comparison. `notes MATCH ? = 1` is read as `notes MATCH (? = 1)`, for which SQLite
# says "unable to use function MATCH in the requested context". With NullType, or for PostgreSQL,
# nothing is appended.
#
# Prints what is seen, and ends with 1 if that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet sqlalchemy==2.1.9

cat >match.py <<'PY'
import sys
from importlib.metadata import version

from sqlalchemy import Boolean, column, create_engine, literal, select, table
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

NOTES = table("notes", column("rowid"))


def made(kind):
    """A construct of that type, which compiles to `notes MATCH ?`."""

    class Match(FunctionElement):
        inherit_cache = False
        type = kind

    @compiles(Match)
    def compile_match(element, compiler, **options):
        return f"notes MATCH {compiler.process(element.clauses, **options)}"

    return select(NOTES.c.rowid).where(Match(literal("milk")))


def found(statement):
    try:
        return connection.execute(statement).scalars().all()
    except OperationalError as error:
        return str(error.orig)


with create_engine("sqlite://").connect() as connection:
    connection.exec_driver_sql("CREATE VIRTUAL TABLE notes USING fts5 (text)")
    connection.exec_driver_sql("INSERT INTO notes VALUES ('Buy milk')")
    seen = {
        "Boolean": found(made(Boolean())),
        "NullType": found(made(NullType())),
        "appended for SQLite": str(made(Boolean()).compile(connection)).endswith(" = 1"),
        "appended for PostgreSQL": str(made(Boolean()).compile(dialect=postgresql.dialect()))
        .rstrip()
        .endswith(" = 1"),
    }
print("SQLAlchemy", version("sqlalchemy"))
for name, value in seen.items():
    print(f"{name}: {value}")
expected = {
    "Boolean": "unable to use function MATCH in the requested context",
    "NullType": [1],
    "appended for SQLite": True,
    "appended for PostgreSQL": False,
}
sys.exit(seen != expected)
PY
venv/bin/python match.py
