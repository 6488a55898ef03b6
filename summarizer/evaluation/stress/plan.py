"""A plan: which articles are changed in which ways. The same set, kinds, number and seed give the same plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from summarizer.article import Article
from summarizer.errors import UsageError
from summarizer.evaluation.golden import GoldenArticle, GoldenSet
from summarizer.evaluation.stress.kinds import Kind
from summarizer.evaluation.stress.variants import Made, Variant
from summarizer.schemas import Evidence

Reads = Callable[[Variant], bool]
"""True if the changed sentences of a variant still read as sentences."""


@dataclass(frozen=True)
class Plan:
    """Changed articles, and the set they are made of.

    Attributes:
        golden: the articles as they were.
        variants: the changed ones, by kind.
    """

    golden: GoldenSet
    variants: tuple[Variant, ...]

    @property
    def articles(self) -> GoldenSet:
        """All that must be briefed: each article that is changed as it was, and the changed ones, without gold."""
        used = {variant.source.id for variant in self.variants}
        plain = [replace(one, records={}) for one in self.golden if one.id in used]
        changed = [GoldenArticle(variant.article, {}) for variant in self.variants]
        return replace(self.golden, articles=(*plain, *changed), name=f"{self.golden.name} under stress")


def make_plan(golden: GoldenSet, kinds: Sequence[Kind], *, n: int, seed: int, reads: Reads | None = None) -> Plan:
    """Draws the articles for each kind and changes them.

    A variant whose golden quotes do not stand where they must, or whose sentences no longer read as such, is left out.

    Args:
        golden: the articles with their golden records.
        kinds: the kinds of change.
        n: articles for each kind.
        seed: decides which articles, and what is drawn within them.
        reads: judges the prose of a variant; the parser by default.

    Raises:
        UsageError: no article can be changed in any of these ways.
    """
    judge = reads or _parser_reads
    variants = tuple(variant for kind in kinds for variant in _of_kind(golden, kind, n, seed, judge))
    if not variants:
        names = ", ".join(kind.name for kind in kinds)
        raise UsageError(f"no article of the {golden.name} can be changed in these ways: {names}")
    return Plan(golden, variants)


def _of_kind(golden: GoldenSet, kind: Kind, n: int, seed: int, reads: Reads) -> Iterator[Variant]:
    order = list(golden)
    Random(seed).shuffle(order)  # the same for all kinds, so that few articles must be briefed as they were
    found = 0
    for source in order:
        made = kind.change(source, Random(f"{seed} {kind.name} {source.id}"))
        variant = _variant(kind, source, made) if made is not None else None
        if variant is not None and _grounds(variant) and (not kind.prose or reads(variant)):
            yield variant
            found += 1
            if found == n:
                return


def _variant(kind: Kind, source: GoldenArticle, made: Made) -> Variant | None:
    """The variant that a change makes; `None` where it changes nothing."""
    was = source.article
    fields = {"date": was.date, "title": was.title, "source": was.source, "url": was.url, **dict(made.update)}
    if made.text == was.text and not made.update:
        return None
    article = Article.model_validate({**fields, "text": made.text, "id": f"{source.id}~{kind.name}"})
    return Variant(kind.name, kind.family, source, article, made)


def _grounds(variant: Variant) -> bool:
    """True if every golden quote that is left stands where it is said to."""
    text = variant.article.text
    quotes = [one for found in variant.source.records.values() for gold in found for one in gold.record.evidence]
    return all(_stands(text, variant.moved(one)) for one in quotes)


def _stands(text: str, evidence: Evidence | None) -> bool:
    return evidence is None or (bool(evidence.quote.strip()) and text[evidence.start : evidence.end] == evidence.quote)


def _parser_reads(variant: Variant) -> bool:
    from summarizer.evaluation.stress.syntax import reads_as_before  # the parser, where there is prose to judge

    return reads_as_before(variant)
