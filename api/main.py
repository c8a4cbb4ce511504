"""The REST half for any ASGI server: `uvicorn api.main:app`."""

from api.application import create_app
from api.settings import Settings
from api.telemetry import logs

settings = Settings()
logs.set_up(settings)
app = create_app(settings)
