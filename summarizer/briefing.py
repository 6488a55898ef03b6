"""`Briefing` and `Briefings`: what the library returns, with the forms in which people read them.

The data are `summarizer.contract`'s; the forms are `summarizer.render`'s. This module stands above both and joins them,
so that neither imports the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from pydantic import PrivateAttr
from rich.console import Console, ConsoleOptions, RenderResult

from summarizer.article import Article
from summarizer.contract import ArticleInfo, BriefingData, Failure, Part, Rejected, SummarySentence
from summarizer.render.data_frame import to_frame
from summarizer.render.html import render_frame, render_html
from summarizer.render.markdown import render_markdown
from summarizer.render.terminal import panels, plain_lines
from summarizer.schemas import CasualtyReport, CeasefirePosition, Record, SanctionsCall
from summarizer.visible_text import one_line

if TYPE_CHECKING:
    from pandas import DataFrame

R = TypeVar("R", bound=Record, covariant=True)

__all__ = [
    "ArticleInfo",
    "Briefing",
    "Briefings",
    "Failure",
    "Part",
    "Records",
    "Rejected",
    "SummarySentence",
]


class Printer(Protocol):
    """What IPython hands to an object that shows itself in its terminal."""

    def text(self, obj: str) -> None:
        """Takes a piece of text."""
        ...


class Records(tuple[R, ...]):
    """Records that show themselves as cards in a notebook; otherwise a plain tuple."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return "".join(record._repr_html_() for record in self) or "<p>No records.</p>"


class Briefing(BriefingData):
    """What one article says, each record with the words that prove it, and how to read it.

    Its fields and their JSON are those of `BriefingData`. A briefing made in this process keeps its article, to show
    the words in their place; the article is no part of the JSON, of equality or of what `save` writes.
    """

    _article: Article | None = PrivateAttr(default=None)

    def with_article(self, article: Article) -> Self:
        """The same briefing with its article at hand for display.

        Raises:
            ValueError: it is another article's briefing.
        """
        if article.id != self.article.id:
            raise ValueError(f"the briefing is of article {self.article.id!r}, not of {article.id!r}")
        copy = self.model_copy()
        copy._article = article
        return copy

    @property
    def full_article(self) -> Article | None:
        """The article with its text, where the briefing has kept it or holds the text; else `None`."""
        return self._article if self._article is not None else self.article.to_article()

    @property
    def casualties(self) -> Records[CasualtyReport]:
        """The casualty reports."""
        return Records(super().casualties)

    @property
    def sanctions(self) -> Records[SanctionsCall]:
        """The calls for, steps toward and statements against sanctions."""
        return Records(super().sanctions)

    @property
    def ceasefire(self) -> Records[CeasefirePosition]:
        """The positions on a ceasefire."""
        return Records(super().ceasefire)

    def to_dict(self) -> dict[str, Any]:
        """The briefing as the JSON contract has it, in plain dicts, lists and strings."""
        return self.model_dump(mode="json")

    def to_frame(self, topic: str) -> DataFrame:
        """A topic's records as a data frame: one row a record, flat columns, right types.

        Raises:
            UsageError: there is no such topic, or pandas is not installed.
        """
        return to_frame([self], topic)

    def to_text(self) -> str:
        """The briefing as plain lines, as `summarizer brief` writes it into a file."""
        return "\n".join(plain_lines(self, self.full_article)) + "\n"

    def __repr__(self) -> str:
        """One line: the article, and how many records of each topic there are."""
        name = repr(one_line(self.article.title)) if self.article.title else self.article.id
        day = f" of {self.article.date}" if self.article.date else ""
        counts = ", ".join(f"{len(found)} {topic}" for topic, found in self.records.items()) or "no records"
        failed = f"; failed: {', '.join(failure.topic for failure in self.failures)}" if self.failures else ""
        return f"<Briefing {name}{day}: {counts}{failed}>"

    def to_markdown(self) -> str:
        """The briefing as Markdown, each record with a footnote to its words."""
        return render_markdown(self, self.full_article)

    def to_html(self) -> str:
        """The briefing as one self-contained HTML page."""
        return render_html([(self, self.full_article)])

    def __eq__(self, other: object) -> bool:
        """True if two briefings say the same; whether one has its article at hand does not matter."""
        if not isinstance(other, BriefingData):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in BriefingData.model_fields)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield panels(self, self.full_article, options.max_width)

    def _repr_html_(self) -> str:
        return render_frame([(self, self.full_article)])

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        printer.text(repr(self) if cycle else "\n".join(plain_lines(self, self.full_article)))


class Briefings(tuple[Briefing, ...]):
    """Briefings of several articles; a tuple that shows itself as one page with an index."""

    __slots__ = ()

    def to_frame(self, topic: str) -> DataFrame:
        """A topic's records over all articles as a data frame.

        Raises:
            UsageError: there is no such topic, or pandas is not installed.
        """
        return to_frame(self, topic)

    def to_html(self) -> str:
        """One self-contained HTML page with an index."""
        return render_html([(briefing, briefing.full_article) for briefing in self])

    def to_markdown(self) -> str:
        """The briefings as Markdown, one after the other."""
        numbered = enumerate(self, start=1) if len(self) > 1 else ((None, briefing) for briefing in self)
        return "\n\n---\n\n".join(render_markdown(b, b.full_article, number=number) for number, b in numbered)

    def _repr_html_(self) -> str:
        return render_frame([(briefing, briefing.full_article) for briefing in self])
