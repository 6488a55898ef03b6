"""Recognises what stands in front of an article: a consent form, a paywall, a login, a test for robots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_SAVE = "open it in your browser, save the page and give the file"
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_NOT_SHOWN = re.compile(r"<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->|<[^>]+>", re.IGNORECASE | re.DOTALL)
_HEAD = 20_000
"""How many characters of a page's words are searched for the words of a gate."""

_CHALLENGE = re.compile(
    r"just a moment|attention required|verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:robot|human)|"
    r"pardon our interruption|checking your browser|unusual traffic|enable javascript and cookies to continue|"
    r"complete the (?:captcha|security check)|bot verification|access (?:to this page has been )?denied",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we (?:value|care about|respect) your privacy|your privacy (?:choices|matters)|"
    r"(?:accept|agree to|reject) (?:all )?(?:the )?(?:use of )?cookies|accept all|"
    r"(?:we|our partners) (?:and our partners )?(?:use|store) cookies|cookie (?:consent|settings|preferences)|"
    r"datenschutzeinstellungen|wir (?:und unsere )?.{0,40}cookies|"
    r"nous utilisons des cookies|tout accepter|aceptar (?:todas )?(?:las )?cookies",
    re.IGNORECASE,
)
_CONSENT_HOST = re.compile(
    r"(?:^|\.)(?:consent|guce|privacy-mgmt|cmp)\.|^(?:consent|guce|cmp)\.|/consent\b", re.IGNORECASE
)
_PAID = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read|unlock)|already (?:a )?subscri(?:ber|bed)|"
    r"(?:article|story|content) is (?:only )?(?:for|available to|reserved for|exclusive to) (?:our |paying )?"
    r"(?:subscribers|members)|(?:subscriber|member)s?[- ](?:only|exclusive)|to (?:continue|keep) reading|"
    r"you(?:'|’)?(?: ha)?ve (?:reached|used) your (?:limit|free)|unlock this (?:article|story)|"
    r"(?:create|register for) (?:a )?(?:free )?account to (?:continue|read)|réservé aux abonnés|nur für abonnenten",
    re.IGNORECASE,
)
_DECLARED_PAID = re.compile(
    r'"isAccessibleForFree"\s*:\s*"?false|<meta[^>]+article:content_tier[^>]+content\s*=\s*["\'](?:locked|metered)',
    re.IGNORECASE,
)
_LOGIN = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|auth|sso|accounts?/login)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gate:
    """Something in front of a page.

    Attributes:
        message: what it is, in words that follow the page's address, and what to do.
        longest: longest text of the gate itself, in characters; a longer one is an article.
    """

    message: str
    longest: int


def find_gates(html: str, url: str) -> list[Gate]:
    """What seems to stand in front of a page's article, the surest first.

    Args:
        html: the page.
        url: where it was fetched from, after redirects.
    """
    found = _TITLE.search(html)
    title = " ".join(found[1].split()) if found else ""
    words = " ".join(_NOT_SHOWN.sub(" ", html).split())[:_HEAD]
    parts = urlsplit(url)
    gates = []
    if _CHALLENGE.search(title) or (len(words) < 1_500 and _CHALLENGE.search(words)):
        gates.append(Gate(f"asks for proof that you are human: {_SAVE}", 600))
    if _CONSENT_HOST.search(parts.netloc) or _CONSENT_HOST.search(parts.path):
        gates.append(Gate(f"leads to a consent form, not to the article: {_SAVE}", 1_500))
    if _LOGIN.search(html) and (_LOGIN_PATH.search(parts.path) or len(words) < 1_500):
        gates.append(Gate(f"requires a login: {_SAVE}", 800))
    if _DECLARED_PAID.search(html) or _PAID.search(words):
        gates.append(Gate(f"is behind a paywall: {_SAVE}", 500))
    if _CONSENT.search(words) or _CONSENT.search(title):
        gates.append(Gate(f"shows a consent form instead of the article: {_SAVE}", 500))
    return gates


def is_declared_paid(html: str) -> bool:
    """True if a page says of itself that not all of it is free to read."""
    return bool(_DECLARED_PAID.search(html))
