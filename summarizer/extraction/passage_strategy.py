"""The `passages` strategy, for small models: narrow questions on the passages that hold a cue.

Of a topic with actors the model is asked one word for each actor that code finds in the passage; of casualties it
copies a few short fields. Code chooses the evidence, reads off it what the words decide, and refuses what they do not
support.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from pydantic import BaseModel

from summarizer.errors import ModelError
from summarizer.extraction.casualties.answers import answer_to
from summarizer.extraction.casualties.incidents import proved_elsewhere
from summarizer.extraction.casualties.toll_phrases import stated_tolls, tolls_in
from summarizer.extraction.casualties.tolls import add_surroundings, figures, join_tolls, refine_toll, without_counts
from summarizer.extraction.checks import Checked, check_draft, evidence_at
from summarizer.extraction.class_rules import decide_classes
from summarizer.extraction.drafts import Draft, drafts_of, reply_model
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.merging import merge
from summarizer.extraction.passages import Passage, select_passages
from summarizer.extraction.positions.actor_question import ActorDraft, actor_request, owned_claims, read_answer
from summarizer.extraction.positions.claims import claims_in
from summarizer.extraction.results import Extraction, Refused
from summarizer.extraction.strategy import OnStep, Step
from summarizer.extraction.support import best_sentence
from summarizer.extraction.unsupported import objection
from summarizer.extraction.wording import complete, speaker_of
from summarizer.llm.types import LLM, Completion, Message, Request, Usage
from summarizer.topics import Topic

MOST_RECORDS = 3
"""Records asked for in one passage; a small model that may go on repeats itself."""

REPLY_TOKENS = 300

COUNTS = frozenset({"killed", "injured", "missing", "captured"})
"""The fields of a record that counts people."""


@dataclass(frozen=True)
class PassagesStrategy:
    """Asks about each passage that holds a cue."""

    name: str = "passages"

    async def extract(self, facts: ArticleFacts, topic: Topic, llm: LLM, on_step: OnStep) -> Extraction:
        """Asks every passage at once; a passage without an answer leaves the others' records in place."""
        passages = [p for p in select_passages(facts.article, topic) if may_hold_a_record(facts, topic, p)]
        done = 0

        async def ask(passage: Passage) -> Completion[BaseModel] | ModelError:
            nonlocal done
            try:
                return await llm.complete(passage_request(facts, topic, passage))
            except ModelError as error:
                return error
            finally:
                done += 1
                on_step(Step(facts.article.id, topic.name, done, len(passages)))

        on_step(Step(facts.article.id, topic.name, 0, len(passages)))
        replies = await asyncio.gather(*(ask(passage) for passage in passages))
        usage, failure, checked = Usage(), None, list[Checked]()
        for passage, reply in zip(passages, replies, strict=True):
            usage += reply.usage
            if isinstance(reply, ModelError):
                failure = failure or reply
            else:
                failure = failure or reply.failure
                checked += read_reply(facts, topic, passage, reply.value)
        return Extraction(
            topic=topic.name,
            records=merge([c.record for c in checked if c.record is not None]),
            refused=tuple(refused for c in checked for refused in c.refused),
            usage=usage,
            failure=failure,
        )


def may_hold_a_record(facts: ArticleFacts, topic: Topic, passage: Passage) -> bool:
    """Tells whether a passage can hold a record: an actor with a verb of the topic, or a toll; no other is asked about.

    Of a topic that asks for no class and counts nobody, any passage can.
    """
    if topic.class_field is not None:
        return bool(owned_claims(facts, topic, passage))
    if not set(topic.record.model_fields) >= COUNTS:
        return True
    text = facts.article.text
    return any(tolls_in(facts.article.sentences[at].of(text)) for at in passage.cue_sentences)


def passage_request(facts: ArticleFacts, topic: Topic, passage: Passage) -> Request[BaseModel]:
    """Builds the question about a passage: instructions and examples, the same for every passage, then the passage."""
    if topic.class_field is not None:
        return actor_request(facts, topic, passage)
    prompt = topic.prompt("passages")
    messages = [Message("system", prompt.render("system", {}))]
    for example in prompt.meta["examples"]:
        messages.append(Message("user", prompt.render("user", example)))
        reply = json.dumps({"records": example["answer"]}, ensure_ascii=False, separators=(",", ":"))
        messages.append(Message("assistant", reply))
    words = " ".join(passage.span.of(facts.article.text).split())
    messages.append(Message("user", prompt.render("user", {"passage": words})))
    return Request(
        messages=tuple(messages),
        response_model=reply_model(topic.record, tuple(topic.short_names.items()), 1, MOST_RECORDS),
        max_tokens=REPLY_TOKENS,
        prefix=len(messages) - 1,
        label=f"{topic.name}, sentences {passage.first + 1} to {passage.last + 1}",
    )


