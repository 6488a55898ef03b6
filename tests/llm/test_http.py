"""How requests reach an endpoint: over which proxy, with which key, and whom a secure connection trusts."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr

from llm.asking import CANARY, QUICK, Clients, Items, ask
from llm.chat_server import GOOD, ChatServer, compressed, good, moved, serving
from summarizer.errors import ModelUnavailable, UsageError
from summarizer.llm.client import Client
from summarizer.llm.connect import endpoint_for
from summarizer.llm.profiles import Profile
from summarizer.llm.sdk import proxy_for
from summarizer.llm.settings import Settings
from summarizer.llm.specs import Endpoint, ModelSpec, is_loopback

VALUE = Items.model_validate_json(GOOD)


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def asked(endpoint: Endpoint) -> Items:
    async with Client(endpoint, Profile(), config=QUICK) as client:
        return (await client.complete(ask())).value


def at(base_url: str) -> Endpoint:
    return Endpoint("custom/m", base_url, "m", SecretStr(CANARY))


async def test_the_key_goes_along(server: ChatServer) -> None:
    assert await asked(at(server.base_url)) == VALUE
    assert server.keys == {f"Bearer {CANARY}"}


async def test_without_a_key_none_is_sent(server: ChatServer) -> None:
    assert await asked(replace(at(server.base_url), api_key=None)) == VALUE
    assert server.keys == {""}


async def test_azure_gets_its_key_and_version_at_the_deployments_address(server: ChatServer) -> None:
    root = server.base_url.removesuffix("/v1")
    assert await asked(replace(at(root), azure_api_version="2024-10-21")) == VALUE
    [request] = server.requests
    assert request.path_qs == "/openai/deployments/m/chat/completions?api-version=2024-10-21"
    assert request.headers["api-key"] == CANARY
    assert "Authorization" not in request.headers


async def test_a_name_and_password_in_the_address_stand_in_the_place_of_a_key(server: ChatServer) -> None:
    address = server.base_url.replace("://", "://user:word@")
    assert await asked(at(address + "/?version=2")) == VALUE
    [request] = server.requests
    assert server.keys == {f"Basic {b64encode(b'user:word').decode()}"}
    assert request.path_qs == "/v1/chat/completions?version=2"


async def test_openai_is_told_whose_account_pays(server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")
    settings = Settings(base_url=server.base_url, api_key=SecretStr(CANARY))
    await asked(endpoint_for(ModelSpec.parse("openai/m"), settings))
    await asked(endpoint_for(ModelSpec.parse("m", base_url=server.base_url), settings))
    names = [(r.headers.get("OpenAI-Organization"), r.headers.get("OpenAI-Project")) for r in server.requests]
    assert names == [("org-1", "proj-1"), (None, None)]


@pytest.mark.parametrize("scheme", ["http://", ""])
async def test_the_proxy_of_the_environment_is_used(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("http_proxy", scheme + server.base_url.removesuffix("/v1").removeprefix("http://"))
    assert await asked(at("http://model.example/v1")) == VALUE
    assert [request.host for request in server.requests] == ["model.example"]


async def test_a_proxy_that_cannot_be_used_is_said_to_be_so_without_its_password(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", f"socks5://user:{CANARY}@127.0.0.1:9")
    with pytest.raises(UsageError, match="socks5://…, but only http:// proxies are supported") as caught:
        await asked(at("http://model.example/v1"))
    assert CANARY not in str(caught.value)


def test_no_proxy_is_used_for_an_address_that_is_excepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "model.example")
    assert proxy_for("http://model.example/v1") is None
    assert proxy_for("http://other.example/v1") == "http://127.0.0.1:9"


@pytest.mark.parametrize("variable", ["http_proxy", "HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_nothing_for_this_machine_goes_through_a_proxy(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch, variable: str, host: str
) -> None:
    received = bytearray()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.extend(await reader.read(1))
        writer.close()

    proxy = await asyncio.start_server(take, "127.0.0.1", 0)
    monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}")
    async with proxy:
        assert await asked(at(server.base_url.replace("127.0.0.1", host))) == VALUE
    assert received == b""


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("LOCALHOST.", True),
        ("api.localhost", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("api.openai.com", False),
    ],
)
def test_which_addresses_are_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


async def test_a_redirection_is_followed_with_the_same_request(server: ChatServer, clients: Clients) -> None:
    server.will([moved, good])
    assert (await clients().complete(ask())).value == VALUE
    assert server.payloads[0] == server.payloads[1]


async def test_a_compressed_reply_is_read(server: ChatServer, clients: Clients) -> None:
    server.will([compressed])
    assert (await clients().complete(ask())).value == VALUE


async def test_an_authority_that_the_environment_names_is_trusted_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, secure = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(secure)
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(file)
    async with serving(secure) as server:
        with pytest.raises(ModelUnavailable, match="untrusted certificate: set SSL_CERT_FILE"):
            await asked(at(server.base_url))
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        assert await asked(at(server.base_url)) == VALUE
        assert server.calls == 1
