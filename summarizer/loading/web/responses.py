"""An HTTP response as a page: its status and kind are judged before its body is read, up to a limit."""

from __future__ import annotations

from email.message import Message
from typing import TYPE_CHECKING

from summarizer.errors import UnreadableInput
from summarizer.loading.web.policy import Fetched

if TYPE_CHECKING:
    import httpx2

MEDIA_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "text/plain",
    "text/markdown",
    "application/json",
    "application/ld+json",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
"""The media types in which an article or a feed comes."""

_UNNAMED = frozenset({"", "application/octet-stream", "binary/octet-stream"})
"""Media types that say nothing; the content is looked at instead."""

_SAVE = "save the page from your browser and give the file"
_STATUSES = {
    401: f"requires a login: {_SAVE}",
    402: f"requires a payment: {_SAVE}",
    403: f"refused this program: {_SAVE}",
    404: "was not found: check the address",
    406: f"refused this program: {_SAVE}",
    407: "needs a login at the proxy: add it to HTTPS_PROXY",
    410: "was removed: check the address",
    429: "received too many requests: try again later",
    451: f"is blocked for legal reasons: {_SAVE}",
}


def check_status(response: httpx2.Response, url: str) -> None:
    """Refuses an answer that is no success.

    Raises:
        UnreadableInput: the status says why.
    """
    status = response.status_code
    if status in (200, 203):
        return
    if response.headers.get("cf-mitigated", "").lower() == "challenge":
        words = f"asks for proof that you are human: {_SAVE}"
    elif status in _STATUSES:
        words = _STATUSES[status]
    elif status >= 500:
        words = "failed on its server: try again later"
    else:
        words = "returned no page: check the address"
    raise UnreadableInput(f"{url!r} (HTTP {status}) {words}")


def check_content(response: httpx2.Response, url: str) -> None:
    """Refuses an answer that is no page, or too large by its own words.

    Raises:
        UnreadableInput: it is a picture, a video, an archive or the like.
    """
    kind = _media_type(response)[0]
    if kind not in _UNNAMED and kind not in MEDIA_TYPES:
        raise UnreadableInput(f"{url!r} is {kind!r}, not a page: give the address of an article")


async def fetched_from(response: httpx2.Response, url: str, max_bytes: int, *, cut: bool = False) -> Fetched:
    """Reads the body of a response.

    Args:
        response: the response, its body not read yet.
        url: where it stands.
        max_bytes: the most that is read, in bytes after decompression.
        cut: whether a longer one is cut off rather than refused.

    Raises:
        UnreadableInput: it is longer, or compressed in a way that was not asked for.
    """
    encoding = response.headers.get("content-encoding", "identity").lower()
    if not set(encoding.replace(",", " ").split()) <= {"identity", "gzip", "x-gzip", "deflate"}:
        raise UnreadableInput(f"{url!r} uses the unsupported compression {encoding[:40]!r}: save the page")
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > max_bytes:
            if not cut:
                raise UnreadableInput(f"{url!r} is larger than {max_bytes / 1e6:g} MB, too much for one article")
            break
    kind, charset = _media_type(response)
    return Fetched(url, bytes(data[:max_bytes]), kind, charset)


def _media_type(response: httpx2.Response) -> tuple[str, str | None]:
    """The media type and the charset that a response declares."""
    header = Message()
    header["content-type"] = response.headers.get("content-type") or "application/octet-stream"
    charset = header.get_content_charset()
    return header.get_content_type() if "content-type" in response.headers else "", charset
