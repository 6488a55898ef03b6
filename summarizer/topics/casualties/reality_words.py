"""The phrases for harm that did not happen; patterns only, `reality` applies them."""

from __future__ import annotations

import re
from typing import Literal

HarmField = Literal["killed", "injured", "missing", "captured"]

_KILL = (
    r"kill(?:ed|s|ing)?|murder(?:ed|s|ing)?|massacr(?:ed?|es|ing)|assassinat(?:ed?|es|ing|ions?)|execut(?:ed?|es|ing)"
    r"|behead(?:ed|s|ing)?|slaughter(?:ed|s|ing)?|slay(?:ing)?|slain|slew|died?|dies|dying|perish(?:ed|es|ing)?"
    r"|eliminat(?:ed?|es|ing|ions?)|shot|shoot(?:s|ing)?|lynch(?:ed|ing)?|deaths?"
)
_HURT = r"wound(?:ed|s|ing)?|injur(?:ed?|es|ing|ies)|hurt(?:s|ing)?|maim(?:ed|s|ing)?|harm(?:ed|s|ing)?|burn(?:ed|t)"
_LOSE = r"missing|vanish(?:ed)?|disappear(?:ed|s)?"
_TAKE = r"captur(?:ed?|es|ing)|abduct(?:ed|s|ing)?|kidnap(?:ped|s|ping)?|seiz(?:ed?|es|ing)|tak(?:e|en|ing)|took"
_CAUSE = (
    r"caus(?:ed?|es|ing)|claim(?:ed|s|ing)?|left|leav(?:e|es|ing)|result(?:ed|s|ing)? in|inflict(?:ed|s|ing)?"
    r"|cost(?:s|ing)?|bomb(?:ed|s|ing)?|attack(?:ed|s|ing)?|target(?:ed|s|ing)?|blow(?:n|s|ing)? up|blew up|led to"
)


