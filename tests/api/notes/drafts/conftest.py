"""The drafts of an application, and a note that one may be of."""

import pytest

from api.backend import Backend
from api.notes.drafts.store import Drafts
from api.notes.models import NoteCreate, NotePublic


@pytest.fixture
def drafts(backend: Backend) -> Drafts:
    return backend.drafts


@pytest.fixture
async def milk(backend: Backend) -> NotePublic:
    return await backend.notes.create(NoteCreate(title="milk"))
