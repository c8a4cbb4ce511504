"""`/docs` shows the API without the internet: all that it loads comes from the application."""

import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from tests.support.live import serving

ADDRESSES = re.compile(r"""(?:src|href)="(.*?)"|url: '(.*?)'|oauth2RedirectUrl: .*?'(.*?)'""")


@pytest.mark.parametrize("prefix", ["", "/behind"])
async def test_the_documentation_loads_nothing_from_elsewhere(app: FastAPI, prefix: str) -> None:
    transport = httpx.ASGITransport(app, root_path=prefix)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        page = await client.get(f"{prefix}/docs")
        found = ["".join(groups) for groups in ADDRESSES.findall(page.text)]
        assert len(found) >= 4, "the style, the script, the icon and the document"
        assert "//" not in page.text.replace("// ", "")
        assert '"validatorUrl": null' in page.text
        for address in found:
            prefixed = address if address.startswith(prefix) else f"{prefix}{address}"
            answer = await client.get(prefixed)
            assert answer.status_code == 200, address
            if address.endswith(".css"):
                assert not re.search(r"url\((?!['\"]?data:)|@import", answer.text)


def test_the_whole_application_has_the_same(tmp_path: Path) -> None:
    with serving(tmp_path / "notes.db") as server:
        page = httpx.get(f"{server.url}/docs").text
        script = re.search(r'<script src="(/.*?)"', page)
        assert script
        assert httpx.get(f"{server.url}{script[1]}").text.count("SwaggerUIBundle")


async def test_redoc_is_not_served(client: httpx.AsyncClient) -> None:
    assert (await client.get("/redoc")).status_code == 404
