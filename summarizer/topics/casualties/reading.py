"""Reads tolls off an article: who was harmed, by whom, who says so, and where, when and with what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.roles import adapter_version
from summarizer.schemas import CasualtyReport, Record
from summarizer.syntax.predicates import governing_verb, speaker_of
from summarizer.topics.casualties.blame import RoleMap, answered, answers_to, blame_for, nearest
from summarizer.topics.casualties.harm import HARMS
from summarizer.topics.casualties.labels import LabelledToll, labelled_tolls
from summarizer.topics.casualties.lemmas import lemmas
from summarizer.topics.casualties.shares import with_shares
from summarizer.topics.casualties.surroundings import surroundings, told_before
from summarizer.topics.casualties.tolls import CountedPeople, incidents_of, people_in, with_plain_harm, with_stated_toll
from summarizer.topics.casualties.totals import is_total
from summarizer.topics.casualties.victim_types import victim_type
from summarizer.topics.casualties.victims import Toll, without_repetitions
from summarizer.topics.roles_in_sentences import PhraseRole, roles_in
from summarizer.topics.topic import Draft, Objection, Proposal, Topic
from summarizer.values.dates.resolving import resolve_date

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

ACCIDENT = re.compile(
    r"\b(?:earthquake|quake|flood|landslide|mudslide|avalanche|typhoon|cyclone|hurricane|tornado|tsunami|storm|crash|derail|"
    r"capsiz|sank|stampede|cholera|ebola|epidemic|virus|disease|malnutrition|famine|starv|drought|malaria|polio|"
    r"coal ?mine|colliery|pit|miners? (?:trapped|were trapped)|trapped miners|firedamp|gas leak|boiler|heart attack|"
    r"accident|collision|collided|wildfire|heat ?wave)",
    re.IGNORECASE,
)
"""Words for accidents, disasters and disease, whose dead are no record."""


class CasualtiesReader:
    """Reads the tolls of an article."""

    @property
    def version(self) -> str:
        """The version of the role classifier."""
        return adapter_version()

    def decided(self, record: Record) -> Mapping[str, object]:
        """The class fields that the words of a finished record decide."""
        if not isinstance(record, CasualtyReport):
            return {}
        counts = [c for c in (getattr(record, harm) for harm in HARMS) if c is not None]
        words = record.evidence[0].quote
        kind = victim_type([count.text for count in counts])
        found: dict[str, object] = {"victim_type": kind} if kind != "unknown" else {}
        found["responsibility"] = answered(record.responsibility, words, blamed=record.perpetrator is not None)
        return found | ({"cumulative": is_total(words, max(0, words.find(counts[0].text)))} if counts else {})

    def read(self, article: IndexedArticle, topic: Topic) -> Sequence[Proposal]:
        """One draft for each toll."""
        read = {at: _with_numbers(article.parse.sentence(at), roles) for at, roles in roles_in(article, topic)}
        answers = answers_to(article, topic, read)
        tolls = [
            Toll(sentence, people)
            for sentence, roles in read.items()
            for people in incidents_of(people_in(article, roles))
        ]
        labelled = labelled_tolls(article.article.text)
        spans = [toll.span for toll in labelled]
        told = [toll for toll in without_repetitions(tolls) if not _stands_in(toll, spans)]
        return [*map(_propose_labelled, labelled), *(_propose(article, {**answers, **read}, toll) for toll in told)]


def _with_numbers(sentence: TokenSpan, roles: Sequence[PhraseRole]) -> tuple[PhraseRole, ...]:
    """The roles of a sentence with the numbers that its words state apart from the classifier's phrases."""
    return with_stated_toll(sentence, with_shares(sentence, with_plain_harm(sentence, roles)))


def _stands_in(toll: Toll, spans: Sequence[Span]) -> bool:
    """True of a toll whose people stand in lines that are read by their labels."""
    return any(span.start <= people.span.start < span.end for people in toll.people.values() for span in spans)


def _propose_labelled(toll: LabelledToll) -> Proposal:
    """The draft of lines with labels: what no line says is left open."""
    classes: dict[str, Any] = {harm: count for harm, (count, _) in toll.counts.items()}
    draft: Draft = {harm: count.text for harm, (count, _) in toll.counts.items()}
    return Proposal(draft, (toll.span,), classes)


