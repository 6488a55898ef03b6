"""Parameters that an endpoint refuses: learned from its errors, and left out for the rest of the run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from summarizer.llm.profiles import Mode

_REFUSED = re.compile(r"refused the request \(HTTP (?:400|404|405|415|422|501)\); it said: (.*)", re.DOTALL)
_MEANS_NO = re.compile(
    r"support|unrecogni[sz]ed|unknown|unexpected|not permitted|not allowed|forbidden|deprecated|unavailable"
    r"|not available|only the default|may only|must be|invalid|requires|not implemented|too large|disabled|not enabled",
    re.IGNORECASE,
)
_FALLBACK: dict[Mode, tuple[Mode, re.Pattern[str]]] = {
    "json_schema": (
        "tools",
        re.compile(r"response[_ ]?format|json[_ ]?schema|structured|schema|grammar|guided", re.IGNORECASE),
    ),
    "tools": ("json", re.compile(r"tool|function", re.IGNORECASE)),
    "json": ("md_json", re.compile(r"response[_ ]?format|json[_ ]?(?:object|mode)", re.IGNORECASE)),
}
"""For each way in which the schema may reach a model: the next one, and how an endpoint speaks of the first."""

_OUTPUT = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_OPTIONAL = ("temperature", "seed", "reasoning_effort", *_OUTPUT)


@dataclass
class Lessons:
    """What is known of an endpoint beyond its model's profile.

    Attributes:
        mode: how the schema reaches the model now.
        dropped: parameters that are no longer sent.
        renamed: parameters that are sent under another name.
    """

    mode: Mode
    dropped: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)

    def applied(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a request without what the endpoint refuses."""
        named = {self.renamed.get(name, name): value for name, value in fields.items()}
        return {name: value for name, value in named.items() if name not in self.dropped}

    def learn(self, message: str, sent: Mapping[str, Any], mode: Mode) -> str | None:
        """Learns from the refusal of a request.

        Args:
            message: the error, with the endpoint's words.
            sent: the fields of the request, messages and schema left out.
            mode: how the schema was sent.

        Returns:
            What to do otherwise from now on, in words; `None` where the refusal says nothing of that kind.
        """
        refused = _REFUSED.search(message)
        if refused is None or not _MEANS_NO.search(refused.group(1)):
            return None
        words = refused.group(1)
        named = [(place, name) for name in _OPTIONAL if name in sent and (place := _place(name, words)) is not None]
        if named:
            return self._without(min(named)[1], words)
        fallback = _FALLBACK.get(mode)
        if fallback is None or not fallback[1].search(words):
            return None
        if self.mode == mode:  # else another request has learned it meanwhile
            self.mode = fallback[0]
        return f"the endpoint takes no schema by {mode}: asking by {self.mode}"

    def _without(self, name: str, words: str) -> str:
        other = _OUTPUT.get(name)
        if other is not None and name not in self.renamed.values() and "too large" not in words.lower():
            self.renamed[name] = other
            return f"the endpoint refuses {name}: sending {other}"
        self.dropped.add(name)
        return f"the endpoint refuses {name}: sending none"


def _place(name: str, words: str) -> int | None:
    found = re.search(rf"(?<![a-z_]){name}(?![a-z_])", words, re.IGNORECASE)
    return found.start() if found is not None else None
