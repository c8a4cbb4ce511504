"""What can be set, and from where: the only reader of the environment."""

import json
import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ORIGIN: Final = re.compile(r"\*|[a-z][a-z0-9+.-]*://[^/?#,\s]+")
ORIGINS: Final = "give origins as browsers do, such as https://example.org, with commas between"

HOST: Final = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*")
HOSTS: Final = "give names without scheme or port, such as notes.example.org, with commas between"
LIST: Final = "this begins like a list in JSON, but is none"

PORTS: Final = {"http": 80, "https": 443}


def _origin(given: str) -> str:
    """As browsers write it: in lower case, and without the port that goes without saying."""
    origin = given.lower()
    if not ORIGIN.fullmatch(origin):
        raise ValueError(ORIGINS)
    scheme, _, place = origin.partition("://")
    return origin.removesuffix(f":{PORTS[scheme]}") if place and scheme in PORTS else origin


def _host(given: str) -> str:
    name = given.lower()
    if not HOST.fullmatch(name):
        raise ValueError(HOSTS)
    return name


Origin = Annotated[str, AfterValidator(_origin)]
HostName = Annotated[str, AfterValidator(_host)]


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
    cache_megabytes: int = Field(
        192, ge=1, le=1_000_000, description="megabytes that all caches may take together"
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
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="the least that is logged: `debug`, `info`, `warning` or `error`"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="`text` for people, or `json`: one object a line"
    )
    access_log: bool = Field(False, description="whether each request is logged too")
    cors_origins: Annotated[list[Origin], NoDecode] = Field(
        [],
        description="sites whose pages may use the API, such as `https://example.org`:"
        " a list in JSON, or with commas; `*` for all",
    )
    allowed_hosts: Annotated[list[HostName], NoDecode] = Field(
        [],
        description="names that it goes by, beside IP addresses, `localhost` and this machine's"
        " own, such as `notes.example.org` or `*.example.org`: a list like the one"
        " above; `*` for all",
    )

    @field_validator("cors_origins", "allowed_hosts", mode="before")
    @classmethod
    def _listed(cls, given: Any) -> Any:
        """A variable holds text."""
        if not isinstance(given, str):
            return given
        text = given.strip()
        if text.startswith("["):
            try:
                return json.loads(text)
            except ValueError as error:
                raise ValueError(LIST) from error
        return [each.strip() for each in text.split(",") if each.strip()]
