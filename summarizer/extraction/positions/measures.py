"""The words for what sanctions ask or do: a noun with its modifiers, or a verb with what it stops or freezes."""

from __future__ import annotations

import re

_DETERMINERS = r"(?:(?:the|a|an|any|all|its|their|his|her|these|those) )?"
_NO_MODIFIER = (
    r"(?!(?:of|on|to|and|or|for|with|by|that|which|in|from|at|as|after|over|under|against|about|but|not|than|into|how|"
    r"ha(?:s|ve|d)|was|were|are|is|be|been|being|will|would|could|may|might|can|should|shall|must|said|says?|saying|"
    r"the|an?|any|all|its|their|his|her|these|those|it|they|he|she|we|if|when|while|more than|"
    r"\w*(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|then|also|again|"
    r"call(?:s|ed|ing)?|impos(?:e|es|ed|ing)|reimpos(?:e|ed|ing)|announc(?:e|es|ed|ing)|publish(?:es|ed|ing)?|"
    r"seek(?:s|ing)?|sought|want(?:s|ed)?|remain(?:s|ed)?|concerns?|plac(?:e|es|ed|ing)|reinstat(?:e|ed|es|ing)|"
    r"lift(?:s|ed|ing)?|eas(?:e|es|ed|ing)|extend(?:s|ed|ing)?|prolong(?:s|ed|ing)?|renew(?:s|ed|ing)?|"
    r"adopt(?:s|ed|ing)?|approv(?:e|es|ed|ing)|oppos(?:e|es|ed|ing)|reject(?:s|ed|ing)?|demand(?:s|ed|ing)?|"
    r"urg(?:e|es|ed|ing)|support(?:s|ed|ing)?|join(?:s|ed|ing)?|apply|applies|applied|applying|fac(?:e|es|ed|ing)|"
    r"prepar(?:e|es|ed|ing)|consider(?:s|ed|ing)?|block(?:s|ed|ing)?|keep(?:s|ing)?|kept|introduc(?:e|es|ed|ing)|"
    r"agree(?:s|d)?|threaten(?:s|ed|ing)?|suspend(?:s|ed|ing)?|waiv(?:e|es|ed|ing)|expand(?:s|ed|ing)?) )"
)
_MODIFIERS = rf"(?:{_NO_MODIFIER}[\w’'-]+ ){{0,3}}"
_TRADED = r"(?:sales?|exports?|imports?|purchases?|deliver(?:y|ies)|shipments?|trade)"
_OF_WHAT = r"(?: of (?!\d|the\b)[^,.;]{1,30}?(?= (?:to|by|until|for|and|in)\b|[,.;]|$))?"
_NOUN = (
    rf"{_DETERMINERS}(?:(?:\w+ )?(?:package|round|set|series|wave) of )?{_MODIFIERS}"
    r"(?:sanctions|embargo(?:es)?|asset freezes?|freezes?(?= on)|travel bans?|visa (?:bans?|restrictions?)|bans?|"
    r"restrictive measures|punitive measures|penalties|restrictions|curbs|measures|price cap|listings?|arms ban|"
    r"import ban|trade ban)\b"
    rf"(?: on (?:the )?(?:oil|gas|arms|travel|assets|funds|property|bank accounts|{_TRADED}{_OF_WHAT})\b)?"
)
_OWNED = r"(?:assets|funds|property|money|accounts|holdings|visas|ports)"
_DEED = (
    r"(?:(?:un)?fr(?:oze|eeze|eezes|eezing|ozen)|block(?:ed|ing)?|bann?(?:ed|ing)?|barr?(?:ed|ing)?|"
    r"forb(?:id|ade|idden|ids)|prohibit(?:ed|s|ing)?|halt(?:ed|ing)?|stop(?:ped|ping)?|clos(?:e|ed|ing)|den(?:y|ied|ying)|"
    rf"refus(?:e|ed|ing)) (?:all |the |its |their |any )*(?:\w+ )?(?:{_OWNED}|{_TRADED}{_OF_WHAT})\b"
    r"|blacklist(?:ed|ing|s)?\b|sanction(?:ed|ing)\b"
)
_MEASURE = re.compile(rf"\b(?:{_DEED}|{_NOUN})", re.IGNORECASE)


def measure_in(words: str) -> str | None:
    """Returns the words for what is asked or done, the first of a sentence, or `None`."""
    found = _MEASURE.search(words)
    return found[0].strip() if found else None
