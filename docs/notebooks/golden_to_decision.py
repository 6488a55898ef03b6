# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # From a golden set to a decision
#
# A prompt was changed, or a model. Is it better, worse, or can this golden set not tell? Here two models answer for the
# same articles, both are scored, and the difference is held against chance.
#
# The set is a toy of 24 invented articles, and the models are scripts, so that the notebook says the same on every
# machine. With your own it is `GoldenSet.load("evals/golden")` and `Summarizer("…")`; nothing else changes.

# %%
import json
import tempfile
from pathlib import Path

from summarizer.briefing import Briefings
from summarizer.evaluation import GoldenSet, compare, evaluate
from summarizer.llm.scripted import ScriptedLLM
from summarizer.llm.types import Request
from summarizer.session import Summarizer

# %% [markdown]
# ## The golden set
#
# Each article has one shelling with two figures, and one actor's position on a ceasefire. Gold is what a careful reader
# would note down: the words that prove it, and the fields.

# %%
beginnings, endings = ("Ald", "Bor", "Cas", "Dren", "Esk", "Fal"), ("ova", "heim", "mont", "ar")
places = [beginning + ending for beginning in beginnings for ending in endings]
killed = ["three", "at least nine", "12", "up to 20", "seven", "five"]
stances = {"rejected": "rejects", "called for": "demands", "agreed to": "accepts"}


def story(i: int) -> dict[str, str]:
    """Writes the article about the i-th place."""
    verb = list(stances)[i % 3]
    tolls = f"Shelling killed {killed[i % 6]} civilians in {places[i]} on Monday, and wounded {i + 30} more."
    position = f"The governor of {places[i]} {verb} a ceasefire."
    return {"id": places[i].lower(), "date": "2025-06-04", "text": f"{tolls}\n\n{position} Talks go on."}


def gold(i: int) -> dict[str, object]:
    """Notes down what a careful reader finds in it."""
    numbers = {"three": (3, 3, 3), "at least nine": (9, 9, None), "12": (12, 12, 12), "up to 20": (None, None, 20)}
    best, low, high = {**numbers, "seven": (7, 7, 7), "five": (5, 5, 5)}[killed[i % 6]]
    tolls, position = story(i)["text"].split("\n\n")
    toll = {
        "quotes": [tolls],
        "killed": {"text": killed[i % 6], "best": best, "low": low, "high": high},
        "injured": {"text": str(i + 30), "best": i + 30, "low": i + 30, "high": i + 30},
        "victims": "civilians",
        "victim_type": "civilian",
        "location": places[i],
        "date": "2025-06-02",
    }
    said = {"quotes": [position.split(". ")[0] + "."], "actor": f"governor of {places[i]}"}
    stance = stances[list(stances)[i % 3]]
    return {"id": places[i].lower(), "casualties": [toll], "ceasefire": [{**said, "stance": stance}]}


with tempfile.TemporaryDirectory() as folder:
    articles, notes = Path(folder, "articles.jsonl"), Path(folder, "gold.jsonl")
    articles.write_text("\n".join(json.dumps(story(i)) for i in range(24)), encoding="utf-8")
    notes.write_text("\n".join(json.dumps(gold(i)) for i in range(24)), encoding="utf-8")
    golden = GoldenSet.from_jsonl(articles, notes).select(topics=["casualties", "ceasefire"])

golden.size

# %% [markdown]
# ## Two models
#
# One answers carefully. The other is hasty: in every third article it misses the ceasefire, and in every fourth it
# gives a figure that the article has not. Code looks for each figure in the article, so none of these gets through.


# %%
def answers(request: Request, *, hasty: bool) -> dict[str, list[dict[str, object]]]:
    """Answers as a model would, for the article that the request is about."""
    i = next(i for i, place in enumerate(places) if place in request.messages[-1].content)
    tolls, position = story(i)["text"].split("\n\n")
    if request.label.startswith("ceasefire"):
        said = {"evidence": [position.split(". ")[0] + "."], "actor": f"governor of {places[i]}"}
        return {"records": [] if hasty and i % 3 == 0 else [{**said, "stance": stances[list(stances)[i % 3]]}]}
    figure = "99" if hasty and i % 4 == 0 else killed[i % 6]
    who = {"victims": "civilians", "victim_type": "civilian", "location": places[i], "date_text": "on Monday"}
    return {"records": [{"evidence": [tolls], "killed": figure, "injured": str(i + 30), **who}]}


async def run(*, hasty: bool) -> Briefings:
    """Briefs every article of the set."""
    llm = ScriptedLLM(lambda request: answers(request, hasty=hasty), name="hasty" if hasty else "careful")
    summarizer = Summarizer(llm=llm, topics=("casualties", "ceasefire"))
    briefings = Briefings([await summarizer.abrief(gold_article.article) for gold_article in golden])
    summarizer.close()
    return briefings


careful, hasty = await run(hasty=False), await run(hasty=True)
sum(len(briefing.rejected) for briefing in hasty)

# %% [markdown]
# ## Score them
#
# A predicted record matches a golden one where evidence and key agree; precision, recall and F1 count matches.

# %%
before, after = evaluate(golden, hasty, label="hasty"), evaluate(golden, careful, label="careful")
after.to_frame("scores")

# %% [markdown]
# ## Decide
#
# The articles are drawn anew, both runs together, many times: that gives the interval, and the chance that so large a
# difference arises between two runs that are no different.

# %%
comparison = compare(before, after)
comparison

# %%
print(comparison.verdict)
print(comparison.summary)

# %% [markdown]
# On five articles the same two models can't be told apart. That is what the interval is for: a set too small to tell
# says so, instead of handing out a winner.

# %%
few = golden.select(ids=[article.id for article in golden][:5])
names = {article.id for article in few}
runs = ([briefing for briefing in run if briefing.article.id in names] for run in (hasty, careful))
small = compare(*(evaluate(few, briefings) for briefings in runs))
print(small.verdict)
print(small.overall.sentence)
