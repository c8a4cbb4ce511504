"""What the attempts to move the log into the file have come to."""

import pytest

from api.db.sqlite.connections import Connections


def results_of(method: str, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list that gets the result of each call of a method of `Connections`."""
    made: list[bool] = []
    really = getattr(Connections, method)

    def told(connections: Connections) -> bool:
        made.append(really(connections))
        return made[-1]

    monkeypatch.setattr(Connections, method, told)
    return made