def read_reply(facts: ArticleFacts, topic: Topic, passage: Passage, reply: BaseModel) -> list[Checked]:
    """Checks each draft of a reply against the passage."""
    if topic.class_field is not None:
        checked = []
        for asked in read_answer(facts, topic, passage, reply):
            placed = place_draft(facts, topic, passage, asked)
            checked += [_check(facts, topic, draft, sentence) for draft, sentence in placed]
            if not placed:
                detail = f"no verb of the passage says this of {asked.draft['actor']!r}"
                checked.append(Checked(None, (Refused("no_position", detail, asked.draft),)))
        return checked
    return _check_tolls(facts, topic, passage, drafts_of(reply))


def _check_tolls(facts: ArticleFacts, topic: Topic, passage: Passage, drafts: list[Draft]) -> list[Checked]:
    """Checks the tolls that sentences state, each with what the model says of it, then those that it alone found."""
    placed: list[tuple[Draft, int]] = []
    checked: list[Checked] = []
    for draft in drafts:
        sentence = best_sentence(facts, topic, passage, draft)
        if sentence is None:
            checked.append(Checked(None, (Refused("not_found", "no sentence of the passage says this", draft),)))
        else:
            placed.append((refine_toll(facts, draft, sentence, speaker_of(facts, sentence)), sentence))
    found: list[tuple[Draft, int]] = []
    for at in passage.cue_sentences:
        found += [(draft, at) for draft in _stated(facts, at, [draft for draft, s in placed if s == at])]
    others = []
    for draft, at in placed:
        stated = [toll for toll, s in found if s == at]
        if not stated:
            checked.append(Checked(None, (Refused("no_toll", "the sentence states no count of people", draft),)))
        elif not _is_stated(draft, stated):
            others.append((draft, at))
    return checked + [_check(facts, topic, draft, sentence) for draft, sentence in (*found, *join_tolls(others))]


def _stated(facts: ArticleFacts, sentence: int, drafts: list[Draft]) -> list[Draft]:
    """Returns the tolls that a sentence states, each with what the model's draft of the same figure says beside it."""
    words, speaker = facts.article.sentences[sentence].of(facts.article.text), speaker_of(facts, sentence)
    found: list[Draft] = []
    for toll in stated_tolls(words):
        known = next((d for d in drafts if figures(d) & figures(toll)), drafts[0] if len(drafts) == 1 else {})
        found.append(add_surroundings(facts, {**without_counts(known), **toll}, sentence, speaker))
    return found


def _is_stated(draft: Draft, stated: list[Draft]) -> bool:
    """Tells whether the tolls that a sentence states say all that a model's draft counts."""
    return figures(draft) <= {figure for toll in stated for figure in figures(toll)}


def place_draft(facts: ArticleFacts, topic: Topic, passage: Passage, asked: ActorDraft) -> list[tuple[Draft, int]]:
    """Returns the sentences whose words bear a draft's position, each with the draft; else those that bear another.

    Sanctions named in sentences of their own are a record each; a position on a ceasefire is one, in the first that
    bears it.
    """
    chosen = str(asked.draft[str(topic.class_field)])
    borne: list[tuple[str, int]] = []
    for sentence in passage.cue_sentences:
        own = [claim for claim in claims_in(facts, topic, sentence) if claim.key == asked.key]
        if own:
            same = any(claim.position == chosen for claim in own)
            borne.append((chosen if same else own[0].position, sentence))
    agreed = [(position, sentence) for position, sentence in borne if position == chosen] or borne
    placed = [({**asked.draft, str(topic.class_field): position}, sentence) for position, sentence in agreed]
    return placed if topic.name == "sanctions" else placed[:1]


def _check(facts: ArticleFacts, topic: Topic, draft: Draft, sentence: int) -> Checked:
    draft = complete(facts, topic, draft, sentence)
    beside = _beside(facts, draft, sentence) if topic.name == "casualties" else []
    evidence = tuple(evidence_at(facts, facts.article.sentences[at]) for at in (sentence, *beside))
    wrong = objection(facts, topic, draft, sentence)
    if wrong is not None:
        return Checked(None, (Refused(wrong[0], wrong[1], draft),))
    return check_draft(facts, topic, draft, evidence, decide_classes(facts, topic, draft, evidence))


def _beside(facts: ArticleFacts, draft: Draft, sentence: int) -> list[int]:
    """Returns the sentences that prove of a toll what its own does not: where the attack and the answer to it stand."""
    beside = proved_elsewhere(facts, draft, sentence)
    answered = answer_to(facts, draft, sentence)
    if answered is not None and answered.sentence not in (sentence, *beside):
        beside.append(answered.sentence)
    return beside
