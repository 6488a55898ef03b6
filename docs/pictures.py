"""Writes the pages that the browser looks at, and the terminal's picture for the README.

Run from the root: `python docs/pictures.py`. `make pictures` and `make page-check` do, and then start the browser.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console

from summarizer.article import Article
from summarizer.briefing import Briefing, Briefings
from summarizer.evaluation import GoldenSet, compare, evaluate
from summarizer.evaluation.runs import Run
from summarizer.render import render_terminal

DOCS = Path(__file__).parent
SEED = DOCS.parent / "seeds" / "2025-05-18-sumy-bus.txt"
SAVED = DOCS / "notebooks" / "data" / "2025-05-18-sumy-bus.json"
PAGES = DOCS.parent / "build" / "pages"
HOSTILE = (
    "<script>alert('script')</script><img src=https://evil.example/x onerror=alert('image')>\n\n"
    "\x1b[31mred\x1b[0m \u202egnp.exe\u202c [click](javascript:alert('link')) https://evil.example\n\n"
    "Moscow killed \"><svg onload=alert('svg')> nine."
)

NOTEBOOK = (
    "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Notebook</title><main><h1>A cell</h1>{}</main></html>"
)
"""A page around a briefing, as a notebook is."""


def hostile(briefing: Briefing) -> Briefing:
    """A briefing whose article, title, records and model all try to act."""
    article = Article(text=HOSTILE, title=HOSTILE, source=HOSTILE, url="javascript:alert('url')")
    reports = briefing.model_dump(mode="json")["records"]["casualties"]
    for report in reports:
        report["evidence"] = [{"quote": HOSTILE, "start": 0, "end": len(HOSTILE)}]
        report["victims"] = report["location"] = report["weapon"] = HOSTILE
        report["perpetrator"] = report["source"] = {"name": HOSTILE, "party": None}
    info = {**briefing.model_dump(mode="json")["article"], "id": article.id, "title": HOSTILE, "source": HOSTILE}
    fields = {**briefing.to_dict(), "article": info, "records": {"casualties": reports}, "model": HOSTILE}
    return Briefing.model_validate(fields).with_article(article)


def reports() -> dict[str, str]:
    """The HTML report of an evaluation and that of a comparison, of a few articles of the golden set."""
    golden = GoldenSet.load(DOCS.parent / "evals" / "golden").select(split="dev")
    golden = golden.select(ids=[article.id for article in golden][:8])
    kept = {article.id for article in golden}
    run = Run.load(DOCS.parent / "evals" / "baselines" / "local.json")
    briefings = [one.briefing for one in run.predictions if one.briefing is not None and one.article in kept]
    whole = evaluate(golden, briefings, label="local")
    fewer = evaluate(golden, briefings[:-2], label="fewer")
    return {"report.html": whole.to_html(), "comparison.html": compare(fewer, whole).to_html()}


def main() -> None:
    """Writes the pages to build/pages and the terminal's picture to docs/images."""
    article = Article.from_file(SEED)
    briefing = Briefing.load(SAVED).with_article(article)
    pages = {
        "seed.html": briefing.to_html(),
        "without-article.html": Briefing.load(SAVED).to_html(),
        "many.html": Briefings([briefing, hostile(briefing), Briefing.load(SAVED)]).to_html(),
        "hostile.html": hostile(briefing).to_html(),
        "notebook.html": NOTEBOOK.format(briefing._repr_html_()),
        **reports(),
    }
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, page in pages.items():
        (PAGES / name).write_text(page, encoding="utf-8")
    console = Console(record=True, width=80, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    render_terminal(briefing, article, console)
    picture = console.export_svg(title="summarizer brief seeds/2025-05-18-sumy-bus.txt")
    # The picture names a font on a server; the reader's own fixed-width font does as well and asks nobody.
    picture = re.sub(r"@font-face\s*{[^}]*}", "", picture)
    (DOCS / "images" / "terminal.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
