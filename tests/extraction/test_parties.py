"""Names and actor phrases get the code of the party they speak for, and none where the words don't say."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import UnreadableInput
from summarizer.extraction.parties.registry import Parties, default_parties

PARTIES = default_parties()

OWNED = {
    "UKR": [
        "Ukraine",
        "the Ukrainian president",
        "President Volodymyr Zelensky",
        "Volodymyr Zelenskyy",
        "Zelenskiy",
        "Kyiv",
        "Kiev's forces",
        "Ukrainian officials",
        "a Ukrainian source",
        "Ukraine's air force",
        "Ukraine's President Volodymyr Zelensky",
        "the president of Ukraine",
        "the armed forces of Ukraine",
        "the government in Kyiv",
        "Ukrainian President Volodymyr Zelenskiy's chief of staff Andriy Yermak",
        "the Ukrainian ombudsman's office",
        "the Ukrainian military intelligence agency's chief",
    ],
    "RUS": [
        "Russia",
        "Moscow",
        "the Kremlin",
        "Kremlin spokesman Dmitry Peskov",
        "Russian Foreign Minister Sergei Lavrov",
        "Sergey Lavrov",
        "Lavrov",
        "Peskov",
        "President Putin",
        "Russia's defence ministry",
        "a Russian foreign ministry statement",
        "Russian troops",
        "Moscow's negotiators",
        "a Russian drone",
        "the Russian army and navy",
        "Russian foreign and defence ministers",
        "Russian Security Council Deputy Chairman Dmitry Medvedev",
        "the Russian Federation",
        "the Russians",
        "Maria Zakharova, spokeswoman for Russia's foreign ministry",
        "Russian President Vladimir Putin's spokesman",
        "then-Russian President Boris Yeltsin",
    ],
    "USA": [
        "US",
        "the U.S.",
        "the United States",
        "U.S. officials",
        "the Biden administration",
        "Washington",
        "the White House",
        "the Pentagon",
        "the State Department",
        "State Department spokesperson Matthew Miller",
        "US Secretary of State Marco Rubio",
        "US envoy Bill Richardson",
        "the US Embassy in Kabul",
        "a senior U.S. commander Dana R. Holloway",
        "Victoria Nuland, the U.S. Undersecretary of State",
        "the U.S. Department of the Treasury's Office of Foreign Assets Control (OFAC)",
        "US Iran envoy Robert Smith",
        "Tim Lenderking, US envoy for Yemen",
        "the Trump administration",
        "American forces",
        "Secretary of State Antony Blinken",
        "the Americans",
        "US Central Command",
        "US military and intelligence officials",
        "USA",
        "U.S.-based officials of the State Department",
    ],
    "GBR": [
        "Britain",
        "the UK",
        "U.K.",
        "British Foreign Secretary David Lammy",
        "Downing Street",
        "Sir Keir Starmer",
        "Starmer",
        "UK Prime Minister Sir Keir Starmer",
        "Westminster",
        "the UK Foreign Office",
        "the British government",
        "Tony Blair",
        "the Britons",
    ],
    "FRA": [
        "French President Emmanuel Macron",
        "the French foreign ministry",
        "the Élysée",
        "Paris",
        "Stéphane Séjourné, the French foreign minister",
        "Macron",
        "the French",
    ],
    "ISR": [
        "Israel",
        "the Israeli military",
        "the Israel Defense Forces (IDF)",
        "IDF",
        "Israeli Prime Minister Benjamin Netanyahu",
        "Netanyahu's office",
        "Israel's ambassador to the UN, Danny Danon",
        "Israel's military chief",
        "an Israeli air strike",
        "Israeli airstrikes",
        "two Israeli soldiers",
        "the Knesset",
        "Israel Katz",
        "Israeli ministers",
        "Israeli shelling",
        "the Israelis",
        "the head of Israeli military intelligence",
        "the Jewish state",
        "Israel's Lebanon offensive",
    ],
    "PSE": [
        "Palestinian health ministry",
        "The Palestinian health ministry",
        "the Palestinian Authority",
        "the Palestinian Authority's foreign ministry",
        "Palestinian President Mahmoud Abbas",
        "the Palestinians",
        "Yasser Arafat",
        "Palestinian security forces",
        "Mahmoud Abbas",
    ],
    "HAMAS": [
        "Hamas",
        "a Hamas official",
        "Hamas gunmen",
        "the Hamas-run health ministry",
        "the Hamas-run Gaza health ministry",
        "Palestinian group Hamas",
        "Hamas leader Ismail Haniyeh",
        "senior Hamas official Sami Abu Zuhri",
        "Hamas's armed wing",
        "Sinwar",
        "a spokesman for Hamas",
        "the Hamas-run Civil Defence agency",
    ],
    "HEZBOLLAH": [
        "Hezbollah",
        "Iranian-backed Hezbollah",
        "the Iranian-backed Hezbollah",
        "Lebanon's Hezbollah",
        "Hezbollah fighters",
        "the Lebanese armed group Hezbollah",
        "Hezbollah leader Hassan Nasrallah",
        "Nasrallah",
        "Hizbollah",
        "the Islamic Resistance, Hezbollah's military wing",
    ],
    "SLA_LEBANON": [
        "Israeli-backed South Lebanon Army",
        "the Israeli-backed South Lebanon Army (SLA)",
        "SLA",
        "SLA militia",
    ],
    "HOUTHI": [
        "the Houthis",
        "Houthi rebels",
        "Yemen's Houthi rebels",
        "a Houthi spokesman",
        "the Houthi-run government",
        "Yemen's Houthis",
    ],
    "LTTE": [
        "Tamil Tiger rebels",
        "the Tamil Tigers",
        "the LTTE leader",
        "Liberation Tigers of Tamil Eelam (LTTE)",
        "The founder of the Tamil Tigers (LTTE), Velupillai Prabhakaran",
        "Prabhakaran",
    ],
    "UN": [
        "the UN",
        "U.N.",
        "the United Nations",
        "UN Special Envoy for Yemen Hans Grundberg",
        "UN Yemen envoy Hans Grundberg",
        "UN Secretary General Kofi Annan",
        "UN Secretary-General António Guterres",
        "the UN Security Council",
        "the Security Council",
        "UNIFIL",
        "UN peacekeepers",
        "the UN mission in South Sudan",
        "UN human rights chief Volker Türk",
        "UNSCOM chief Rolf Ekeus",
        "the secretary-general of the United Nations",
        "the World Health Organization",
        "UNICEF staff",
    ],
    "NATO": [
        "NATO",
        "Nato",
        "ISAF",
        "the NATO-led International Security Assistance Force (ISAF)",
        "ISAF troops",
        "an ISAF patrol",
        "an ISAF statement",
        "NATO Secretary General Mark Rutte",
        "a NATO air strike",
    ],
    "EU": [
        "the EU",
        "European Union",
        "Brussels",
        "European Commission",
        "European Commission President Ursula von der Leyen",
        "EU foreign policy chief Josep Borrell",
        "the Council of the European Union",
        "EU leaders",
        "the foreign ministers of the European Union",
    ],
    "AU": ["the African Union (AU)", "AU troops", "the African Union Mission in Sudan (AMIS)", "an AU monitor team"],
    "LKA": [
        "Sri Lanka",
        "The Sri Lankan government",
        "Colombo",
        "Sri Lankan army spokesman Brigadier Prasad Samarasinghe",
    ],
    "NOR": ["the Norwegians", "Norwegian peace facilitators", "Norway's Erik Solheim", "Oslo"],
    "IRN": [
        "Iran",
        "Tehran",
        "Iran's Revolutionary Guards",
        "Islamic Revolutionary Guard Corps",
        "Iran's UN ambassador",
        "Ayatollah Ali Khamenei",
        "Iran's supreme leader",
        "the Islamic Republic of Iran",
    ],
    "SDN": [
        "Sudanese President Omar Hassan al-Bashir",
        "the Sudanese army",
        "Khartoum",
        "the SAF",
        "the Sudanese Armed Forces",
        "Burhan",
    ],
    "RSF": [
        "the RSF",
        "Rapid Support Forces",
        "RSF leader Mohamed Hamdan Dagalo",
        "Hemedti",
        "the paramilitary Rapid Support Forces",
    ],
    "COD": [
        "DR Congo",
        "the DRC",
        "Congo-Kinshasa",
        "Zairean President Mobutu Sese Seko",
        "the Democratic Republic of Congo",
        "Kinshasa",
    ],
    "COG": ["the Republic of the Congo", "Congo-Brazzaville"],
    "M23": [
        "M23",
        "the Congo River Alliance",
        "the M23 rebels",
        "Rwandan-backed M23",
        "the Rwanda-backed M23 group",
        "M23 spokesman Lawrence Kanyuka",
    ],
    "PRK": [
        "North Korea",
        "the DPRK",
        "the Democratic People's Republic of Korea (DPRK)",
        "Pyongyang",
        "North Korean leader Kim Jong-un",
        "KCNA",
    ],
    "KOR": ["South Korea", "Seoul", "the South Korean military", "the Republic of Korea"],
    "MMR": [
        "Burma",
        "Burmese authorities",
        "the Burmese military",
        "Myanmar (Burma)",
        "Rangoon",
        "Naypyidaw",
        "a Burmese official",
    ],
    "TUR": ["Turkey", "Türkiye", "Turkish security forces", "Recep Tayyip Erdoğan", "Ankara"],
    "AFG": [
        "Kabul police",
        "Zmarai Wardak, deputy head of Kabul police",
        "the Afghan government",
        "Hamid Karzai",
    ],
    "SYR": ["the Syrian government", "the Assad regime", "Damascus", "Bashar al-Assad", "Syrian government forces"],
    "ETH": [
        "Ethiopian troops",
        "Addis Ababa",
        "Government of Ethiopia",
        "the Government of Ethiopia",
        "Ethiopian Prime Minister Abiy Ahmed",
    ],
    "GEO": ["Georgian President Salome Zourabichvili", "Tbilisi", "the Georgian army"],
    "PHL": ["the Philippine government", "President Fidel Ramos' government", "Manila"],
    "CIV": ["Ivory Coast", "Côte d'Ivoire", "Cote d’Ivoire", "Ivorian President Alassane Ouattara"],
    "NER": ["Niger", "the Nigerien junta"],
    "NGA": ["Nigeria", "the Nigerian army"],
    "GIN": ["Guinea", "Guinean soldiers"],
    "GNB": ["Guinea-Bissau"],
    "PNG": ["Papua New Guinea"],
    "DMA": ["Dominica"],
    "DOM": ["the Dominican Republic"],
    "JOR": ["Jordan", "King Abdullah II", "Jordan's foreign minister", "neighbouring Jordan"],
    "TCD": ["Chad", "Chad's army"],
    "LBN": ["Lebanon", "the Lebanese army", "the health ministry in Beirut"],
    "DEU": ["Germany", "the German Foreign Office", "German Chancellor Olaf Scholz", "Berlin"],
    "CHN": ["China", "a Chinese foreign ministry spokesman", "Beijing"],
    "TWN": ["Taiwan", "Taipei"],
    "XKX": ["Kosovo", "Kosovo's prime minister"],
    "VAT": ["Pope Francis", "the Holy See"],
    "BIH": ["Bosnia and Herzegovina", "the Bosnian government"],
    "TTO": ["Trinidad and Tobago"],
    "CZE": ["the Czech Republic", "Czechia"],
    "SUN": ["the Soviet Union", "Soviet leader Mikhail Gorbachev"],
    "NLD": ["Dutch Prime Minister Mark Rutte", "the Netherlands"],
    "ICRC": [
        "the International Committee of the Red Cross (ICRC)",
        "ICRC president Mirjana Spoljaric",
        "the Red Cross",
    ],
    "PKK": ["Kurdish Workers' Party (PKK)", "PKK members", "Abdullah Öcalan"],
    "MILF": ["the Moro Islamic Liberation Front (MILF)", "MILF guerrillas"],
    "MNLF": ["MNLF chief Nur Misuari"],
    "FARC": ["Colombia's FARC rebels", "the Revolutionary Armed Forces of Colombia"],
    "TALIBAN": ["the Taliban", "Taliban fighters", "Zabihullah Mujahid, a Taliban spokesman"],
    "TTP": ["the Pakistani Taliban"],
    "ISIS": ["Islamic State", "the Islamic State group", "IS militants", "Isis", "ISIL"],
    "SHABAAB": ["al-Shabaab", "Al Shabaab", "Somalia's al-Shabab militants"],
    "AL_QAEDA": ["al-Qaeda", "Osama bin Laden", "al-Qaeda in Iraq"],
    "WAGNER": ["the Russian Wagner Group", "the head of Russia's Wagner group", "Wagner chief Yevgeny Prigozhin"],
    "SPLM": ["head of the rebel SPLM", "the Sudan People's Liberation Army (SPLA)"],
    "SDF": ["the US-backed Syrian Democratic Forces", "the Kurdish-led SDF"],
    "LET": ["Lashkar-e- Tayyeba", "the Pakistan-based militant group Lashkar-e-Taiba"],
    "FIFA": ["Fifa", "the Fifa Council"],
    "IRA": ["the IRA"],
    "CIRA": ["the Continuity IRA"],
    "JNIM": ["al-Qaeda-linked JNIM"],
}

NOBODYS = [
    "the president",
    "the minister",
    "the government",
    "Georgia",
    "Congo",
    "Korea",
    "the Dominican president",
    "us",
    "them",
    "Michael Jordan",
    "Chad Smith",
    "Denzel Washington",
    "Jack London",
    "turkey",
    "US-backed forces",
    "Iranian-backed militias",
    "the Saudi-led coalition",
    "Ukraine and its allies",
    "Russia and Ukraine",
    "the US, UK, France and Germany",
    "Russian and Syrian warplanes",
    "a joint Afghan and NATO investigation",
    "anti-Israeli fighters",
    "pro-Russian separatists",
    "Sudanese rebels",
    "a Sudanese rebel commander",
    "Russian opposition leader Alexei Navalny",
    "a leading Burmese dissident group",
    "the Syrian opposition",
    "Palestinian militants",
    "Palestinian gunmen",
    "Israeli settlers",
    "extremist Israeli settlers accused of arson in the hills",
    "two Israelis",
    "three Lebanese civilians",
    "Ukrainian victims",
    "Russian civilians",
    "a Russian",
    "Lebanese media",
    "the Palestine Football Association",
    "Syrian Observatory for Human Rights",
    "the Norwegian Refugee Council",
    "China Daily",
    "Washington Post",
    "Israeli analysts",
    "Iraqi Kurdish officials",
    "Turkish Cypriot leader Rauf Denktash",
    "the people of Burma",
    "residents of Moscow",
    "northern Israel",
    "eastern Ukraine",
    "the Israel-Hamas war",
    "US-Russian talks",
    "Hamas and Islamic Jihad",
    "the Yemeni parties",
    "its European allies",
    "Western governments",
    "Ukraine's allies",
    "security sources",
    "local authorities",
    "the rebel leader",
    "former Israeli prime minister Ehud Olmert",
    "ex-President Carlos Menem",
    "the mayor of London",
    "a lawyer for Hamas",
    "Hamas supporters",
    "victims of Hezbollah",
    "Hunter Biden",
    "Northern Ireland",
    "the New Mexico governor",
    "South China Sea",
    "Latin American leaders",
    "Moscow residents",
    "Harsha Wijesekera",
    "Harsha Wijesekera, the minister of Water Supply",
    "the Niger Delta",
    "the Coastal IRA",
    "Amnesty International",
    "",
    "—",
    "he",
]

CASES = [(code, name) for code, names in OWNED.items() for name in names]


MEMBERS = """\
AFG Afghan
ALB Albanian
DZA Algerian
AND Andorran
AGO Angolan
ATG Antiguan
ARG Argentine
ARM Armenian
AUS Australian
AUT Austrian
AZE Azerbaijani
BHS Bahamian
BHR Bahraini
BGD Bangladeshi
BRB Barbadian
BLR Belarusian
BEL Belgian
BLZ Belizean
BEN Beninese
BTN Bhutanese
BOL Bolivian
BIH Bosnian
BWA Botswanan
BRA Brazilian
BRN Bruneian
BGR Bulgarian
BFA Burkinabe
BDI Burundian
CPV Cape_Verdean
KHM Cambodian
CMR Cameroonian
CAN Canadian
CAF -
TCD Chadian
CHL Chilean
CHN Chinese
COL Colombian
COM Comorian
COG -
CRI Costa_Rican
CIV Ivorian
HRV Croatian
CUB Cuban
CYP Cypriot
CZE Czech
PRK North_Korean
COD -
DNK Danish
DJI Djiboutian
DMA -
DOM -
ECU Ecuadorian
EGY Egyptian
SLV Salvadoran
GNQ Equatorial_Guinean
ERI Eritrean
EST Estonian
SWZ Swazi
ETH Ethiopian
FJI Fijian
FIN Finnish
FRA French
GAB Gabonese
GMB Gambian
GEO Georgian
DEU German
GHA Ghanaian
GRC Greek
GRD Grenadian
GTM Guatemalan
GIN Guinean
GNB Bissau-Guinean
GUY Guyanese
HTI Haitian
HND Honduran
HUN Hungarian
ISL Icelandic
IND Indian
IDN Indonesian
IRN Iranian
IRQ Iraqi
IRL Irish
ISR Israeli
ITA Italian
JAM Jamaican
JPN Japanese
JOR Jordanian
KAZ Kazakh
KEN Kenyan
KIR I-Kiribati
KWT Kuwaiti
KGZ Kyrgyz
LAO Laotian
LVA Latvian
LBN Lebanese
LSO Lesotho
LBR Liberian
LBY Libyan
LIE Liechtenstein
LTU Lithuanian
LUX Luxembourg
MDG Malagasy
MWI Malawian
MYS Malaysian
MDV Maldivian
MLI Malian
MLT Maltese
MHL Marshallese
MRT Mauritanian
MUS Mauritian
MEX Mexican
FSM Micronesian
MCO Monegasque
MNG Mongolian
MNE Montenegrin
MAR Moroccan
MOZ Mozambican
MMR Burmese
NAM Namibian
NRU Nauruan
NPL Nepalese
NLD Dutch
NZL New_Zealand
NIC Nicaraguan
NER Nigerien
NGA Nigerian
MKD Macedonian
NOR Norwegian
OMN Omani
PAK Pakistani
PLW Palauan
PAN Panamanian
PNG Papua_New_Guinean
PRY Paraguayan
PER Peruvian
PHL Philippine
POL Polish
PRT Portuguese
QAT Qatari
KOR South_Korean
MDA Moldovan
ROU Romanian
RUS Russian
RWA Rwandan
KNA Kittitian
LCA Saint_Lucian
VCT Vincentian
WSM Samoan
SMR Sammarinese
STP Sao_Tomean
SAU Saudi
SEN Senegalese
SRB Serbian
SYC Seychellois
SLE Sierra_Leonean
SGP Singaporean
SVK Slovak
SVN Slovenian
SLB Solomon_Islander
SOM Somali
ZAF South_African
SSD South_Sudanese
ESP Spanish
LKA Sri_Lankan
SDN Sudanese
SUR Surinamese
SWE Swedish
CHE Swiss
SYR Syrian
TJK Tajik
THA Thai
TLS Timorese
TGO Togolese
TON Tongan
TTO Trinidadian
TUN Tunisian
TUR Turkish
TKM Turkmen
TUV Tuvaluan
UGA Ugandan
UKR Ukrainian
ARE Emirati
GBR British
TZA Tanzanian
USA American
URY Uruguayan
UZB Uzbek
VUT Vanuatuan
VEN Venezuelan
VNM Vietnamese
YEM Yemeni
ZMB Zambian
ZWE Zimbabwean"""
"""The members of the United Nations with their demonyms; "-" where it fits two (Congolese, Dominican)."""

# What may stand about a name: letters of several scripts, combining marks, a capital whose lower case is two code
# points, emoji with joiners, zero-width characters, controls.
SURROUNDINGS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("aZé İıßǅ.,;:'’-–—()\n\t 0_\u0301\u0308\u200b\u200d\ufeff👩\u200d🚀🇺🇸ا״العبตไทยक्षि中文한국Я")
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)
PLANTED = [
    "Hamas",
    "the Houthis",
    "U.S.",
    "Côte d’Ivoire",
    "European Commission",
    "al-Shabaab",
    "M23",
    "DR Congo",
    "Türkiye",
    "Tu\u0308rkiye",
]


@pytest.mark.parametrize(("code", "name"), CASES, ids=[name for _, name in CASES])
def test_a_phrase_belongs_to_the_party_it_speaks_for(code: str, name: str) -> None:
    assert PARTIES.code(name) == code


@pytest.mark.parametrize("name", NOBODYS, ids=[name or "empty" for name in NOBODYS])
def test_a_phrase_that_names_no_party_or_two_has_none(name: str) -> None:
    assert PARTIES.code(name) is None


def test_there_are_as_many_cases_as_the_issue_asks_for() -> None:
    assert len(set(CASES)) >= 300
    assert len(set(NOBODYS)) >= 60


@settings(deadline=None)
@given(SURROUNDINGS, st.sampled_from(PLANTED), SURROUNDINGS)
def test_mentions_stand_where_they_say_and_a_planted_name_is_among_them(before: str, name: str, after: str) -> None:
    text = f"{before} x {name}, x {after}"
    start = len(before) + 3
    mentions = PARTIES.mentions(text)
    assert all(text[m.start : m.end] == m.words for m in mentions)
    assert all(m.code in PARTIES.codes for m in mentions)
    assert all(left.end <= right.start for left, right in pairwise(mentions))
    bare = name.removeprefix("the ")
    assert (start + len(name) - len(bare), bare) in [(m.start, m.words) for m in mentions]


@settings(deadline=None)
@given(SURROUNDINGS)
def test_any_phrase_can_be_read(phrase: str) -> None:
    assert PARTIES.code(phrase) in {None, *PARTIES.codes}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tell us what they want", []),
        ("The US told us.", ["US"]),
        ("PLEASE LET US GO\nhe said", []),
        ("UKRAINE RALLIES SUPPORT", ["UKRAINE"]),
        ("US SANCTIONS IRAN", ["US", "IRAN"]),
        ("who is it? The WHO.", ["WHO"]),
        ("It cost US$5 million", []),
        ("roast turkey from the china shop", []),
        ("Nigeria, Niger and the Niger Delta", ["Nigeria", "Niger"]),
        ("Guinea-Bissau and Equatorial Guinea and New Guinea", ["Guinea-Bissau", "Equatorial Guinea"]),
        ("the South Sudanese army", ["South Sudanese"]),
        ("He moved from Georgia to the Georgian capital", ["Georgian"]),
        ("Michael Jordan flew to Jordan.", ["Jordan"]),
        ("Jordan Peterson and Chad Smith met in Chad", ["Chad"]),
        ("In Jordan, Foreign Minister Ayman Safadi spoke", ["Jordan"]),
        ("Israel Katz leads Israel's army", ["Israel"]),
        ("the Washington Post said Washington agreed", ["Washington"]),
        ("President Putin met Trump", []),
        ("Russian-backed, anti-Israeli", ["Russian", "Israeli"]),
        ("a U.S.-led force. U.S. officials left the U.S.", ["U.S.", "U.S.", "U.S."]),
        ("HAMAS and Hamas and hamas", ["HAMAS", "Hamas"]),
        ("Boko\nHaram", ["Boko\nHaram"]),
        ("Boko\n\nHaram", []),
        ("İstanbul’da Türkiye’nin", ["Türkiye"]),
        ("Amnesty for all. An Islamic state of mind", []),
        ("US軍とNATO", ["US", "NATO"]),
        ("AUthority, EUrope, USED, UNder", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    assert [m.words for m in PARTIES.mentions(text)] == expected


def test_every_member_of_the_united_nations_has_its_names_and_demonyms() -> None:
    states = [line.split() for line in MEMBERS.splitlines()]
    assert len(states) == 193
    for code, demonym in states:
        if demonym != "-":
            spoken = demonym.replace("_", " ")
            assert PARTIES.code(f"the {spoken} government") == code
            assert PARTIES.code(f"{spoken} troops") == code


@pytest.mark.parametrize(
    ("singular", "plural"),
    [("Israeli", "Israelis"), ("Russian", "Russians"), ("Greek", "Greeks"), ("Danish", "Danes"), ("Polish", "Poles")],
)
def test_plural_demonyms_are_the_people_as_a_whole_and_not_some_of_them(singular: str, plural: str) -> None:
    code = PARTIES.code(f"the {singular} government")
    assert PARTIES.code(f"the {plural}") == PARTIES.code(plural) == code
    assert PARTIES.code(f"two {plural}") is None
    assert PARTIES.code(f"82 {plural}") is None


def test_a_file_of_ones_own_adds_parties_and_takes_names_over(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(
        """
        [groups]
        BANNER = { names = ["People's Banner", "США"], leaders = ["Ilda Morvane"] }
        [organisations]
        SEA = { names = ["Hashomer Yosh"], bodies = ["Kremlin"] }
        [states]
        OSTREL = { names = ["Ostrel"], adjectives = ["Ostrelian"] }
        [ambiguous]
        names = ["Washington"]
        [roles]
        office = ["syndic"]
        """,
        encoding="utf-8",
    )
    parties = Parties.load(own)
    assert parties.code("a People’s Banner commander") == "BANNER"
    assert parties.code("Ilda Morvane") == "BANNER"
    assert parties.code("США") == "BANNER"
    assert parties.code("the Kremlin") == "SEA"
    assert parties.code("the Ostrelian syndic") == "OSTREL"
    assert parties.code("Ostrelian rebels") is None
    assert parties.code("Washington") is None
    assert parties.code("Moscow") == "RUS"
    assert PARTIES.code("the Kremlin") == "RUS"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[groups\n", "form"),
        ('[groups]\nX = { nmes = ["Y"] }\n', "form"),
        ('[groups]\nX = { names = ["Y"] }\nZ = { names = ["Y"] }\n', "belongs to X and Z"),
        ('[groups]\nX = { names = ["—"] }\n', "no letter or digit"),
    ],
    ids=["not TOML", "unknown key", "one name, two owners", "no word"],
)
def test_a_file_that_is_not_in_the_form_is_refused_by_name(tmp_path: Path, content: str, words: str) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=words):
        Parties.load(own)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="can't be read"):
        Parties.load(tmp_path / "none.toml")


def test_the_default_parties_are_read_once() -> None:
    assert default_parties() is default_parties()
