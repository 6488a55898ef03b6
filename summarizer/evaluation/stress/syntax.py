"""What needs the parser: sentences put into the passive, and whether a changed sentence still reads as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from summarizer.article import Article, Span
from summarizer.evaluation.stress.variants import Edit, Variant
from summarizer.indexing import IndexedArticle
from summarizer.syntax.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL = {"were": ("NNS", "NNPS"), "was": ("NN", "NNP")}
_NOBODY = frozenset({"no", "none", "nobody", "neither", "few"})


def passives(article: Article) -> list[Edit]:
    """Clauses in the active past, as edits that put them into the passive."""
    tokens = IndexedArticle.of(article).parse.doc
    found = (_passive(token, article.text) for token in tokens if token.tag_ == "VBD" and token.pos_ == "VERB")
    return [edit for edit in found if edit is not None]


def _passive(verb: Token, text: str) -> Edit | None:
    subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
    objects = [child for child in verb.rights if child.dep_ in ("dobj", "obj")]
    if len(subjects) != 1 or len(objects) != 1 or any(one.pos_ == "PRON" for one in (*subjects, *objects)):
        return None
    subject, thing = (_subtree(one) for one in (subjects[0], objects[0]))
    participle = _participle(verb)
    apart = text[subject.end : verb.idx].strip() or text[verb.idx + len(verb.text) : thing.start].strip()
    if apart or participle is None or any(mark in subject.of(text) + thing.of(text) for mark in ',;:"“”\n'):
        return None
    if subject.of(text).lower().split()[0] in _NOBODY or any(
        one.ent_type_ in ("DATE", "TIME") for one in objects[0].subtree
    ):
        return None
    numbers = [child for child in objects[0].children if child.dep_ == "nummod" and child.lower_ not in ("one", "1")]
    many = bool(numbers) or objects[0].tag_ in _PLURAL["were"] or any(c.dep_ == "conj" for c in objects[0].children)
    opens = subject.start == verb.sent.start_char
    doer = _lowered(subject.of(text), subjects[0]) if opens else subject.of(text)
    done = thing.of(text)
    done = done[0].upper() + done[1:] if opens else done
    return Edit(subject.start, thing.end, f"{done} {'were' if many else 'was'} {participle} by {doer}")


def _subtree(token: Token) -> Span:
    tokens = list(token.subtree)
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))


def _participle(verb: Token) -> str | None:
    """The participle of a regular verb; of irregular ones, none but those whose past is the same."""
    same = {"hit", "struck", "left", "held", "made", "shot", "cut", "brought", "found", "told", "sent"}
    return verb.text if verb.lower_.endswith("ed") or verb.lower_ in same - {"left"} else None


def _lowered(words: str, head: Token) -> str:
    first = next(iter(head.subtree))
    return words if first.pos_ == "PROPN" or first.ent_type_ else words[0].lower() + words[1:]


def reads_as_before(variant: Variant) -> bool:
    """True if every sentence that was changed still has a verb at its root, where it had one before."""
    return all(_has_verb(now) or not _has_verb(was) for was, now in _changed(variant))


def _changed(variant: Variant) -> Iterable[tuple[str, str]]:
    """The changed sentences, as they were and as they are."""
    old, new = variant.source.article, variant.article
    at = 0
    for piece in variant.made.pieces:
        if piece.old.end > piece.old.start and piece.text != piece.old.of(old.text):
            was, now = old.sentences[old.sentence_at(piece.old.start)], new.sentences[new.sentence_at(at)]
            yield was.of(old.text), now.of(new.text)
        at += len(piece.text)


def _has_verb(sentence: str) -> bool:
    return any(token.dep_ == "ROOT" and token.pos_ in ("VERB", "AUX") for token in load_pipeline()(sentence))
