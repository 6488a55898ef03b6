"""The words that surround a number of people: qualifiers, fillers, persons, things and units.

Data only, as regular expression fragments; `summarizer.values.counting` puts them together.
"""

from __future__ import annotations

from typing import Literal

Bound = Literal["exact", "at_least", "about", "nearly", "up_to", "as_few_as"]
"""What a qualifier makes of a number: see the table in the annotation guide."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


BEFORE: dict[str, dict[Bound, str]] = {
    "en": {
        "at_least": r"(?:at|the)[ -](?:very )?least|not? (?:fewer|less) than|an? (?:bare )?minimum of|minimum"
        r"|(?:(?:many|far|well|significantly|considerably|slightly|a (?:little|few|bit)) )?more than|more then"
        r"|(?:well |just |slightly )?over|upwards? of|in excess of|(?:just |well )?above|north of|exceed(?:s|ed|ing)?"
        r"|greater than|surpass(?:es|ed|ing)|(?:passed|topped|topping)|>|≥",
        "about": r"about|around|some|roughly|approximately|approx\.?|an? (?:(?:official )?estimated?|estimate of)"
        r"|estimated|circa|in the (?:region|order|area|neighbou?rhood) of|something like|perhaps|maybe|possibly"
        r"|probably|likely|on average|an average of|~|≈",
        "nearly": r"nearly|almost|close to|(?:just |slightly )?(?:under|below)|just (?:short|shy) of|not quite"
        r"|approaching|(?:slightly )?(?:fewer|less) than|<",
        "up_to": r"(?:anything )?up to|as (?:many|much) as|a (?:maximum|high) of|maximum|no (?:more|greater) than"
        r"|not more than|not exceeding|at (?:the )?most|≤",
        "as_few_as": r"as (?:few|little) as",
    },
    "fr": {
        "at_least": r"au moins|pas moins d(?:e |['’])|plus d(?:e |['’])|au minimum|un minimum de|minimum",
        "about": r"environ|quelque|autour de|une|à peu près|approximativement|aux alentours de",
        "nearly": r"près d(?:e |['’])|presque|moins de|pas loin de",
        "up_to": r"jusqu['’]à|au (?:plus|maximum)|un maximum de|pas plus de",
    },
    "es": {
        "at_least": r"al menos|por lo menos|como mínimo|no menos de|más de|un mínimo de|cuando menos",
        "about": r"unos|unas|alrededor de|aproximadamente|cerca de|en torno a",
        "nearly": r"casi|menos de|poco menos de",
        "up_to": r"hasta|como máximo|no más de|un máximo de",
    },
    "de": {
        "at_least": r"mindestens|wenigstens|zumindest|mehr als|über|nicht weniger als|gut",
        "about": r"etwa|rund|ungefähr|circa|ca\.?|an die|schätzungsweise",
        "nearly": r"fast|knapp|beinahe|nahezu|weniger als|unter",
        "up_to": r"bis zu|höchstens|maximal|nicht mehr als",
    },
    "": {
        "at_least": r"щонайменше|принаймні|не менше(?: ніж)?|понад|більш(?:е)?(?: як| ніж)?|як мінімум"
        r"|по меньшей мере|по крайней мере|не менее|как минимум|более(?: чем)?|больше|свыше"
        r"|ما لا يقل عن|على الأقل|أكثر من|اكثر من|لا يقل عن",
        "about": r"близько|приблизно|майже що|орієнтовно|около|примерно|приблизительно|порядка"
        r"|نحو|حوالي|حوالى|زهاء|قرابة",
        "nearly": r"майже|почти|без малого|ما يقرب من|أقل من",
        "up_to": r"до|не більше(?: ніж)?|максимум|не более|ما يصل إلى",
    },
}
"""Qualifiers that stand before a number, by language; those under "" are Cyrillic and Arabic."""

BEFORE_HAN: dict[Bound, str] = {
    "at_least": "至少|超过|超過|逾|多于|不少于|不低于",
    "about": "大约|约|約|大概",
    "nearly": "近|将近|接近|不到",
    "up_to": "多达|多達|最多|至多",
}
"""Qualifiers that stand before a number with no space around them."""

AFTER: dict[Bound, str] = {
    "at_least": r",? ?(?:or|and|if not) (?:possibly |perhaps |probably |maybe |even )?(?:more|above|over|up)(?! than)"
    r"|,? ?at (?:the )?(?:very )?least|[ -]?plus|\+| and counting| at a minimum|,? ?as a minimum| ou plus| o más"
    r"| oder mehr| або більше| или более| على الأقل",
    "about": r",? or so|,? or thereabouts|[ -]odd|,? more or less",
    "up_to": r"(?:,? ?or) (?:fewer|less|under)(?! than)|,? ?at (?:the )?most| at a maximum| or below",
}
"""Qualifiers that stand after a number, or after it and its noun."""

AFTER_HAN: dict[Bound, str] = {"at_least": "或更多|以上|多|余|餘", "about": "左右", "up_to": "以下"}
"""The same, with no space around them."""

FILLERS = (
    r"(?:a|an|the|one|another|his|her|their)(?: \w+)? (?:group|family|crew|team|party|squad|household|band|gang"
    r"|delegation|contingent|force|toll|class|list|panel) of|(?:a|the) (?:(?:grand|combined) )?total of|total of"
    r"|an? (?:further|additional|extra|total|combined|record|confirmed|reported|official)"
    r"|exactly|precisely|only|just|all|another|further|additional|extra|combined|confirmed|other|even|also|now|reportedly"
    r"|officially|deaths? of|by|with|the|these|those|his|her|their|its|our|my|an?"
    r"|un|une|una|eine?[mnr]?|les|des|los|las|otr[oa]s|autres|weiteren?|andere|ще|інших|еще|ещё|других"
)
"""Words that may stand between a qualifier and its number and change nothing; longer ones first."""

RANGE_OPENERS = r"(?:anywhere |somewhere |anything )?(?:between|from)|entre|zwischen|de|von|від|от|між|между"
RANGE_LINKS = r"to|-|through|a|à|bis|or(?: (?:even|possibly|perhaps|maybe))?|till|до|至|到|или|або"

SINGULAR_PERSONS = _words(
    """
    activist adolescent adult agent aide airman ambassador analyst apprentice archbishop assailant assistant
    athlete attacker aunt author baby bishop blogger bodyguard boy boyfriend bride broadcaster brother builder
    businessman bystander cadet cameraman campaigner candidate captain captive caretaker casualty chairman
    chauffeur chef chief child citizen civilian cleaner cleric clerk climber coach colleague collaborator
    colonel combatant commander commando commuter conductor conscript constable contractor cook corporal
    correspondent councillor counsellor cousin crewman crewmember cyclist dad daughter deminer demonstrator
    deputy detainee detective diplomat director dissident doctor driver drummer economist editor elder employee
    engineer envoy executive expert family-member farmer father female fighter firefighter fireman fisherman
    foreigner friend fugitive gardener general girl girlfriend governor grandchild granddaughter grandfather
    grandmother grandson groom guard guerrilla guerilla guest guide gunman harvester hawker headmaster
    headteacher herder herdsman hiker hostage housewife humanitarian hunter husband imam immigrant individual
    infant informer inhabitant inmate inspector instructor insurgent interpreter investigator jihadist
    journalist judge kid labourer laborer lad lady lawmaker lawyer leader lecturer lieutenant local major male
    man manager marine martyr mayor mechanic mediator medic mercenary merchant midwife migrant militant
    militiaman miner minister minor monk mother motorcyclist motorist mourner mullah mum musician neighbour
    neighbor nephew newborn niece nomad nun nurse observer occupant offender officer official onlooker operative
    operator orphan owner pacifist parachutist paramedic paramilitary paratrooper parent parishioner
    parliamentarian partisan passenger passer-by passerby pastor patient peacekeeper peasant pedestrian
    pensioner performer perpetrator person photographer photojournalist physician pilgrim pilot policeman
    policewoman politician porter postman preacher pregnant-woman president priest prisoner private producer
    professor prosecutor protester protestor psychologist pupil rabbi ranger rebel recruit refugee relative
    reporter rescuer researcher reservist resident retiree rider rioter sailor scholar schoolboy schoolchild
    schoolgirl scientist secretary seaman seafarer senator sergeant serviceman servicewoman settler sheikh
    shepherd sheriff shooter shopkeeper shopper sibling singer sister skipper smuggler sniper soldier son
    spokesman spokesperson spokeswoman spouse stranger student subject superintendent supervisor supporter
    surgeon survivor suspect taxi-driver teacher technician teen teenager terrorist toddler tourist trader
    translator traveller traveler tribesman trooper truck-driver tutor uncle veteran vet victim villager
    violator visitor volunteer warlord watchman wife winner witness woman worker workman worshipper worshiper
    writer youngster youth
    """
)
"""Nouns that stand for one person."""

PERSON_GROUPS = {
    "couple": 2,
    "pair": 2,
    "duo": 2,
    "twosome": 2,
    "trio": 3,
    "threesome": 3,
    "quartet": 4,
    "twins": 2,
    "triplets": 3,
}
"""Nouns that stand for a known number of persons."""

THINGS = _words(
    """
    aircraft airport ambulance apartment armored armoured army attack automobile balloon bank barrack barracks
    base battalion battery bicycle bike block boat body-bag bomb bomber bombing border brigade building
    bulldozer bullet bunker bus camp camel car carrier cat cattle cell centre center checkpoint church city
    clash clinic company compound convoy convoys country cow dam day depot destroyer district division dog
    dollar donkey drone euro explosion facility factory family farm fire flat flight front gang goat group gun
    helicopter hospital hour house household howitzer incident jeep jet kilometer kilometre launcher lorry
    market metre meter mile minaret mine minibus minute missile month mortar mosque motorbike motorcycle
    municipality nation officer's office outlet outpost party patrol percent plane platoon position post pound
    province raid railway raids region regiment rifle rocket school second settlement sheep shell shelter ship
    shop shot site sortie squad squadron state station stone store storey strike suburb synagogue tank team tent
    time ton tonne town tractor trailer train truck tunnel unit van vehicle vessel village volley warehouse
    warplane warship weapon week wound year taliban
    """
)
"""Nouns, in the singular, of what is counted and is no person, or is a group of unknown size."""

SINGULAR_PRONOUNS = _words("he she him her me another himself herself")
"""Pronouns for one person."""

PLURALS = _words(
    """
    people family families crowd group crew staff police personnel troops party couple army clergy youth folk
    population number team squad dead wounded injured missing rest remainder majority minority others other
    survivors most many some all few several both them they us we those these militia gang band cast audience
    congregation garrison enemy public militiamen clan tribe community delegation choir brass cavalry infantry
    toll figure lot bulk half third quarter share amount total crowds casualties victims deaths death killing killings
    cattle livestock offspring kin laity gentry peasantry poor rich elderly young old sick disabled displaced innocent
    attack strike bombing explosion blast war conflict violence fighting fire life lives body force
    """
)
"""Nouns and pronouns, in lower case, that name more than one person, people without a number, or nobody."""

CLAUSE_WORDS = _words(
    """
    killed kill kills killing wounded wounding wounds injured injuring hurt dead died die dies dying shot slain
    murdered executed beheaded massacred maimed missing captured abducted kidnapped detained taken hit struck
    burned was were is are has have had been being be will would who whom which that whose when where while
    after before since in on at by from near during with without for to into as than inside outside under over
    between among amid around across against according including through because when if aboard and or but nor
    plus reported said confirmed remain remained remains lost left suffered sustained travelling traveling
    working fleeing trying believed feared presumed aged today yesterday
    """
)
"""Words at which a noun phrase ends."""

UNITS = (
    r"per ?cent|%|％|percentage|(?:kilo|centi|milli)?(?:met(?:er|re)s?)|kms?|km/h|mph|miles?|feet|foot|inch(?:es)?"
    r"|yards?|seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|yrs?|decades?|centur(?:y|ies)|o'clock"
    r"|[ap]\.?m\.?|gmt|utc|local time|dollars?|euros?|pounds?|rubles?|roubles?|shekels?|hryvnias?|usd|eur"
    r"|tons?|tonnes?|kgs?|kilos?|kilograms?|degrees?|times|mm|cm|barrels?|acres?|hectares?|square"
)
"""What is measured and not counted."""

FRACTION_PARTS = r"halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