def _harm(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{verbs}|{_CAUSE})\b(?!['’])", re.I)


HARM: dict[HarmField, re.Pattern[str]] = {
    "killed": _harm(_KILL),
    "injured": _harm(_HURT),
    "missing": _harm(_LOSE),
    "captured": _harm(_TAKE),
}
"""Verbs of each kind of harm, and those that cause any ("left 12 dead")."""

ANY_HARM = _harm(f"{_KILL}|{_HURT}|{_LOSE}|{_TAKE}")

QUALIFIERS = re.compile(
    r"[\s\"“'‘]*(?:(?:at least|at most|more than|fewer than|less than|as many as|up to|no fewer than|an estimated"
    r"|a (?:further|total of)|about|around|some|roughly|nearly|almost|over|approximately|another|the|all|these"
    r"|those|its|his|her"
    r"|their|our|a|an|of|between|among|to|dead|off|reportedly|possibly|perhaps|only|just|exactly"
    r"|estimated)[\s\"“'‘]+)*",
    re.I,
)
"""All that stands between a verb and the number of its object."""

_ADVERBS = (
    r"(?: (?!not\b)(?:\w+ly|also|even|still|well|perhaps|otherwise|at once|all|both|then|soon|now|ever|in fact))*"
)
MODAL_PERFECT = re.compile(
    rf"\b(?:would|could|might|should|ought to)(?: not|n['’]t)?{_ADVERBS} (?:have"
    rf"|of)?{_ADVERBS}(?<=have) ?(?:been)?{_ADVERBS} ?$"
    rf"|\b(?:would|could|might|should)(?:['’]ve|n['’]t['’]ve)(?: been)?{_ADVERBS} $"
    rf"|\b(?:would|could|might|should)(?: not|n['’]t)?{_ADVERBS} have{_ADVERBS}(?: been)?{_ADVERBS} $",
    re.I,
)
"""Right before a verb: it would have happened. "May have killed" is a report."""

MODAL = re.compile(
    rf"(?:\b(?P<will>will|shall|going to|about to|set to|due to)|(?<=\w)['’](?P<wont>ll)"
    rf"|\b(?P<may>would|could|might|can|may|should|must))(?: not|n['’]t)?(?!{_ADVERBS} (?:later|eventually"
    rf"|subsequently|ultimately))"
    rf"{_ADVERBS}(?: be)?{_ADVERBS} $",
    re.I,
)
"""Right before a verb: it will, or may, happen. "Would later die" has happened."""

PLAN_HEAD = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|plot(?:s|ted|ting)?|conspir(?:acy|acies|ed?|es|ing)|scheme[ds]?|scheming|intend(?:s"
    r"|ed|ing)?"
    r"|intent(?:ions?)?|aim(?:s|ed|ing)?|threat(?:s|ens?|ened|ening)?|vow(?:s|ed|ing)?|pledg(?:e[ds]?|ing)"
    r"|promis(?:e[ds]?|ing)"
    r"|sworn?|swore|want(?:s|ed|ing)?|wish(?:es|ed|ing)?|hop(?:es?|ed|ing)|attempt(?:s|ed|ing)?|bids?|tr(?:y|ies"
    r"|ied|ying)|sought"
    r"|seek(?:s|ing)?|fail(?:s|ed|ing|ures?)?|refus(?:als?|e[ds]?|ing)|offer(?:s|ed|ing)?|order(?:s|ed|ing)?"
    r"|instruct(?:s|ed|ing)?"
    r"|call(?:s|ed|ing)? for|urg(?:e[ds]?|ing)|prepar(?:e[ds]?|ing)|ready|determined|decid(?:e[ds]?|ing)|decisions?"
    r"|agree[ds]?|meant|designed|able|capable|permission|right|duty|desire|mission|likely|expected|bound|scheduled"
    r"|poised)\b",
    re.I,
)
"""Before "to kill": it was to happen."""

HAPPENED = re.compile(
    r"\b(?:manag(?:ed|ing)|went on|gone on|proceeded|continu(?:ed|es|ing)|began|begun|start(?:ed|s)|us(?:ed|es|ing)"
    r"|first"
    r"|last|latest|only|helped|believed|said|reported|known|thought|alleged|understood|appear(?:ed|s)|seem(?:ed|s)"
    r"|happened|came|turned out|\d+(?:st|nd|rd|th)|second|third|fourth|fifth)\W+(?:\w+\W+)?$",
    re.I,
)
"""Before "to kill" where it happened: "went on to kill", "the first to die"."""

STOPPED = re.compile(
    r"\b(?:(?:foil|thwart|avert|avoid|disrupt|plann|plot|conspir|risk|attempt|try|tried|threat|consider)\w*"
    r"(?: [\w'’-]+){0,4}?(?: (?:from|of|at|with|against|the|by))*|(?:prevent|stop|keep|kept"
    r"|dissuad)\w*(?: [\w'’-]+){1,5}? from"
    r"|stop(?:ped|s)? short of) $",
    re.I,
)
"""Before "killing" where it was to happen or was stopped; "foiled an attack, killing 12" has a comma between."""

ALMOST = re.compile(
    r"\b(?:almost|nearly|(?:came|come|coming) close to(?: being)?|narrowly avoided(?: being)?) $",
    re.I,
)
"""Right before a verb of harm: it did not happen."""

UNREAL_NOUN = re.compile(
    r"\b(?:attempted|planned|foiled|thwarted|averted|would-be|failed|threatened|intended|possible|potential"
    r"|(?:plans?|plots?|threats?|attempts?|conspiracy|bid|risk|danger|fears?) (?:of|for|to|against|on|at)(?: a| an"
    r"| the| mass| more)*"
    r"|(?:attempt|plot|bid|try)(?:ed|s|ing|ted|ting)?(?: a| an| the| mass)*) $",
    re.I,
)
"""Right before a noun of killing: "the attempted murder of", "a plot for the assassination of"."""

NOT = re.compile(
    rf"\b(?:did|does|do|had|has|have|was|were|is|are|be|been)(?: not|n['’]t| never)(?! only| just| merely"
    rf"| yet){_ADVERBS}(?: been)?{_ADVERBS} $"
    r"|\bnever (?:been )?$",
    re.I,
)
_PEOPLE = (
    r"(?:people|persons?|civilians?|soldiers?|troops|casualt(?:y|ies)|victims?|passengers?|staff|officers?|hostages?"
    r"|deaths?|fatalit(?:y|ies)|injur(?:y|ies)|members?|children|residents?|workers?|losses|dead|wounded|injured)"
)
NOBODY = re.compile(
    rf"(?:with |and )?(?:no[ -]one|nobody|none\b|neither|not (?:one|a single|any)\b|zero\b"
    rf"|no (?:[a-z-]+ ){{0,2}}{_PEOPLE}\b)",
    re.I,
)
NOBODY_SUBJECT = re.compile(
    rf"\b(?:no[ -]one|nobody|none|neither|not (?:one|a single|any)|no (?:\w+ ){{0,2}}{_PEOPLE})"
    r"(?: else)?(?: of (?:the|its|his|her|their|those|these|them|our)(?: [\w'’-]+){0,4})?(?: (?:in|on|aboard"
    r"|at) (?:the|board)(?: \w+)?)?"
    rf"(?: (?:was|were|is|are|has been|have been|had been|has|have|had|got|gets))?{_ADVERBS} $",
    re.I,
)
WITHOUT = re.compile(r"\bwithout (?:\w+ ){0,2}$", re.I)
SURVIVED = re.compile(
    r"[^,;.]{0,40}?\b(?:surviv(?:ed|es|ing)|escaped (?:unhurt|alive|unharmed|injury|death)"
    r"|(?:was|were|are) (?:unhurt|unharmed|uninjured|rescued alive|evacuated|saved))\b",
    re.I,
)
IF = re.compile(
    r"(?:^|[,;:(—–\"“]\s*|\b(?:that|and|but|said|says|warned|because)\s)(?:even |only )?(?:if|unless|in case|lest"
    r"|suppose|imagine)"
    r"\s(?!confirmed|proven|verified|not\b)[^,;]*$",
    re.I,
)
"""The clause up to the people counted, where it is a condition."""

WHETHER = re.compile(
    r"\bwhether\b[^,;]*$"
    r"|\b(?:ask(?:s|ed|ing)?|see|knows?|knew|known|clear|sure|certain|say|doubts?|wonder(?:s|ed|ing)?) if\b[^,;]*$",
    re.I,
)
"""The clause up to the people counted, where it is a question."""

_REPORTS = (
    r"(?:reports?|rumou?rs?|claims?|allegations?|news|stor(?:y|ies)|suggestions?|assertions?|posts?|accounts?|videos?)"
)
SAYING = re.compile(
    r"\b(?:(?P<false>false|untrue|fake|baseless|unfounded|fabricated|bogus|erroneous|misleading|mistaken) (?:\w+ )?)?"
    rf"{_REPORTS}(?: (?!not\b)[\w'’]+){{0,5}}? (?:that|of|saying|claiming|alleging|suggesting|about)\b",
    re.I,
)
_FALSE = (
    r"(?:(?:completely|entirely|totally|simply|also|just|all|utterly|absolutely|categorically|patently) )*(?:an? )?"
    r"(?:false|untrue|not true|not correct|fake|baseless|unfounded|fabricat\w+|wrong|incorrect|lies?|bogus"
    r"|hoax(?:es)?|forger(?:y|ies)|rumou?rs?"
    r"|fiction|disinformation|misinformation|propaganda|invent(?:ed|ions?)|groundless)"
)
CALLED_FALSE = re.compile(
    rf"\b(?:is|are|was|were|as|be|being|been|proved|proven|turned out)(?: to be)?(?: (?:dismissed|denied|rejected"
    rf"|described) as)? {_FALSE}\b",
    re.I,
)
NOT_SO = re.compile(
    rf"\b(?:(?:it|this|that)(?: is| was|['’]s) {_FALSE}|there (?:is|was) no truth|no truth (?:in|to)|it (?:is"
    rf"|was) not the case"
    r"|(?:falsely|wrongly|incorrectly|mistakenly|erroneously) (?:claim|report|stat|sa(?:id|y)|announc|alleg|assert"
    r"|suggest|spread)\w*"
    r"|contrary to (?:\w+ ){0,3}(?:reports?|claims?|rumou?rs?))\b[^.;]*$",
    re.I,
)
DENIED = re.compile(
    r"(?<!not )(?<!n['’]t )\b(?:den(?:y|ied|ies|ying)|dismiss(?:ed|es|ing)?|reject(?:ed|s|ing)?|refut(?:e[ds]?|ing)"
    r"|debunk(?:ed|s|ing)?"
    r"|quash(?:ed|es)?|rubbish(?:ed|es)?)(?: as (?:\w+ ){0,3}?)?(?: [\w'’]+){0,3}? (?:(?P<rumour>rumou?rs?"
    r"|fake news)|reports?|news|stor(?:y|ies)"
    r"|suggestions?|(?:claims?|allegations?|statements?))(?: \w+){0,5}? (?:that|of)\b",
    re.I,
)
DENIED_FACT = re.compile(
    r"(?<!not )(?<!n['’]t )\b(?:den(?:y|ied|ies|ying)|disput(?:e[ds]?|ing)|rejected|ruled out) (?:\w+ )?that\b"
    r"(?:(?!\b(?:conced|admit|confirm|acknowledg)\w)[^.;])*$",
    re.I,
)
"""Before people who are the subject of a verb of harm: what is denied is that they were harmed, not who did it."""

LATER_FALSE = re.compile(
    r"\W*(?:but |however,? |later,? )?(?:[^.]{0,60}\b(?:said|says|confirmed|insisted|stressed)[^.]{0,12} )?"
    rf"(?:(?:the|those|these|that|this|such|both|all) )?(?:{_REPORTS}|it|this|that|figures?"
    rf"|information) (?:[^.,]{{0,30}} )?"
    rf"(?:is|are|was|were|proved|turned out)(?: to be| all| later)* {_FALSE}\b",
    re.I,
)
_FICTION = (
    r"(?:films?|movies?|novels?|video ?games?|computer games?|thrillers?|screenplays?|sitcoms?|(?:tv|television) series"
    r"|dramas?)"
)
PRETENDED = re.compile(
    r"\b(?:simulat(?:ed|ing|ions?|es)|mock|fictional|fictitious|imaginary|hypothetical|make-believe|pretend(?:ed|ing)?"
    r"|war[- ]?games?|re-?enact\w*|tabletop exercise|worst[- ]case scenario)\b"
    rf"|\b(?:in|of|under) (?:a|an|the|this|that|his|her|its|their|one|each|every)(?: [\w'’-]+){{0,3}} (?:{_FICTION}"
    rf"|drill|rehearsal|scenario)\b"
    r"(?! (?:festival|director|crew|set|star|theat|studio|premiere|screening|maker|industry|critic|academy))"
    rf"|\b{_FICTION}\b[^.;]{{0,60}}\b(?:in which|where|about|tells?|depicts?|portrays?)\b[^.;]*$"
    r"|\b(?:drill|exercise|scenario|rehearsal|simulation)\b[^.;]{0,20} (?:imagin|assum|envisag|foresaw|foresee|supposed"
    r"|posit)\w*\b[^.;]*$",
    re.I,
)
PRETENDED_BEHIND = re.compile(
    rf"[^,;.]{{0,40}}\bin (?:a|an|the|his|her|its|their|this)(?: [\w'’-]+){{0,2}} (?:{_FICTION}|drill|simulation"
    rf"|rehearsal|scenario)\b"
    r"(?! (?:festival|director|crew|set|star|theat|studio|premiere|screening))",
    re.I,
)
