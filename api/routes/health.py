"""`/healthz`, `/readyz`, `/metrics`: what whoever runs the program wants to know of it."""

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
"""seconds without a look for others' changes until the feed does not count as following"""


class Health(BaseModel):
    """That all is well."""

    status: str = Field("ok", description="that all is well")


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
    """Whether the process answers: this is the answer."""
    return json_answer(HEALTHY)


@router.get("/readyz", response_model=Health, responses=problems(503))
async def get_readiness(backend: BackendDep) -> Response:
    """Whether the database answers, and the feed follows what others change in it."""
    wrong = await _what_is_wrong(backend)
    return problem(503, wrong, headers=RETRY_AFTER) if wrong else json_answer(HEALTHY)


@router.get("/metrics", response_class=PlainTextResponse, responses=METRICS)
async def get_metrics(request: Request, backend: BackendDep) -> Response:
    """What Prometheus, or whoever else reads its format, may ask for."""
    encode, media_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(backend.metrics.registry), headers={"Content-Type": media_type})


async def _what_is_wrong(backend: Backend) -> str:
    wrong = []
    try:
        await backend.notes.list(limit=1)
    except DatabaseUnusable as error:
        wrong.append(f"The database does not answer: {error}")
    if (lag := backend.feed.lag) > LONGEST_LAG:
        looked = "has never looked" if isinf(lag) else f"last looked {lag:.0f} seconds ago"
        wrong.append(f"The feed does not follow: it {looked}.")
    return " ".join(wrong)
