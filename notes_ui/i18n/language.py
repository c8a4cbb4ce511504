"""The language of a page: chosen by the browser's preference, spoken by gettext catalogues."""

import gettext
import io
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from babel import Locale, negotiate_locale
from babel.dates import format_timedelta
from babel.messages import mofile, pofile
from babel.numbers import format_decimal
from starlette.requests import Request

from notes_ui.i18n.messages import Plural

DOMAIN: Final = "notes"
CATALOGUES: Final = Path(__file__).parent / "locale"
SPOKEN: Final = ("en", "fr")
QUASAR: Final = {"en": "en-US", "fr": "fr"}
"""what NiceGUI calls them"""
MOST_PREFERENCES: Final = 20
KEPT_NUMBERS: Final = 1000
"""0.3 MB"""


class Language:
    """Says the texts of `notes_ui.i18n.messages` in one language."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._locale = Locale.parse(code)
        self._catalogue = _catalogue(code)

    def say(self, text: str, **values: Any) -> str:
        """The text in this language, with the values filled in."""
        said = self._catalogue.gettext(text)
        return said.format(**values) if values else said

    def count(self, texts: Plural, n: int, **values: Any) -> str:
        """The text for so many, with their number as it is written in this language."""
        return self._catalogue.ngettext(*texts, n).format(n=self.number(n), **values)

    def ago(self, moment: datetime) -> str:
        """How long ago that was, in round words."""
        passed = max(datetime.now(UTC) - moment, timedelta(0))
        return format_timedelta(-passed, add_direction=True, locale=self._locale)

    def number(self, n: int) -> str:
        """The number with its thousands apart."""
        return _written(n, self._locale)


def isolated(text: str) -> str:
    """The text so that what stands around it keeps its place, if it runs from right to left.

    Between the marks of the Unicode bidirectional algorithm (UAX 9) that are made for that.
    """
    turns = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
    return f"\u2068{text}\u2069" if turns else text


@lru_cache(KEPT_NUMBERS)
def _written(n: int, locale: Locale) -> str:
    """All pages write the same few numbers after each change, and Babel takes 20 µs for one."""
    return str(format_decimal(n, locale=locale))


@cache
def language(code: str) -> Language:
    """The language of a code of `SPOKEN`; made once."""
    return Language(code)


def preferred(request: Request) -> Language:
    """The language that the browser prefers among those that are spoken (RFC 9110, 12.5.4)."""
    wanted = [_weighed(part) for part in _parts(request)]
    wanted.sort(key=lambda preference: -preference[1])
    known = negotiate_locale([code for code, weight in wanted if weight > 0], SPOKEN, sep="-")
    return language(known or SPOKEN[0])


def _parts(request: Request) -> list[str]:
    return request.headers.get("accept-language", "").split(",")[:MOST_PREFERENCES]


def _weighed(part: str) -> tuple[str, float]:
    code, _, weight = part.replace(" ", "").partition(";q=")
    try:
        return code.lower(), float(weight or 1)
    except ValueError:
        return code.lower(), 0


def _catalogue(code: str) -> gettext.NullTranslations:
    source = CATALOGUES / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not source.exists():
        return gettext.NullTranslations()  # the texts themselves are English
    compiled = io.BytesIO()
    with source.open("rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
