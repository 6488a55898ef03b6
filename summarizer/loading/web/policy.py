"""The policy of a fetch (what it may reach, how much it may take), and its result."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from summarizer.loading.loaded import MAX_BYTES

PRODUCT = "summarizer"
"""The name that robots.txt files know this program by."""


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What a fetch may reach and how much it may take.

    Attributes:
        allow_private: whether addresses of this machine and of local networks may be reached.
        can_allow: whether who asks could allow private addresses, so that a refusal says how.
        reachable: addresses that may be reached although they are private: `127.0.0.1:8000`, `[::1]:80`.
        ports: the ports that may be asked; `None` for any.
        max_bytes: the largest page, in bytes after decompression.
        seconds: how long a page may take in all, with name resolution, redirects and its robots.txt.
        redirects: how many redirects are followed.
        robots: whether robots.txt is respected.
        proxy: whether the proxy of the environment is used; it then resolves names, so that only addresses written as
            numbers can be checked.
        pause: seconds between two requests to one host, unless its robots.txt asks for more.
    """

    allow_private: bool = False
    can_allow: bool = True
    reachable: frozenset[str] = frozenset()
    ports: frozenset[int] | None = None
    max_bytes: int = MAX_BYTES
    seconds: float = 30.0
    redirects: int = 5
    robots: bool = True
    proxy: bool = True
    pause: float = 0.5


STRICT = FetchPolicy(can_allow=False, ports=frozenset({80, 443}), seconds=15.0, redirects=3, proxy=False)
"""For a service that fetches what strangers name: public addresses and usual ports only, checked here, by no proxy."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as fetched.

    Attributes:
        url: where it stands, after redirects, without a password or fragment.
        data: its content, decompressed.
        content_type: its media type in lower case, without parameters; "" if the server gives none.
        charset: the encoding that the server declares; `None` if it declares none.
    """

    url: str
    data: bytes
    content_type: str = ""
    charset: str | None = None


def user_agent() -> str:
    """How this program names itself to servers."""
    return f"{PRODUCT}/{version('summarizer')}"
