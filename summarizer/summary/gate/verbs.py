"""The verbs by which a sentence says what an actor's position is, by class of the record."""

from __future__ import annotations

import re
from collections.abc import Mapping


def _verbs(stems: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(stems.split())})\b".replace("_", r"\s+"), re.IGNORECASE)


SANCTIONS: Mapping[str, re.Pattern[str]] = {
    "called_for": _verbs(
        r"call(?:s|ed|ing)?_for calls?_on called_on urg(?:es|ed|ing) demand(?:s|ed|ing)? want(?:s|ed)? ask(?:s|ed|ing)?_(?:for|that) "
        r"asked press(?:es|ed|ing)?_for pressed appeal(?:s|ed)? request(?:s|ed)? seek(?:s|ing)? sought favour(?:s|ed)? advocat(?:es|ed) "
        r"push(?:es|ed|ing)?_for pleaded begged appealed"
    ),
    "in_preparation": _verbs(
        r"prepar(?:es|ed|ing) draft(?:s|ed|ing) consider(?:s|ed|ing) plan(?:s|ned|ning) weigh(?:s|ed|ing) propos(?:es|ed|ing) "
        r"work(?:s|ed|ing)?_on at_work_on moved_toward examin(?:es|ed|ing) mull(?:s|ed|ing) draw(?:s|n|ing)?_up drew_up "
        r"threaten(?:s|ed|ing) circulated announced_steps agreed_in_(?:outline|principle) discuss(?:es|ed|ing) ready(?:ing)? "
        r"get(?:s|ting)?_ready studied studying in_preparation"
    ),
    "imposed": _verbs(
        r"impos(?:es|ed|ing) slap(?:s|ped|ping) introduc(?:es|ed|ing) fr(?:o|ee)z(?:es|e|en|ing) bann(?:ed|ing) bans barr(?:ed|ing) "
        r"bars blacklist(?:s|ed|ing) sanction(?:s|ed|ing)_(?:the|a|an|two|three|four|five|\w+) designat(?:es|ed|ing) levi(?:es|ed) "
        r"brought_in brought_back forced_back reinstat(?:es|ed|ing) restor(?:es|ed|ing) adopt(?:s|ed|ing) refus(?:es|ed|ing)_visas "
        r"put_(?:in_place|sanctions|under) placed hit closed singled_out published_sanctions penali[sz](?:es|ed|ing) cut_off "
        r"voted_for denied_visas listed took_effect snapped_back set_up"
    ),
    "extended": _verbs(
        r"extend(?:s|ed|ing) prolong(?:s|ed|ing) renew(?:s|ed|ing) kept keep(?:s|ing)? maintain(?:s|ed|ing) remain(?:s|ed|ing)? "
        r"lengthen(?:s|ed) left_in_place leav(?:es|ing)_in_place retain(?:s|ed) stand(?:s|ing)?_by"
    ),
    "eased": _verbs(
        r"eas(?:es|ed|ing) lift(?:s|ed|ing) suspend(?:s|ed|ing) remov(?:es|ed|ing) waiv(?:es|ed|ing) relax(?:es|ed|ing) unfroze unfreez\w+ "
        r"end(?:s|ed|ing) repeal(?:s|ed|ing) drop(?:s|ped|ping) scrap(?:s|ped|ping) took_\w+(?:_\w+)?_off licen[cs]ed issued_a_general_licen[cs]e "
        r"delist(?:s|ed|ing) taken_off"
    ),
    "opposed": _verbs(
        r"oppos(?:es|ed|ing) reject(?:s|ed|ing) refus(?:es|ed|ing) resist(?:s|ed|ing) critici[sz](?:es|ed|ing) condemn(?:s|ed|ing) "
        r"denounc(?:es|ed|ing) dismiss(?:es|ed|ing) veto(?:es|ed|ing) block(?:s|ed|ing) declin(?:es|ed|ing) object(?:s|ed|ing) "
        r"spoke_(?:out_)?against came_out_against warn(?:s|ed|ing)_against ruled_out protest(?:s|ed|ing) held_out against "
        r"want(?:s|ed)?_\w+(?:_\w+)?_(?:lifted|gone|dropped|repealed) asked_for_an_exception "
        r"(?:call(?:s|ed|ing)?|press(?:es|ed)?|push(?:es|ed)?|ask(?:s|ed)?)_for_(?:the_)?(?:lifting|easing|repeal|removal|end|withdrawal) "
        r"call(?:s|ed)?_(?:\w+_){1,5}(?:illegal|unjust|ridiculous|void)"
    ),
}
"""What a verb says of sanctions."""