def _propose(article: IndexedArticle, read: RoleMap, toll: Toll) -> Proposal:
    text, sentence = article.article.text, toll.sentence
    span = article.article.sentences[sentence]
    first = next(iter(toll.people.values()))
    near = first.span.start
    total = is_total(span.of(text), near - span.start)
    draft: Draft = {harm: people.count.text for harm, people in toll.people.items()}
    victims = next((v for v in (victims_of(p, text) for p in toll.people.values()) if v), None)
    if victims is not None:
        draft["victims"] = victims
    source = _source(article, read[sentence], toll)
    if source is not None:
        draft["source"] = source.of(text)
    told = surroundings(article, sentence, near, total=total)
    origin = None if total else told_before(article, sentence)
    if origin is not None and _is_another(article, read.get(origin, ()), origin, toll):
        origin = None
    before = (
        surroundings(article, origin, article.article.sentences[origin].end, total=False).words
        if origin is not None
        else {}
    )
    draft |= {**before, **told.words}
    blame = blame_for(article, read, toll, source, origin)
    if blame.blamed is not None:
        draft["perpetrator"] = blame.blamed.of(text)
    beside = {*blame.sentences, *((origin,) if origin is not None and before.keys() - told.words.keys() else ())}
    evidence = (span, *(article.article.sentences[at] for at in sorted(beside - {sentence})))
    classes: dict[str, Any] = {harm: people.count for harm, people in toll.people.items()}
    classes |= {
        "victim_type": victim_type([draft[harm] for harm in toll.people]),
        "cumulative": total,
        "responsibility": blame.responsibility,
    }
    objection = _objection(article, sentence, violent="perpetrator" in draft) or _background(
        article, draft, total=total
    )
    return Proposal(draft, evidence, classes, objection)


def _is_another(article: IndexedArticle, roles: Sequence[PhraseRole], origin: int, toll: Toll) -> bool:
    """True of an earlier paragraph's sentence with a toll of its own: its attack is not that of another toll."""
    between = article.article.text[
        article.article.sentences[origin].end : article.article.sentences[toll.sentence].start
    ]
    return "\n\n" in between and any(one.role in toll.people for one in roles)


def _source(article: IndexedArticle, roles: Sequence[PhraseRole], toll: Toll) -> Span | None:
    """Who a toll comes from: the nearest source, but none in a clause that gives another number."""
    head = next(iter(toll.people.values())).heads[0]
    counted = [one.phrase.head for one in roles if one.role in HARMS]
    fitting = [one for one in roles if one.role != "source" or not _tells_another(one.phrase.head, head, counted)]
    if len(fitting) < len(roles):
        return nearest(fitting, ("source",), head.idx)
    return nearest(roles, ("source",), head.idx) or _speaker(article, toll.sentence)


def _tells_another(source: Token, head: Token, counted: Sequence[Token]) -> bool:
    """True of a source whose own verb counts other people than those of a toll: "…, but rescuers counted 14"."""
    verb = source.head if source.dep_ == "nsubj" else None
    if verb is None or verb.dep_ not in {"conj", "advcl", "ccomp", "parataxis"}:
        return False
    arguments = [token for token in counted if governing_verb(token) == verb]
    return bool(arguments) and head.i not in {token.i for token in verb.subtree}


def _speaker(article: IndexedArticle, sentence: int) -> Span | None:
    speaker = speaker_of(article.parse.sentence(sentence))
    return speaker.span if speaker is not None and speaker.head.pos_ != "PRON" else None


def victims_of(people: CountedPeople, text: str) -> str | None:
    """Who they were: the phrase without its number and what qualifies it."""
    head = people.heads[0]
    if head.pos_ in {"NUM", "PRON"} or head.lemma_.lower() in lemmas("numbers"):
        return None
    first = head
    for child in reversed(list(head.lefts)):
        if child.dep_ in {"nummod", "det", "quantmod", "predet", "poss"} or child.right_edge.i != first.i - 1:
            break
        first = child.left_edge
    return text[first.idx : people.span.end]


def _objection(article: IndexedArticle, sentence: int, *, violent: bool) -> Objection | None:
    told = " ".join(article.words(at) for at in {0, max(0, sentence - 1), sentence})
    if not violent and ACCIDENT.search(told) and not _tells_of_violence(article, sentence):
        return Objection("accident", "an accident, a disaster or a disease is no violence")
    return None


def _background(article: IndexedArticle, draft: Draft, *, total: bool) -> Objection | None:
    """Deaths of over a year ago are background; a total that goes on is not."""
    day, words = article.article.date, draft.get("date_text")
    found = resolve_date(words, day) if words is not None and day is not None and not total else None
    if found is None or day is None or int(found[:4]) >= day.year - 1:
        return None
    return Objection("background", "deaths of over a year ago are background")


def _tells_of_violence(article: IndexedArticle, sentence: int) -> bool:
    """True of a sentence with a verb or a weapon of an attack, apart from "kill"."""
    violent = (lemmas("attacks", "verbs") | lemmas("weapons")) - {
        "kill",
        "mine",
        "blast",
        "gas",
        "explosion",
        "crash",
        "explode",
    }
    return any(token.lemma_.lower() in violent for token in article.parse.sentence(sentence))
