"""An application has the caches that the reference lists, and shares them with no other."""

import re
from pathlib import Path

from notes_ui.page.shared import shared_by_pages
from notes_ui.ports.local import local
from notes_ui.rendering.card_html import Look
from tests.notes_ui.caches.applications import application, backend_on
from tests.notes_ui.caches.notes import note
from tests.support.live import ROOT


def test_the_reference_lists_every_cache_with_its_share(tmp_path: Path) -> None:
    made = application(tmp_path).caches
    reference = (ROOT / "api" / "README.md").read_text()
    listed = re.findall(
        r"^\| ([a-z ]+) \| .+ \| (\d+) % \| (\d+\.\d) MB \|$", reference, re.MULTILINE
    )

    assert [(name, int(share), size) for name, share, size in listed] == [
        (name, share, f"{share * 192 / 100:.1f}") for name, share in made.shares.items()
    ]


def test_applications_share_no_cache(tmp_path: Path) -> None:
    """Two databases have notes of the same number, version and time."""
    first, second = (shared_by_pages(local(backend_on(tmp_path / name))) for name in "ab")
    look, milk = Look("/front/notes", "en"), note(1, "a", 0)
    oats = milk.model_copy(update={"title": "Oats"})

    assert "Oats" not in first.texts.text(milk, look).html
    assert "Oats" in second.texts.text(oats, look).html
