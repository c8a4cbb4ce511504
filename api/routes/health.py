"""`/healthz`, `/readyz`, `/metrics`: for the operator of the program."""

from math import isinf
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client.exposition import choose_encoder
from pydantic import BaseModel, Field

from api.backend import Backend
from api.db.errors import DatabaseUnusable
from api.http.problems import RETRY_AFTER, problem
from api.routes.dependencies import BackendDep, json_answer, operation_id
from api.routes.openapi.responses import problems

LONGEST_LAG: Final = 5.0
"""seconds without a check for others' changes after which the feed counts as stalled"""


class Health(BaseModel):
    """The server is healthy."""

    status: str = Field("ok", description="always `ok`")


METRICS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            "text/plain": {"example": "notes_open_pages 2.0\n"},
            "application/openmetrics-text": {"schema": {"type": "string"}},
        }
    }
}
HEALTHY: Final = Health().model_dump_json().encode()


router = APIRouter(tags=["operations"], generate_unique_id_function=operation_id)


@router.get("/healthz", response_model=Health)
async def get_health() -> Response:
    """Whether the process is running. It is, if it sends this response."""
    return json_answer(HEALTHY)


@router.get("/readyz", response_model=Health, responses=problems(503))
async def get_readiness(backend: BackendDep) -> Response:
    """Whether the database is usable, and the feed notices other processes' changes."""
    wrong = await _what_is_wrong(backend)
    return problem(503, wrong, headers=RETRY_AFTER) if wrong else json_answer(HEALTHY)


@router.get("/metrics", response_class=PlainTextResponse, responses=METRICS)
async def get_metrics(request: Request, backend: BackendDep) -> Response:
    """The metrics in the format of Prometheus."""
    encode, media_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(backend.metrics.registry), headers={"Content-Type": media_type})


async def _what_is_wrong(backend: Backend) -> str:
    wrong = []
    try:
        await backend.notes.list(limit=1)
    except DatabaseUnusable as error:
        wrong.append(f"The database can't be read: {error}")
    if (lag := backend.feed.lag) > LONGEST_LAG:
        checked = "never checked" if isinf(lag) else f"last checked {lag:.0f} seconds ago"
        wrong.append(f"The feed is stalled: it {checked} for changes.")
    return " ".join(wrong)
