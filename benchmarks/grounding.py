"""How fast near-miss quotes are found in a long article, beside langextract's aligner in the same run.

The article is made up from a fixed seed: 33,000 characters. Of the 20 quotes, ten have a slip of letters and ten a
changed number; all are sought both here and by `langextract.resolver.WordAligner`, the best of several rounds counts.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from importlib import import_module

from summarizer.grounding.grounding import Match, QuoteIndex

CHARACTERS = 33_000
QUOTES = 20
ROUNDS = 5
INSTALL = "langextract is not installed; to compare with it: uv pip install langextract==1.7.1"

_FUNCTION_WORDS = (
    "the",
    "of",
    "and",
    "to",
    "in",
    "that",
    "was",
    "for",
    "on",
    "with",
    "said",
    "by",
    "from",
    "at",
    "after",
)
_SYLLABLES = ("ba", "cor", "den", "fi", "gal", "hu", "jor", "ka", "len", "mi", "nor", "pe", "ras", "so", "tur", "vel")


def made_up_article(characters: int = CHARACTERS, seed: int = 7) -> str:
    """An article of a given length in code points: words of no language, as often as words of a language are."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(2500)]
    weights = [1 / rank for rank in range(5, len(words) + 5)]
    sentences: list[str] = []
    length = 0
    while length < characters:
        sentence = chance.choices(words, weights, k=chance.randint(10, 30))
        sentence[1::3] = chance.choices(_FUNCTION_WORDS, k=len(sentence[1::3]))
        sentence[chance.randrange(2, 8)] = str(chance.randint(11, 980))
        sentences.append(" ".join(sentence).capitalize() + ".")
        length += len(sentences[-1]) + 1
    return " ".join(sentences)[:characters]


def near_misses(article: str, count: int = QUOTES, seed: int = 11) -> list[str]:
    """Sentences of the article, one half with two letters exchanged, the other with another number."""
    chance = random.Random(seed)
    quotes = []
    for index, sentence in enumerate(chance.sample(article.split(". ")[:-1], count)):
        words = sentence.split()
        if index % 2:
            at = chance.choice([i for i, word in enumerate(words) if i and len(word) > 7 and word[3] != word[4]])
            words[at] = words[at][:3] + words[at][4] + words[at][3] + words[at][5:]
        else:
            at = next(i for i, word in enumerate(words) if word.isdigit())
            words[at] = str(int(words[at]) + 1000)
        quotes.append(" ".join(words))
    return quotes


def best_of(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of processor time of the fastest of several rounds, so that other work on the machine counts little."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def ours(article: str, quotes: list[str]) -> int:
    """Grounds the quotes, the index built anew; returns how many were accepted."""
    index = QuoteIndex(article)
    return sum(isinstance(index.find(quote), Match) for quote in quotes)


def _theirs(article: str, quotes: list[str]) -> int:
    extraction = import_module("langextract.core.data").Extraction
    aligner = import_module("langextract.resolver").WordAligner()
    wanted = [[extraction(extraction_class="quote", extraction_text=quote) for quote in quotes]]
    aligned = aligner.align_extractions(wanted, article)
    return sum(found.char_interval is not None for group in aligned for found in group)


def run() -> None:
    """Prints both times, what each accepted, and the ratio."""
    article = made_up_article()
    quotes = near_misses(article)
    start = time.process_time()
    accepted = ours(article, quotes)
    first = time.process_time() - start
    own = best_of(lambda: ours(article, quotes))
    print(f"grounding: {QUOTES} near-miss quotes in {len(article):,} characters")
    print(f"  ours         {own * 1000:8.1f} ms  {accepted} accepted (first call of a process {first * 1000:.0f} ms)")
    try:
        placed = _theirs(article, quotes)
    except ModuleNotFoundError:
        print(f"  {INSTALL}")
        return
    other = best_of(lambda: _theirs(article, quotes), rounds=3)
    print(f"  langextract  {other * 1000:8.1f} ms  {placed} accepted, those with a changed number too")
    print(f"  ratio        {other / own:8.1f}")


if __name__ == "__main__":
    run()
