"""`/`: redirects to the page, or to the documentation if there is no page."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.routes.dependencies import prefix_of

router = APIRouter()


@router.get("/", include_in_schema=False)
async def go_home(request: Request) -> Response:
    """Redirect to the application's home."""
    return RedirectResponse(f"{prefix_of(request)}{request.app.state.home}")
