"""A topic file of one's own for tests, articles on it, and what a model would write of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from summarizer.article import Article
from summarizer.topics import Topic, choose_topics

WITHDRAWALS = """\
name: troop-withdrawals
record: One withdrawal of troops by one side from one place, or the promise of one.
fields:
  who: {kind: actor, says: Whose troops they are, required: true}
  place: {kind: place, says: Which place they leave}
  troops: {kind: count, says: How many}
  cost: {kind: money, says: What it costs}
  when: {kind: date, says: When they leave}
  within: {kind: duration, says: How long it takes}
  units: {kind: words, says: Which units, many: true}
  status:
    kind: class
    says: How far it has come
    choices:
      announced: said that they will leave
      done: they have left
  complete: {kind: yes/no, says: True when all troops leave}
not_a_record:
  - a call on somebody else to withdraw
cues: [withdr, pull out, pulled out]
examples:
  - text: Zenda pulled out 300 men from the pass on Friday.
    records:
      - {evidence: Zenda pulled out 300 men from the pass on Friday., who: Zenda, place: the pass, troops: 300 men,
         when: on Friday, status: done}
summary: "{who} {status} a withdrawal[ from {place}][ {within}]."
scoring: {key: [who, place]}
colour: "#336699"
"""

TEXT = (
    "Ruritania withdrew at least 900 soldiers of the Third Brigade from the port of Strelsau on Saturday, at a cost of "
    "$2.5 million.\\n\\nNorway announced that it would withdraw all its troops from Zenda within 30 days."
).replace("\\n", "\n")
ARTICLE = Article.from_text(TEXT, date="2025-05-18", title="Troops leave")

REPLY: dict[str, Any] = {
    "records": [
        {
            "evidence": [TEXT.partition("\n")[0]],
            "who": "Ruritania",
            "place": "the port of Strelsau",
            "troops": "at least 900 soldiers",
            "cost": "$2.5 million",
            "when_text": "on Saturday",
            "units": ["the Third Brigade"],
            "status": "done",
        },
        {
            "evidence": ["Norway announced that it would withdraw all its troops from Zenda within 30 days."],
            "who": "Norway",
            "place": "Zenda",
            "within_text": "within 30 days",
            "status": "announced",
            "complete": True,
        },
    ]
}


def written(folder: Path, text: str = WITHDRAWALS) -> Path:
    """A topic file in a folder."""
    path = folder / "troop-withdrawals.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def withdrawals(folder: Path) -> Topic:
    """The topic of the file."""
    (topic,) = choose_topics((str(written(folder)),))
    return topic
