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
# # From an article to a table
#
# An article goes in; who was killed or hurt, who wants sanctions, who wants or refuses a ceasefire comes out, each with
# the words of the article that prove it. This notebook takes the seed article all the way to a pandas data frame.

# %%
import json
from pathlib import Path

from summarizer.article import Article
from summarizer.briefing import Briefing, Briefings
from summarizer.llm.scripted import ScriptedLLM
from summarizer.session import Summarizer

article = Article.from_file("../../seeds/2025-05-18-sumy-bus.txt")
article

# %% [markdown]
# ## Brief it
#
# `Summarizer()` uses the embedded model, and `Summarizer("openai/gpt-5-mini")` a hosted one. So that this notebook says
# the same on every machine, a script answers here in the model's place; what happens to its answers is the same. One of
# them is wrong on purpose: it has Canada impose sanctions, which the article does not say.

# %%
answers = json.loads(Path("data/answers.json").read_text(encoding="utf-8"))
summarizer = Summarizer(llm=ScriptedLLM(answers))
briefing = summarizer.brief(article)
again = await summarizer.abrief(article)
assert (
    again.records == briefing.records
)  # the plain call and the async one both work where a loop runs, as it does here
summarizer.close()
briefing

# %% [markdown]
# The page above is the briefing. On the left stand the records; follow *in the text* and the words that prove a record
# light up on the right. The summary on top was composed from the records by code: no sentence has a name or a number
# that its records have not.
#
# ## Look at what is in it

# %%
report = briefing.casualties[0]
report.killed.best, report.victims, report.responsibility

# %%
proof = briefing.evidence("casualties", 0)[0]
assert article.text[proof.start : proof.end] == proof.quote
proof.quote

# %% [markdown]
# Canada's sanctions are not among the records. They were not dropped in silence either:

# %%
[(rejected.topic, rejected.reason) for rejected in briefing.rejected]

# %% [markdown]
# ## As a table
#
# One row a record, flat columns. Counts are whole numbers that may be missing, classes are categories over their closed
# set, and the types are the same for one briefing and for a thousand.

# %%
positions = briefing.to_frame("ceasefire")
positions[["actor_name", "actor_party", "stance", "counterparty_name", "duration", "unconditional", "evidence_quote"]]

# %%
positions.dtypes[["stance", "unconditional", "evidence_start", "article_date"]]

# %% [markdown]
# Several briefings make one table, and one page with an index.

# %%
both = Briefings([briefing, briefing])
both.to_frame("sanctions").groupby(["status", "actor_name"], observed=True).size()

# %% [markdown]
# ## Keep it
#
# What is saved is loaded as it was. Markdown is for mail and wikis, HTML is one file that asks nothing of a network.

# %%
path = briefing.save("briefing.json")
assert Briefing.load(path) == briefing
path.unlink()

print(briefing.to_markdown()[:600])

# %%
page = Path("briefing.html")
page.write_text(briefing.to_html(), encoding="utf-8")
size = page.stat().st_size
page.unlink()
f"{size / 1000:.0f} kB"
