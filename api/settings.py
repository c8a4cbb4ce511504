"""What can be set, and from where: the only reader of the environment."""

from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has a variable of the same name in capitals, prefixed ``NOTES_``."""

    model_config = SettingsConfigDict(env_prefix="NOTES_", frozen=True)

    host: Annotated[str, StringConstraints(min_length=1)] = Field(
        "127.0.0.1", description="address to listen on"
    )
    port: int = Field(8000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    database_url: str = Field(
        "sqlite:///notes.db", description="where the notes are kept: an SQLite file"
    )
    busy_timeout: float = Field(
        5.0, ge=0, le=600, description="seconds a writer waits for another one before it gives up"
    )
    poll_interval: float = Field(
        0.05, gt=0, le=0.2, description="seconds between two looks for other processes' changes"
    )
    kept_changes: int = Field(
        10_000, ge=1, le=10_000_000, description="changes that the feed keeps for late listeners"
    )
    reconnect_timeout: float = Field(
        300.0, ge=1, le=86400, description="seconds a page waits for a browser that went away"
    )
    trash_days: int = Field(
        30, ge=1, le=36500, description="days after which a note in the trash is deleted for good"
    )
    largest_import: int = Field(
        1024**3, ge=1, description="bytes that an import may have, as it is sent and as it unpacks"
    )
