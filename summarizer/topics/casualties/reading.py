"""Reads tolls off an article: who was harmed, by whom, who says so, and where, when and with what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.roles import adapter_version
from summarizer.schemas import Count, Record
from summarizer.syntax.predicates import speaker_of
from summarizer.topics.casualties.labels import LabelledToll, labelled_tolls
from summarizer.topics.casualties.lemmas import lemmas
from summarizer.topics.casualties.surroundings import surroundings, told_before
from summarizer.topics.casualties.tolls import HARMS, JOINT, CountedPeople, incidents_of, people_in, with_stated_toll
from summarizer.topics.casualties.totals import is_total
from summarizer.topics.casualties.victims import Toll, without_repetitions
from summarizer.topics.roles_in_sentences import PhraseRole, roles_in
from summarizer.topics.topic import Draft, Objection, Proposal, Topic
from summarizer.values.dates.resolving import resolve_date

if TYPE_CHECKING:
    from spacy.tokens import Token

ANSWERS_WITHIN = 3
"""Sentences behind a toll in which the one who is blamed may answer."""

TO_A_MACHINE = re.compile(
    r"\b(?:(?:disregard|ignore|forget) (?:\w+ ){0,3}instructions|(?:attention|note to|dear)[^.]{0,30}"
    r"\b(?:AI|artificial intelligence|language models?|assistants?)\b)",
    re.IGNORECASE,
)
"""Words that a text addresses to whatever reads it: what they order to be reported is no report."""

ACCIDENT = re.compile(
    r"\b(?:earthquake|quake|flood|landslide|mudslide|avalanche|typhoon|cyclone|hurricane|tornado|tsunami|storm|crash|derail|"
    r"capsiz|sank|stampede|cholera|ebola|epidemic|virus|disease|malnutrition|famine|starv|drought|malaria|polio|"
    r"coal ?mine|colliery|pit|miners? (?:trapped|were trapped)|trapped miners|firedamp|gas leak|boiler|heart attack|"
    r"accident|collision|collided|wildfire|heat ?wave)",
    re.IGNORECASE,
)
"""Words for accidents, disasters and disease, whose dead are no record."""

RoleMap = Mapping[int, Sequence[PhraseRole]]


class CasualtiesReader:
    """Reads the tolls of an article."""

    @property
    def version(self) -> str:
        """The version of the role classifier."""
        return adapter_version()

    def decided(self, record: Record) -> Mapping[str, object]:
        """The class fields that the words of a finished record decide."""
        first = next((c for c in (getattr(record, harm, None) for harm in HARMS) if c is not None), None)
        words = record.evidence[0].quote
        return {"cumulative": is_total(words, max(0, words.find(first.text)))} if first is not None else {}

    def read(self, article: IndexedArticle, topic: Topic) -> Sequence[Proposal]:
        """One draft for each toll."""
        read = {at: with_stated_toll(article.parse.sentence(at), roles) for at, roles in roles_in(article, topic)}
        tolls = [
            Toll(sentence, people)
            for sentence, roles in read.items()
            for people in incidents_of(people_in(article.article.text, roles))
        ]
        labelled = labelled_tolls(article.article.text)
        spans = [toll.span for toll in labelled]
        told = [toll for toll in without_repetitions(tolls) if not _stands_in(toll, spans)]
        return [*map(_propose_labelled, labelled), *(_propose(article, read, toll) for toll in told)]


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
    draft: Draft = {harm: people.span.of(text) for harm, people in toll.people.items()}
    victims = next((v for v in (victims_of(p, text) for p in toll.people.values()) if v), None)
    if victims is not None:
        draft["victims"] = victims
    source = _nearest(read[sentence], ("source",), near) or _speaker(article, sentence)
    if source is not None:
        draft["source"] = source.of(text)
    told = surroundings(article, sentence, near, total=total)
    origin = None if total else told_before(article, sentence)
    before = (
        surroundings(article, origin, article.article.sentences[origin].end, total=False).words
        if origin is not None
        else {}
    )
    draft |= {**before, **told.words}
    blamed, responsibility, answered = _blame(article, read, toll, source, origin)
    if blamed is not None:
        draft["perpetrator"] = blamed.of(text)
    beside = {
        at for at in (origin if before.keys() - told.words.keys() else None, answered) if at not in (None, sentence)
    }
    evidence = (span, *(article.article.sentences[at] for at in sorted(beside)))
    classes: dict[str, Any] = {harm: _count(people) for harm, people in toll.people.items()}
    classes |= {"victim_type": victim_type(toll), "cumulative": total, "responsibility": responsibility}
    objection = _objection(article, sentence, violent="perpetrator" in draft) or _background(
        article, draft, total=total
    )
    return Proposal(draft, evidence, classes, objection)


def _count(people: CountedPeople) -> Count:
    return Count(text=people.count.text) if people.harm == JOINT else people.count


def _nearest(roles: Sequence[PhraseRole], wanted: Sequence[str], near: int) -> Span | None:
    spans = [one.phrase.span for one in roles if one.role in wanted and one.phrase.head.pos_ != "PRON"]
    return min(spans, key=lambda span: abs(span.start - near), default=None)


def _speaker(article: IndexedArticle, sentence: int) -> Span | None:
    speaker = speaker_of(article.parse.sentence(sentence))
    return speaker.span if speaker is not None and speaker.head.pos_ != "PRON" else None


def _blame(
    article: IndexedArticle, read: RoleMap, toll: Toll, source: Span | None, origin: int | None
) -> tuple[Span | None, str, int | None]:
    """Who is held responsible, how, and the sentence in which they answer, if another.

    An answer stands in the toll's sentence or soon behind it; blame also in the sentence that tells of the attack.
    """
    near = next(iter(toll.people.values())).span.start
    last = min(toll.sentence + ANSWERS_WITHIN, len(article.article.sentences) - 1)
    blamed = _nearest(read[toll.sentence], ("perpetrator",), near)
    told = toll.sentence
    if blamed is None and origin is not None:
        blamed, told = _nearest(read.get(origin, ()), ("perpetrator",), near), origin
    for at in range(toll.sentence, last + 1):
        denier = _nearest(read.get(at, ()), ("denier",), near)
        if denier is not None:
            return blamed or denier, "denied", at
    if blamed is None:
        return None, "unknown", None
    text = article.article.text
    if source is not None and _same(article, source.of(text), blamed.of(text), near):
        return blamed, "claimed", None
    for at in range(toll.sentence, last + 1):
        if _owns_up(article, at, blamed, near):
            return blamed, "claimed", at
    attributed = source is not None and told == toll.sentence
    return blamed, "alleged" if attributed else "undisputed", told if told != toll.sentence else None


def _owns_up(article: IndexedArticle, sentence: int, blamed: Span, near: int) -> bool:
    """True of a sentence in which the one who is blamed claims or admits the deed."""
    for token in article.parse.sentence(sentence):
        if token.pos_ == "VERB" and token.lemma_.lower() in lemmas("owning", "verbs"):
            objects = {child.lemma_.lower() for child in token.children if child.dep_ in {"dobj", "ccomp"}}
            subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
            if subject is not None and objects & {
                "responsibility",
                "attack",
                "strike",
                "raid",
                "bombing",
                "killing",
                "credit",
            }:
                return _same(article, subject.text, blamed.of(article.article.text), near)
    return False


def _same(article: IndexedArticle, a: str, b: str, near: int) -> bool:
    one, other = article.actors.resolve(a, near=near), article.actors.resolve(b, near=near)
    if one is None or other is None:
        return a == b
    return one.party == other.party if one.party and other.party else one.name == other.name


def victims_of(people: CountedPeople, text: str) -> str | None:
    """Who they were: the phrase without its number and what qualifies it."""
    head = people.heads[0]
    if head.pos_ in {"NUM", "PRON"} or head.lemma_.lower() in {"other", "more"}:
        return None
    first = head
    for child in reversed(list(head.lefts)):
        if child.dep_ in {"nummod", "det", "quantmod", "predet", "poss"} or child.right_edge.i != first.i - 1:
            break
        first = child.left_edge
    return text[first.idx : people.span.end]


def victim_type(toll: Toll) -> str:
    """What the victims of a toll were, by the nouns that name them."""
    nouns = {noun for people in toll.people.values() for head in people.heads for noun in _nouns(head)}
    civilian, combatant = bool(nouns & lemmas("civilians")), bool(nouns & lemmas("combatants"))
    if civilian and combatant:
        return "mixed"
    return "civilian" if civilian else "combatant" if combatant else "unknown"


def _nouns(head: Token) -> set[str]:
    """The lemmas of a head, of what it is compounded of, and of what follows "of"."""
    beside = [child for child in head.children if child.dep_ in {"compound", "amod", "appos"}]
    behind = [o for child in head.children if child.lower_ == "of" for o in child.children if o.dep_ == "pobj"]
    return {token.lemma_.lower() for token in (head, *beside, *behind)}


def _objection(article: IndexedArticle, sentence: int, *, violent: bool) -> Objection | None:
    span, text = article.article.sentences[sentence], article.article.text
    paragraph = max(text.rfind("\n\n", 0, span.start), 0)
    if TO_A_MACHINE.search(text, paragraph, span.end):
        return Objection("instruction", "the text tells a machine what to report")
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
