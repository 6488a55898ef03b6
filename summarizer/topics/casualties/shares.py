"""People counted by a share of others, as one phrase: "all but two of the 12 soldiers", "one in five recruits"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.article import Span
from summarizer.syntax.phrases import Phrase
from summarizer.topics.casualties.harm import HARMS, harm_by_verb
from summarizer.topics.roles_in_sentences import PhraseRole
from summarizer.values.shares import share_spans

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token


def with_shares(sentence: TokenSpan, roles: Sequence[PhraseRole]) -> tuple[PhraseRole, ...]:
    """The roles of a sentence, in which what a share is made of is one phrase with one role.

    Args:
        sentence: the tokens of the sentence.
        roles: the phrases with a role in it.
    """
    found = tuple(roles)
    for start, end in share_spans(sentence.text):
        share = sentence.char_span(start, end, alignment_mode="expand")
        if share is not None:
            found = _with_share(sentence, share, found)
    return found


def _with_share(sentence: TokenSpan, share: TokenSpan, roles: tuple[PhraseRole, ...]) -> tuple[PhraseRole, ...]:
    noun = _counted_noun(share)
    span = Span(share.start_char, max(share.end_char, noun.idx + len(noun)))
    within = [one for one in roles if one.phrase.span.start < span.end and span.start < one.phrase.span.end]
    by_verb = harm_by_verb(_top(sentence, share))
    said = max((one for one in within if one.role in HARMS), key=lambda one: one.probability, default=None)
    role = by_verb or (said.role if said is not None else None)
    if role is None:
        return roles
    start = min([span.start, *(one.phrase.span.start for one in within)])
    end = max([span.end, *(one.phrase.span.end for one in within)])
    whole = PhraseRole(Phrase(Span(start, end), noun), role, 1.0 if by_verb or said is None else said.probability)
    others = (one for one in roles if one not in within)
    return tuple(sorted([*others, whole], key=lambda one: one.phrase.span.start))


def _top(sentence: TokenSpan, share: TokenSpan) -> Token:
    """The word of a share on which the verb hangs."""
    top = share.root
    while top.head.i != top.i and top.head.pos_ not in {"VERB", "AUX"} and top.head.i >= sentence.start:
        top = top.head
    return top


def _counted_noun(share: TokenSpan) -> Token:
    """The noun behind a share: the whole."""
    doc = share.doc
    for at in range(share.end - 1, min(share.end + 6, share.sent.end)):
        token = doc[at]
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "poss"} and at >= share.end - 1:
            return token
        if token.pos_ in {"VERB", "AUX"}:
            break
    return share.root
