"""Ceasefire: who demands, accepts, rejects or brokers one."""

from summarizer.schemas import CeasefirePosition
from summarizer.topics.ceasefire.checks import CHECKS
from summarizer.topics.ceasefire.reading import CeasefireReader
from summarizer.topics.ceasefire.showing import SHOWING
from summarizer.topics.ceasefire.telling import TELLING
from summarizer.topics.topic import Topic

CEASEFIRE = Topic(
    name="ceasefire",
    title="Ceasefire",
    letter="F",
    colour="cyan",
    page_class="ceasefire",
    record=CeasefirePosition,
    cues=(
        r"cease-?\s?fire",
        r"truce",
        r"armistice",
        r"cessation of",
        r"(?:pause|halt|lull) (?:in|to|of) (?:the |all )?"
        r"(?:fighting|hostilities|attacks|shelling|strikes|fire|violence)",
        r"h[eo]ld (?:its|their|his|her) fire",
        r"silence (?:the|their|its) guns",
        r"CFA\b",
    ),
    weak_cues=(
        r"(?:stop|end|halt|suspend|cease)(?:ped|ping|ing|ed|s)? (?:the |all |its |their |to (?:the |all )?)?"
        r"(?:fighting|hostilities|shelling|attacks|strikes|fire\b|firing|military action|operations)",
        r"pauses?\b",
        r"halt\b",
        r"lull\b",
        r"h[eo]ld(?:s|ing)? (?:\w+ )?fire\b",
        r"lay(?:s|ing)? down (?:\w+ )?arms",
        r"cessation\b",
        r"suspension\b[^.]{0,30}\b(?:operations?|attacks|offensive|strikes)",
        r"(?:operations?|attacks|offensive|strikes|campaign) [^.]{0,20}suspended\b",
        r"prolong",
        r"accord\b",
        r"arrangement\b",
        r"(?:stop|halt|cease|end)(?:s|ped|ing)? (?:its |their |his |own |military )+"
        r"(?:attacks|strikes|action|operations?)\b",
    ),
    anaphoric=True,
    reader=CeasefireReader(),
    telling=TELLING,
    showing=SHOWING,
    checks=CHECKS,
)
