"""Articles made up for tests: sentences whose names, numbers and negations are known, and ways to retype a quote."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

NAMES = (
    "Ankara",
    "Caracas",
    "Hezbollah",
    "Islamabad",
    "Khartoum",
    "Lebanon",
    "Moldova",
    "Netanyahu",
    "Oslo",
    "Zelensky",
)
_VERBS = ("announced", "described", "investigated", "documented", "discussed")
_THINGS = (
    "humanitarian corridor",
    "temporary agreement",
    "prisoner exchange",
    "reconstruction programme",
    "border crossing",
)
_NEGATED = ("did not accept", "has never supported", "will not discuss", "could not confirm", "cannot guarantee")
_ENDS = (
    "near the harbour",
    "despite the heavy rain",
    "while observers watched",
    "“for the time being”",
    "— at great cost",
)
_OTHER_SCRIPTS = (
    "Президент {name} не підтримав угоду, загинули {n} осіб.",
    "قال {name} إن {n} مدنيا قتلوا ولم يعلن الهدنة.",
    "{name}表示袭击造成{n}人死亡，没有停火。",
    "{name} ने कहा कि हमले में {n} नागरिक मारे गए।",
    "{name} กล่าวว่ามีผู้เสียชีวิต {n} คน",
)
_GAPS = (" ", " ", "\n", "\n\n", " \u00a0")


@dataclass(frozen=True)
class Sentence:
    """A sentence, and the facts in it.

    Attributes:
        text: the sentence.
        name: the one name in it.
        number: the one number in it.
        negation: its negation, or an empty string.
    """

    text: str
    name: str
    number: int
    negation: str = ""


@dataclass(frozen=True)
class Planted:
    """An article and one of its sentences.

    Attributes:
        text: the article.
        start: offset of the sentence.
        sentence: the sentence.
    """

    text: str
    start: int
    sentence: Sentence

    @property
    def end(self) -> int:
        """Offset after the sentence."""
        return self.start + len(self.sentence.text)


@st.composite
def english_sentences(draw: st.DrawFn, *, negated: bool = False) -> Sentence:
    """Sentences in English with one name and one number."""
    name, number = draw(st.sampled_from(NAMES)), draw(st.integers(2, 9_999))
    verb = draw(st.sampled_from(_NEGATED if negated else _VERBS))
    thing, end = draw(st.sampled_from(_THINGS)), draw(st.sampled_from(_ENDS))
    text = f"Officials from {name} {verb} the {thing} for {number} families {end}."
    return Sentence(text, name, number, verb if negated else "")


@st.composite
def other_sentences(draw: st.DrawFn) -> Sentence:
    """Sentences in other scripts with one name and one number."""
    name, number = draw(st.sampled_from(NAMES)), draw(st.integers(2, 9_999))
    return Sentence(draw(st.sampled_from(_OTHER_SCRIPTS)).format(name=name, n=number), name, number)


@st.composite
def planted(draw: st.DrawFn, *, negated: bool = False, other_scripts: bool = False) -> Planted:
    """Articles of some sentences with one picked out."""
    any_sentence = st.one_of(english_sentences(), english_sentences(negated=True), other_sentences())
    before, after = draw(st.lists(any_sentence, max_size=4)), draw(st.lists(any_sentence, max_size=4))
    sentence = draw(other_sentences() if other_scripts else english_sentences(negated=negated))
    text, start = "", 0
    for each in (*before, sentence, *after):
        text += draw(st.sampled_from(_GAPS)) if text else ""
        start = len(text) if each is sentence else start
        text += each.text
    return Planted(text, start, sentence)


def retype(quote: str, chance: random.Random) -> str:
    """A quote with another typography and the same words."""
    words = quote.split(" ")
    spaced = words[0]
    for word in words[1:]:
        spaced += chance.choice((" ", " ", "  ", "\n", "\u00a0", "\u2009 ")) + word
    changes: tuple[Callable[[str], str], ...] = (
        str,
        str.upper,
        lambda s: s.replace("“", '"').replace("”", '"'),
        lambda s: unicodedata.normalize("NFD", s),
        lambda s: s.replace("—", "--"),
        lambda s: _sprinkle(s, "\u00ad", chance),
        lambda s: _sprinkle(s, "\u200b", chance),
        lambda s: f"“{s}”",
        lambda s: f"  {s} ",
    )
    for change in chance.sample(changes, 3):
        spaced = change(spaced)
    return spaced


def _sprinkle(text: str, mark: str, chance: random.Random) -> str:
    """Puts an invisible mark between two letters of a word."""
    places = [i for i in range(1, len(text)) if text[i - 1].isascii() and text[i - 1].isalpha() and text[i].isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + mark + text[at:]


def mistype(quote: str, chance: random.Random) -> str:
    """A quote with two letters exchanged inside one long word without a capital."""
    words = quote.split(" ")
    long = [i for i, w in enumerate(words) if len(w) > 8 and w.isalpha() and w.isascii() and w.islower()]
    at = chance.choice(long)
    word = words[at]
    swaps = [i for i in range(2, len(word) - 3) if word[i] != word[i + 1]]
    i = chance.choice(swaps)
    words[at] = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    return " ".join(words)


def scramble(quote: str, chance: random.Random) -> str:
    """A quote with a few characters put in, left out or exchanged anywhere."""
    characters = list(quote)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(characters))
        match chance.randrange(4):
            case 0:
                characters.insert(at, chance.choice("abenortv 0123456789,.'-"))
            case 1 if len(characters) > 1:
                del characters[at]
            case 2:
                characters[at] = chance.choice("abenortv 0123456789,.'-")
            case _:
                other = chance.randrange(len(characters))
                characters[at], characters[other] = characters[other], characters[at]
    return "".join(characters)


def mark_up(text: str, chance: random.Random, *, links: bool = True) -> str:
    """A text with the markup of feeds, wikis and content systems put in anywhere; what a reader sees stays the same."""
    words = re.split(r"( +)", text)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(0, len(words), 2)
        if re.fullmatch(r"[\w'’-]*\w", words[at]):
            before, after = chance.choice(_WRAPS if links else _WRAPS[1:])
            words[at] = before + words[at] + after
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(0, len(words), 2)
        if words[at] and words[at][-1] not in "—“":
            words[at] += chance.choice(_REFERENCES)
    spaces = [at for at in range(1, len(words), 2) if words[at] == " "]
    for at in chance.sample(spaces, min(len(spaces), 2)):
        words[at] = chance.choice(_SPACES)
    marked = "".join(words)
    for char, entities in _ENTITIES.items():
        if chance.randrange(2):
            marked = marked.replace(char, chance.choice(entities))
    return marked


_WRAPS = (
    ("[", "](https://example.org/2031/04/17/page_2?id=9)"),
    ("**", "**"),
    ("_", "_"),
    ("<b>", "</b>"),
    ("<a href='/17'>", "</a>"),
    ("<strong>", "</strong>"),
    ('<span class="n7">', "</span>"),
    ("\u200b", "\u00ad"),
)
_REFERENCES = ("[1]", "[12]", "[2][3]", "[a]", "[note 4]", "<sup>5</sup>", "<sup>[6]</sup>", "[^7]", "†", "[edit]")
_SPACES = ("&nbsp;", "&#160;", "&#8239;", "\u00a0", "\u2009", "&thinsp;", "&#x20;")
_ENTITIES = {"“": ("&ldquo;", "&#8220;", "&amp;#8220;"), "”": ("&rdquo;", "&#x201D;"), "—": ("&mdash;", "&#8212;")}
