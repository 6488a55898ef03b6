"""Which positions on a ceasefire are one."""

from summarizer.schemas import CeasefirePosition
from summarizer.topics.ceasefire.own_words import against_words
from summarizer.topics.checks import Checks, same_actor


def _same_position(a: CeasefirePosition, b: CeasefirePosition) -> bool:
    return same_actor(a.actor, b.actor) and a.stance == b.stance


CHECKS = Checks[CeasefirePosition](_same_position, against_words=against_words)
