"""Where something happened: the places that a sentence names, and which of them is that of an attack or a toll."""

from __future__ import annotations

import re

from summarizer.extraction.casualties.attacks import BEFORE, STRUCK
from summarizer.values.dates.resolving import find_dates

KINDS = (
    r"province|region|district|city|village|town|hamlet|state|camp|capital|suburb|quarter|neighbou?rhood|outskirts|"
    r"area|enclave|hills|uplands|highlands|mountains?|valley|plain|desert|forest|delta|strip|peninsula|islands?|isles|"
    r"coast|shore|border|frontier|front line|river|river bank|banks?|lake|strait|gulf|bay|cape|port|harbou?r|quay|"
    r"airport|air base|airfield|base|barracks|checkpoint|crossing|junction|station|depot|road|highway|motorway|street|"
    r"square|bridge|market|mosque|church|school|university|prison|farm|plant|factory|building|block|cent(?:re|er)"
)
"""Nouns for places."""

_CARE = r"hospitals?|infirmary|clinic|morgue|mortuary"
"""Places where the dead and the wounded are counted, and few are harmed."""

_SIDES = r"(?:north|south)-?(?:east|west)(?:ern)?|southern|northern|eastern|western|central|south|north|east|west"
_NAMED = r"[A-Z][\w'’]+(?:-[\w'’]+)*"
_NAME = rf"(?-i:{_NAMED}(?:(?: of| de| la| al| el| and(?= [A-Z]))? {_NAMED})*)"
_LOWER = r"(?-i:[a-z][\w'’-]*)"
_PHRASE = (
    rf"(?:the |a |an |its |his |her |their )?(?:(?:{_SIDES}|{_LOWER}|{_NAME}) ){{0,3}}?(?:{KINDS}|{_CARE})s? (?:of|in) "
    rf"(?:the )?(?:(?:{_SIDES}|occupied) )?{_NAME}(?: (?:{KINDS})\b)?"
    rf"|the {_LOWER} {_NAME} (?:{KINDS})\b"
    rf"|(?:the )?(?:(?:{_SIDES}|occupied|nearby) )?{_NAME}(?: (?:{_LOWER} )?(?:{KINDS})\b)?"
    rf"(?:,? in (?:the )?(?:(?:{_SIDES}|occupied) )?(?:{_LOWER} of )?{_NAME}(?: (?:{KINDS})\b)?)?"
    rf"|(?:the |a |an |both )(?:{_LOWER} ){{0,2}}?(?:{KINDS})\b(?: of (?:the )?{_LOWER})?"
)
_IN = (
    r"in|near|at|outside|inside|around|off|across|along|throughout|"
    r"(?:north|south|east|west|north-east|north-west|south-east|south-west) of"
)
_ON = r"on|over|above|from|through"
_HIT = rf"{STRUCK}|entered|came down on|fell on|ripped through|tore through|tore into|crashed into|slammed into"
_PLACE = re.compile(rf"\b(?P<lead>{_HIT}|{_IN}|{_ON}) (?P<place>{_PHRASE})", re.IGNORECASE)
_KIND = re.compile(rf"\b(?:{KINDS})s?\b", re.IGNORECASE)
_COUNTED = re.compile(rf"\b(?:{_CARE})\b", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:ian|ean|ish|ese|can|ani|aqi|eli|emi)s?$")
_OFFICES = re.compile(
    r"\b(?:minist(?:er|ry)|officials?|sources?|office|spokesm[ae]n|spokeswom[ae]n|government|doctors?|medics|residents|"
    r"staff|authorities|police|governor|mayor|embassy|agency|monitors?|observers|court|parliament|command|ambassador)"
    r"(?: [\w-]+)? $",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    r"^[^,;]*, [^,;]*\b(?:said|says|put|reported|reports|told|counted|spoke|speaks|estimated?|announced|recorded)\b",
    re.IGNORECASE,
)


def place_in(words: str, near: int, *, attacked: bool) -> str | None:
    """Returns the words for the place of what stands at an offset of a sentence: the nearest that it names.

    A place where someone speaks, sits in office or counts the dead is none.

    Args:
        words: the sentence.
        near: offset of the toll, or of the attack.
        attacked: whether the sentence tells of an attack, so that a place at its beginning is not only the speaker's.
    """
    found = [m for m in _PLACE.finditer(words) if _is_place(words, m, attacked=attacked)]
    if not found:
        return None
    hit = [m for m in found if re.fullmatch(_HIT, m["lead"], re.IGNORECASE)]
    nearest = min(hit or found, key=lambda m: abs(m.start("place") - near))
    return nearest["place"].strip()


def _is_place(words: str, match: re.Match[str], *, attacked: bool) -> bool:
    place, lead = match["place"], match["lead"].lower()
    hit = re.fullmatch(_HIT, lead) is not None
    if find_dates(place) or (not hit and _OFFICES.search(words, max(0, match.start() - BEFORE), match.start())):
        return False
    named = _KIND.search(place) is not None
    if not named and re.fullmatch(_ON, lead):
        return False
    if not hit and _COUNTED.search(place):
        return False
    if not named and _ADJECTIVE.search(place.split()[-1]) and re.match(r" [a-z]", words[match.end() :]):
        return False  # "in Israeli strikes"
    return attacked or match.start() > 0 or _SPEAKING.match(words) is None
