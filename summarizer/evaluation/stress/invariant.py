"""Changes that leave every record as it is: other words for saying, other order, other marks, more text around it."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from summarizer.article import Span
from summarizer.evaluation.golden import GoldenArticle
from summarizer.evaluation.stress.variants import Edit, Made, Piece, edited, made_of, paragraphs

_SAYING = {"said": ("stated", "remarked"), "says": ("states", "remarks"), "told reporters": ("informed reporters",)}
_SPELLINGS = {
    "Kyiv": "Kiev", "Zelenskyy": "Zelensky", "Hezbollah": "Hizbullah", "Houthi": "Huthi", "Houthis": "Huthis",
    "United States": "U.S.", "United Nations": "UN", "European Union": "EU", "U.N.": "UN", "UN": "U.N.",
    "United Kingdom": "UK", "Beijing": "Peking", "Myanmar": "Burma", "Türkiye": "Turkey", "Turkey": "Türkiye",
    "Ivory Coast": "Côte d'Ivoire", "Muhammad": "Mohammed", "Mohammed": "Muhammad", "Idlib": "Edlib",
}  # fmt: skip
_APART = re.compile(r"\b(?:he|she|it|they|this|that|these|those|his|her|its|their|him|them|who|another|other|later"
                    r"|then|but|also|however|former|latter|so|such|both|same|earlier)\b", re.I)  # fmt: skip
_ADJECTIVES = ("brutal", "shameful", "reckless", "cowardly", "senseless", "bold", "long-awaited", "disgraceful")
_LOADED = re.compile(
    r"(?<=\bthe )(?=(?:attack|strike|bombing|raid|shelling|blast|decision|move|government|statement|ambush|sanctions"
    r"|truce|ceasefire|army|ministry)\b)"
)
_UNRELATED = (
    "The national library reopened its reading room after two years of repairs. Visitors can borrow up to ten books.",
    "Farmers in the south expect a good harvest of plums. Prices at the wholesale market fell slightly this week.",
    "The orchestra begins its season with three symphonies. Tickets are on sale at the box office.",
    "Light rain is forecast for the coast, with temperatures of about 14 degrees. Inland it stays dry.",
)
_BYLINES = ("By Anna Keller and Tom Aldous", "By our own correspondent", "Reporting by Mila Horn; editing by Jo Brandt")
_BOILERPLATE = (
    "Sign up to our morning newsletter. All rights reserved. Follow us for updates.",
    "This story was updated to add background. Contact the newsroom with corrections.",
)
_SLANTS = (
    "At last, good news that critics will hate",
    "Another disgrace that nobody will answer for",
    "Calm, order, hope",
)


def attribution(article: GoldenArticle, draw: Random) -> Made | None:
    """Other verbs of saying."""
    text = article.article.text
    return made_of(text, [
        Edit(*found.span(), draw.choice(_SAYING[found.group()]))
        for found in re.finditer(rf"\b(?:{'|'.join(_SAYING)})\b", text)
    ])  # fmt: skip


def passive(article: GoldenArticle, draw: Random) -> Made | None:
    """A sentence in the active voice put into the passive, where subject, verb and object stand side by side."""
    from summarizer.evaluation.stress.syntax import passives

    text = article.article.text
    found = passives(article.article)
    return made_of(text, [draw.choice(found)]) if found else None


def sentence_order(article: GoldenArticle, draw: Random) -> Made | None:
    """Two neighbouring sentences of a paragraph change places, where neither refers to anything before it."""
    text, sentences = article.article.text, article.article.sentences
    fitting = [
        (a, b)
        for a, b in pairwise(sentences)
        if "\n" not in text[a.start : b.end] and b.start - a.end < 3 and a.of(text)[-1] == "." == b.of(text)[-1]
        and not _APART.search(a.of(text)) and not _APART.search(b.of(text)) and '"' not in text[a.start : b.end]
    ]  # fmt: skip
    if not fitting:
        return None
    a, b = draw.choice(fitting)
    order = (Span(0, a.start), b, Span(a.end, b.start), a, Span(b.end, len(text)))
    return Made(tuple(Piece(span, span.of(text)) for span in order))


def typography(article: GoldenArticle, draw: Random) -> Made | None:
    """Other quotation marks, apostrophes, dashes and spaces between a number and its noun."""
    text = article.article.text
    edits = [
        Edit(*found.span(), "’" if found.group() == "'" else "'") for found in re.finditer(r"(?<=\w)['’](?=\w)", text)
    ]
    edits += [Edit(*found.span(), "\u00a0") for found in re.finditer(r"(?<=\b\d) (?=[a-z])|(?<=\d\d) (?=[a-z])", text)]
    edits += [Edit(*found.span(), draw.choice(("–", " — "))) for found in re.finditer(r" [-–] ", text)]
    return made_of(text, edits)


def quotation_marks(article: GoldenArticle, draw: Random) -> Made | None:
    """Quotation marks of another language."""
    opening, closing = draw.choice((("«", "»"), ("„", "“"), ("“", "”"), ("‹", "›")))
    text, edits, is_open = article.article.text, list[Edit](), False
    for found in re.finditer(r"[\"“”]|\n\n", text):
        if found.group() == "\n\n":
            is_open = False
            continue
        is_open = found.group() == "“" or (found.group() == '"' and not is_open)
        edits.append(Edit(*found.span(), opening if is_open else closing))
    return made_of(text, edits)


def spelling(article: GoldenArticle, draw: Random) -> Made | None:
    """Another spelling of a name, wherever it stands."""
    text = article.article.text
    known = [name for name in _SPELLINGS if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    if not known:
        return None
    name = draw.choice(known)
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return made_of(text, [Edit(*one.span(), _SPELLINGS[name]) for one in found])


def unrelated_paragraph(article: GoldenArticle, draw: Random) -> Made | None:
    """A paragraph about something else, somewhere between two."""
    text = article.article.text
    at = draw.choice(paragraphs(text)).end
    return Made(edited(text, [Edit(at, at, "\n\n" + draw.choice(_UNRELATED))]))


def boilerplate(article: GoldenArticle, draw: Random) -> Made | None:
    """A byline above, and what pages put below."""
    text = article.article.text
    above, below = draw.choice(_BYLINES) + "\n\n", "\n\n" + draw.choice(_BOILERPLATE)
    return Made(edited(text, [Edit(0, 0, above), Edit(len(text), len(text), below)]))


def loaded_adjectives(article: GoldenArticle, draw: Random) -> Made | None:
    """Adjectives that take sides."""
    text = article.article.text
    return made_of(text, [Edit(*one.span(), draw.choice(_ADJECTIVES) + " ") for one in _LOADED.finditer(text)])


def headline(article: GoldenArticle, draw: Random) -> Made | None:
    """A headline of another slant."""
    return Made(edited(article.article.text, ()), update=(("title", draw.choice(_SLANTS)),))
