"""robots.txt: what sites let programs fetch, read by Protego, cached for the life of a `Fetcher`."""

from __future__ import annotations

import threading
from collections import OrderedDict

from protego import Protego

from summarizer.errors import UnreadableInput
from summarizer.loading.web.policy import PRODUCT, Fetched

MAX_BYTES = 500_000
"""How much of a robots.txt is read, in bytes, as the standard says."""

_MOST = 1_000
_LONGEST_PAUSE = 30.0


class Robots:
    """The rules of the sites met so far; may be used from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: OrderedDict[str, Protego] = OrderedDict()

    def known(self, origin: str) -> Protego | None:
        """The rules of a site, if they were read before."""
        with self._lock:
            return self._rules.get(origin)

    def learn(self, origin: str, rules: Protego) -> None:
        """Keeps the rules of a site, and forgets the oldest when there are many."""
        with self._lock:
            self._rules[origin] = rules
            if len(self._rules) > _MOST:
                self._rules.popitem(last=False)

    def pause(self, origin: str) -> float:
        """The seconds between two requests that a site asks for; 0 if it asks for none."""
        rules = self.known(origin)
        asked = rules.crawl_delay(PRODUCT) if rules is not None else None
        return min(float(asked or 0.0), _LONGEST_PAUSE)


def rules_of(fetched: Fetched | None) -> Protego:
    """The rules that a robots.txt gives; no file allows everything."""
    return Protego.parse(fetched.data.decode("utf-8", "replace") if fetched is not None else "")


def check_allowed(rules: Protego, url: str) -> None:
    """Refuses a page that its site closes to programs.

    Raises:
        UnreadableInput: robots.txt disallows it.
    """
    if not rules.can_fetch(url, PRODUCT):
        raise UnreadableInput(
            f"robots.txt of the site forbids fetching {url!r}: save the page from your browser and give the file"
        )
