"""Which positions on sanctions are one."""

from summarizer.schemas import SanctionsCall
from summarizer.topics.checks import Checks, actors_agree, same_actor
from summarizer.topics.sanctions.own_words import against_words


def _same_position(a: SanctionsCall, b: SanctionsCall) -> bool:
    return same_actor(a.actor, b.actor) and a.status == b.status and actors_agree(a.target, b.target)


CHECKS = Checks[SanctionsCall](_same_position, against_words=against_words)
