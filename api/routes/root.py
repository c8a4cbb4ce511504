"""`/`: the way to the page, or to the documentation where there is no page."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.routes.dependencies import prefix_of

router = APIRouter()


@router.get("/", include_in_schema=False)
async def go_home(request: Request) -> Response:
    """Lead to what the application has for a home."""
    return RedirectResponse(f"{prefix_of(request)}{request.app.state.home}")
