"""Whose verb is it: which positions the words of a sentence bear, and for which of its actors.

A verb belongs to the actor named last before it, unless that name is the object of a preposition; behind a verb, "by"
names the actor. Actors joined by "and", commas or "including" share their verbs. This is no parser: it is held against
a model's answer, and what both say stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.article import Span
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.mentions import actor_key, is_no_actor, named_key
from summarizer.extraction.passages import ANAPHORS
from summarizer.extraction.positions.lexicons import DONE, LEXICONS, NEGATED, PASSIVE, UNREAL
from summarizer.topics import Topic

REACH = 90
"""How far from a cue a verb may stand and still speak of it, in code points."""

GOVERNING = (
    r"\b(?:in|at|near|to|with|against|between|of|on|for|from|by|upon|than|over|targeting|across|despite|told|including|"
    r"among|about|under|towards?|through|within|without|into|fought|fighting|"
    r"demand(?:ed|s|ing)? that|urg(?:e|ed|es|ing)|ask(?:ed|s|ing)?|press(?:ed|es|ing)?|mak(?:e|es|ing)|made|"
    r"forc(?:e|ed|ing)|tell|want(?:ed|s)?|let)"
    r" (?:the |both |all |its |their |an? )*"
)
OBJECT = re.compile(GOVERNING + "$", re.IGNORECASE)
"""What stands before an actor that something is done to."""

LISTED_OBJECT = re.compile(GOVERNING + r"(?:(?-i:[A-Z])[\w'’-]+(?:, and |, | and ))+$", re.IGNORECASE)
"""What stands before a later one of several such actors, which a clause that begins with "and" looks like too."""

LIST_GOES_ON = re.compile(r"\s*[,.;]|\s+(?:and|or|regions?|provinces?|districts?)\b")

JOINED = re.compile(
    r"^[\s,–—-]*(?:and|or|as well as|along with|plus|including|but|both|to a lesser extent|then|the|its|,)*"
    r"(?:[\s,–—-]+(?:and|or|as well as|including|to a lesser extent|the|its))*[\s,–—-]*$",
    re.IGNORECASE,
)
PRONOUNS = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
ACCUSES = re.compile(r"(?:accus|blam)\w*", re.IGNORECASE)
"""Verbs whose object is the one that is said to have done something."""

CAUSES = re.compile(
    r"\b(?:demand(?:ed|s|ing)? that|urg(?:e|ed|es|ing)|ask(?:ed|s|ing)?|press(?:ed|es|ing)?|mak(?:e|es|ing)|made|"
    r"tell|told|forc(?:e|ed|ing)|want(?:ed|s)?|let|call(?:ed|s|ing)? (?:on|upon)|order(?:ed|s|ing)?|get|got|"
    r"expect(?:ed|s)?|persuad(?:e|ed|es|ing)|convinc(?:e|ed|es|ing)|beg(?:ged|s)?|allow(?:ed|s|ing)?)"
    r" (?:the |both |all |its |their |his |her )*$",
    re.IGNORECASE,
)
"""What stands before an actor that is asked, told or made to do something."""

ACTS = re.compile(
    r"(?:^|[,;:“\"—–-] ?|\b(?:said|says|that|and|but|as|when|if|because|which|while|where|whether|than|after|before) )"
    r"(?:it|they)$",
    re.IGNORECASE,
)
"""A pronoun that opens a clause: it is who acts, not the thing that is spoken of."""

TO_DO = re.compile(r"\s+(?:to |not |also |\w+ly )*", re.IGNORECASE)

RELATIVE = re.compile(r",? (?:which|who|whose|where|whom)\b(?=[^,;]*$)", re.IGNORECASE)
"""What opens a clause about the actor before it, as far as no comma has closed it."""

_SAY = r"(?:said|says|told|added|insisted|announced|warned|declared|replied|answered|wrote|let it be known|noted)\b"
SAYS = re.compile(rf"(?:,[^,;]{{0,60}},)?(?: \w+ly| later| also| then| has| had)*,? {_SAY}", re.IGNORECASE)
SAID_BY = re.compile(rf"\b{_SAY} (?:the |its |an? )?$", re.IGNORECASE)
BY = re.compile(r"^[^.;,]{0,45}?\bby (?:the |its |an? )?$", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """A position that the words of a sentence bear.

    Attributes:
        position: the class of the position.
        key: the party of the actor, or its name where it has none.
        name: the actor as the sentence names it.
        place: where it does, in the article.
        distance: code points between the verb and the nearest cue.
    """

    position: str
    key: str
    name: str
    place: Span
    distance: int


@dataclass(frozen=True)
class _Named:
    key: str
    name: str
    place: Span
    is_object: bool


def claims_in(facts: ArticleFacts, topic: Topic, sentence: int) -> tuple[Claim, ...]:
    """Returns the positions that a sentence bears, the one nearest to its cue first."""
    lexicon = LEXICONS[str(topic.class_field)]
    span = facts.article.sentences[sentence]
    words = span.of(facts.article.text)
    cues = [cue.start() for cue in topic.weak_cue_pattern.finditer(words)]
    cues = cues or [word.start() for word in ANAPHORS.finditer(words) if not ACTS.search(words, 0, word.end())]
    clause = _Clauses(facts.article.text, span, _named(facts, span))
    found = []
    for position, pattern in lexicon.items():
        for verb in pattern.finditer(words):
            distance = min((abs(verb.start() - cue) for cue in cues), default=REACH + 1)
            unreal = (UNREAL if position in DONE else NEGATED).search(words[: verb.start()])
            if distance > REACH or unreal or clause.names(span.start + verb.start()):
                continue
            passive = verb[0].split()[0].endswith(("ed", "en")) and PASSIVE.search(words[: verb.start()])
            for actor in clause.owners(span.start + verb.start(), span.start + verb.end(), passive=bool(passive)):
                found.append(Claim(position, actor.key, actor.name, actor.place, distance))
    return tuple(sorted(found, key=lambda claim: claim.distance))


def _named(facts: ArticleFacts, span: Span) -> list[_Named]:
    """The actors of a sentence in order, of names within names the outer; pronouns where they are resolved."""
    text, found, covered = facts.article.text, list[_Named](), -1
    for mention in facts.actors.actors_in(*span):
        if mention.end <= covered or is_no_actor(facts, mention):
            continue
        covered = mention.end
        before = text[max(span.start, mention.start - 40) : mention.start]
        place = Span(mention.start, mention.end)
        listed = LISTED_OBJECT.search(before) and LIST_GOES_ON.match(text[mention.end : span.end])
        is_object = bool(OBJECT.search(before) or listed)
        found.append(_Named(named_key(facts, mention), mention.name, place, is_object))
    for pronoun in PRONOUNS.finditer(text, span.start, span.end):
        actor = facts.actors.resolve(pronoun[0], near=pronoun.start())
        if actor is not None and actor.name.lower() != pronoun[0].lower():
            is_object = bool(OBJECT.search(text[max(span.start, pronoun.start() - 40) : pronoun.start()]))
            found.append(_Named(actor_key(actor.name, actor.party), actor.name, Span(*pronoun.span()), is_object))
    return _without_appositions(text, sorted(found, key=lambda one: one.place.start))


def _without_appositions(text: str, named: list[_Named]) -> list[_Named]:
    """Leaves out descriptions that stand beside the name of the same actor: "the rebel leader, Idris Fal, said"."""
    kept: list[_Named] = []
    for n, actor in enumerate(named):
        left, right = named[n - 1] if n else None, named[n + 1] if n + 1 < len(named) else None
        before = (
            right is not None and _apposes(text, actor, right) and _is_described(actor) and not _is_described(right)
        )
        after = left is not None and _apposes(text, left, actor) and _is_described(actor) and not _is_described(left)
        if not before and not after:
            kept.append(actor)
    return kept


def _apposes(text: str, left: _Named, right: _Named) -> bool:
    """Tells whether two actors stand side by side with only a comma between, and no list goes on behind."""
    if text[left.place.end : right.place.start].strip() != ",":
        return False
    return (
        re.match(r",(?! (?:the|an?|and|or|[A-Z]))| (?!and\b|or\b)|[.;]", text[right.place.end : right.place.end + 8])
        is not None
    )


def _is_described(actor: _Named) -> bool:
    """Tells whether words describe an actor and do not name it: the last of them is no name."""
    return actor.name.split()[-1][:1].islower()


@dataclass(frozen=True)
class _Clauses:
    """The actors of a sentence, and which of them is the subject of a verb.

    Attributes:
        text: the article's text.
        span: the sentence.
        named: its actors, in order.
    """

    text: str
    span: Span
    named: list[_Named]

    def names(self, offset: int) -> bool:
        """Tells whether an offset stands within the name of an actor."""
        return any(actor.place.start <= offset < actor.place.end for actor in self.named)

    def owners(self, start: int, end: int, *, passive: bool = False) -> list[_Named]:
        """Returns the actors to whom the verb at an offset belongs; of a passive, only whom "by" names."""
        behind = next((n for n in self.named if n.place.start >= end), None)
        if behind is not None and (
            BY.match(self.text[end : behind.place.start]) or ACCUSES.fullmatch(self.text[start:end])
        ):
            return self._joined(self.named.index(behind))
        if passive:
            return []
        if self._is_asked_to(start):
            return []
        quoted = self._quote_at(start)
        before = [i for i, n in enumerate(self.named) if n.place.end <= start and self._reaches(n, start, quoted)]
        subjects = [i for i in before if not self.named[i].is_object or self._joins_a_subject(i)]
        if subjects and (quoted is None or self.named[subjects[-1]].place.start >= quoted):
            return self._joined(subjects[-1])
        speaker = self._speaker(start, quoted is not None)
        if speaker is not None:
            return [speaker]
        return self._joined(subjects[-1]) if subjects else []

    def _is_asked_to(self, verb: int) -> bool:
        """Tells whether a verb is what another is asked, told or made to do: "urged Chile to accept"."""
        last = next((n for n in reversed(self.named) if n.place.end <= verb), None)
        if last is None or not CAUSES.search(self.text[self.span.start : last.place.start]):
            return False
        return TO_DO.fullmatch(self.text[last.place.end : verb]) is not None

    def _reaches(self, actor: _Named, verb: int, quoted: int | None) -> bool:
        """Tells whether an actor may govern a verb: it stands in no quotation or relative clause that ends before."""
        own = self._quote_at(actor.place.start)
        if own is not None and own != quoted:
            return False
        between = self.text[actor.place.end : verb]
        opened = RELATIVE.search(self.text, self.span.start, actor.place.start)
        return opened is None or "," not in between or "," in self.text[opened.end() : actor.place.start]

    def _quote_at(self, offset: int) -> int | None:
        """Returns where the quotation opens in which an offset of the sentence stands; `None` outside of one."""
        before = self.text[self.span.start : offset]
        if before.count("\u201c") > before.count("\u201d"):
            return self.span.start + before.rindex("\u201c")
        return self.span.start + before.rindex('"') if before.count('"') % 2 == 1 else None

    def _speaker(self, verb: int, quoted: bool) -> _Named | None:
        """Returns who is said to have said a sentence that names no subject before its verb."""
        for actor in self.named:
            after = self.text[actor.place.end : self.span.end]
            before = self.text[self.span.start : actor.place.start]
            if SAYS.match(after) and (actor.place.start > verb or quoted):
                return actor
            if SAID_BY.search(before) and actor.place.start > verb:
                return actor
        return None

    def _joins_a_subject(self, index: int) -> bool:
        """Tells whether an actor that follows "including" is joined to one that is a subject."""
        if index == 0 or self.named[index - 1].is_object:
            return False
        return self._are_joined(index - 1)

    def _are_joined(self, index: int) -> bool:
        """Tells whether an actor and the next share their verbs."""
        left, right = self.named[index], self.named[index + 1]
        return JOINED.match(self.text[left.place.end : right.place.start]) is not None

    def _joined(self, index: int) -> list[_Named]:
        """Returns an actor with those that are joined to it on either side; an object before a subject is not."""
        first = last = index
        is_subject = not self.named[index].is_object
        while first > 0 and self._are_joined(first - 1) and not (is_subject and self.named[first - 1].is_object):
            first -= 1
        while last + 1 < len(self.named) and self._are_joined(last):
            last += 1
        return self.named[first : last + 1]
