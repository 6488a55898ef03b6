"""News articles into structured briefings, proved by the words of the article.

Names load when they are first used, so that `import summarizer` and the command line's `--help` wait for no library.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import extend_path
from typing import TYPE_CHECKING

# At the root of a checkout, first on the path under `python -m`, schemas and prompts come from the editable install.
__path__ = extend_path(__path__, __name__)

if TYPE_CHECKING:
    from summarizer.article import Article, Span
    from summarizer.briefing import (
        ArticleInfo,
        Briefing,
        Briefings,
        Failure,
        Records,
        Rejected,
        SummarySentence,
    )
    from summarizer.contract import BriefingData, briefing_schema
    from summarizer.errors import (
        BudgetExceeded,
        GateFailed,
        ModelError,
        ModelUnavailable,
        ReplayMiss,
        ReplyError,
        SummarizerError,
        UnreadableInput,
        UnwritableOutput,
        UsageError,
    )
    from summarizer.llm.scripted import ScriptedLLM
    from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, Record, SanctionsCall
    from summarizer.session import Summarizer
    from summarizer.topics import Topic
    from summarizer.usage import Usage
    from summarizer.verification import Finding, Verified, verify_briefing, verify_file

    __version__: str

__all__ = [
    "Actor",
    "Article",
    "ArticleInfo",
    "Briefing",
    "BriefingData",
    "Briefings",
    "BudgetExceeded",
    "CasualtyReport",
    "CeasefirePosition",
    "Count",
    "Evidence",
    "Failure",
    "Finding",
    "GateFailed",
    "ModelError",
    "ModelUnavailable",
    "Record",
    "Records",
    "Rejected",
    "ReplayMiss",
    "ReplyError",
    "SanctionsCall",
    "ScriptedLLM",
    "Span",
    "Summarizer",
    "SummarizerError",
    "SummarySentence",
    "Topic",
    "UnreadableInput",
    "UnwritableOutput",
    "Usage",
    "UsageError",
    "Verified",
    "briefing_schema",
    "verify_briefing",
    "verify_file",
]

_NAMES_BY_MODULE = {
    "article": ("Article", "Span"),
    "briefing": ("ArticleInfo", "Briefing", "Briefings", "Failure", "Records", "Rejected", "SummarySentence"),
    "contract": ("BriefingData", "briefing_schema"),
    "errors": (
        "BudgetExceeded",
        "GateFailed",
        "ModelError",
        "ModelUnavailable",
        "ReplayMiss",
        "ReplyError",
        "SummarizerError",
        "UnreadableInput",
        "UnwritableOutput",
        "UsageError",
    ),
    "llm.scripted": ("ScriptedLLM",),
    "schemas": ("Actor", "CasualtyReport", "CeasefirePosition", "Count", "Evidence", "Record", "SanctionsCall"),
    "session": ("Summarizer",),
    "topics": ("Topic",),
    "usage": ("Usage",),
    "verification": ("Finding", "Verified", "verify_briefing", "verify_file"),
}
_MODULE_OF = {name: module for module, names in _NAMES_BY_MODULE.items() for name in names}


if not TYPE_CHECKING:  # a type checker knows the names from above, and is to tell of all others

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from importlib.metadata import version

            return version("summarizer")
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