CEASEFIRE: Mapping[str, re.Pattern[str]] = {
    "demands": _verbs(
        r"call(?:s|ed|ing)?_for calls?_on called_on urg(?:es|ed|ing) demand(?:s|ed|ing)? appeal(?:s|ed|ing)? ask(?:s|ed|ing)? press(?:es|ed|ing)? "
        r"want(?:s|ed) hop(?:es|ed|ing) welcom(?:es|ed|ing) back(?:s|ed|ing) support(?:s|ed|ing) pleaded implor(?:es|ed) offer(?:s|ed|ing)? "
        r"endors(?:es|ed|ing) request(?:s|ed) push(?:es|ed|ing)? hail(?:s|ed)"
    ),
    "accepts": _verbs(
        r"agree(?:s|d|ing)? accept(?:s|ed|ing) declar(?:es|ed|ing) announc(?:es|ed|ing) sign(?:s|ed|ing) initial(?:l?ed) approv(?:es|ed|ing) "
        r"commit(?:s|ted|ting) extend(?:s|ed|ing) prolong(?:s|ed|ing) order(?:s|ed|ing) observ(?:es|ed|ing) honou?r(?:s|ed|ing) "
        r"stood_by stand(?:s|ing)?_by consent(?:s|ed) undertook undertak(?:es|en|ing) complied endorsed promis(?:es|ed|ing) pledg(?:es|ed|ing) "
        r"said_yes halted suspended stopped"
    ),
    "conditional": _verbs(
        r"condition(?:s|al|ed)? only_(?:if|when|after|once) provided if unless until once insist(?:s|ed|ing)? as_long_as as_soon_as "
        r"made_\w+(?:_\w+){0,8}_(?:depend(?:ent)?|contingent|conditional) depend(?:s|ed|ent)? contingent before demand(?:s|ed)_that "
        r"when the_day_that"
    ),
    "rejects": _verbs(
        r"reject(?:s|ed|ing) refus(?:es|ed|ing) rul(?:es|ed|ing)_\w*_?out ruled_out dismiss(?:es|ed|ing) turn(?:s|ed|ing)?_(?:\w+_){0,3}down "
        r"spurn(?:s|ed) declin(?:es|ed|ing) oppos(?:es|ed|ing) brushed_(?:\w+_){0,3}aside said_no ended called_off scrapped "
        r"declared_(?:\w+_){0,4}(?:over|dead|void) tore_up want(?:s|ed)?_none voted_against "
        r"call(?:ed|s)?_(?:it|the_\w+)_a_historic_mistake"
    ),
    "mediates": _verbs(
        r"(?:sought|tried|worked|helped)_(?:to_)?(?:broker|mediate) broker(?:s|ed|ing)? mediat(?:es|ed|ing) propos(?:es|ed|ing) sponsor(?:s|ed) draft(?:s|ed|ing) negotiat(?:es|ed|ing) "
        r"float(?:s|ed) suggest(?:s|ed|ing) drew_up worked_out put_forward carried laid_before"
    ),
    "violates_alleged": _verbs(
        r"accus(?:es|ed|ing) violat(?:es|ed|ing) break(?:s|ing)? broke(?:n)? breach(?:es|ed|ing)? stood_accused torn_up flouted"
    ),
    "noncommittal": _verbs(
        r"took_no_(?:side|position|stand) would_not_say declin(?:es|ed)_to_(?:say|comment|take) neither did_not_say noncommittal "
        r"did_not_take did_not_commit avoided left_open gave_no will_be_discussed without_taking no_comment kept_open"
    ),
}
"""What a verb says of a ceasefire."""

NEGATED: Mapping[str, frozenset[str]] = {
    "accepts": frozenset({"rejects", "noncommittal", "conditional"}),
    "demands": frozenset({"rejects", "noncommittal"}),
    "mediates": frozenset(),
    "rejects": frozenset({"noncommittal"}),
    "eased": frozenset({"extended", "opposed"}),
    "imposed": frozenset({"opposed"}),
    "called_for": frozenset({"opposed"}),
    "opposed": frozenset(),
}
"""The classes that a class's verb stands for behind a negation."""

NEGATOR = re.compile(
    r"\b(?:not|never|no longer|cannot|neither|nor|nobody|none|nothing|without)\b|n't\b|\b(?:no)\b(?! (?:fewer|less|more) than)",
    re.IGNORECASE,
)
REFUSES = re.compile(r"\b(?:refus|declin|reject|oppos|den(?:y|ie)|dismiss|rul\w* out|turn\w* down|against|spurn|veto|block)\w*", re.IGNORECASE)
"""Verbs that carry a negation of their own."""

SANCTION_NOUN = re.compile(r"\b(?:sanctions?|embargo\w*|blacklist\w*)\b", re.IGNORECASE)
CEASEFIRE_NOUN = re.compile(r"\b(?:cease-?fires?|truces?|armistice)\b", re.IGNORECASE)
"""Nouns that only a sentence about such records has."""
