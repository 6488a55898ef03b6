"""The page links each record to its words and back, shows overlaps, and asks for nothing from anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.briefing import Briefing, Briefings
from summarizer.render import render_html
from summarizer.render.highlight import Mark, paragraphs
from summarizer.render.proof import proving_words, quote_parts
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Count, Evidence, Record, SanctionsCall

from .seed_briefing import seed_briefing


class Outline(HTMLParser):
    """Ids, links, and the marked words of each record."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.shows: dict[str, str] = {}
        self.marked: dict[str, str] = {}
        self.proved: dict[str, str] = {}
        self.quotes: list[str] = []
        self.after: dict[str, str] = {}
        self.text = ""
        self._anchor = ""
        self._records: list[str] = []
        self._proves: list[str] = []
        self._in_quote = False
        self._in_text = False
        self._quiet = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
            self._anchor = given["id"]
        if "href" in given:
            self.links.append(given["href"])
        if given.get("class") == "show":
            self.shows[given["data-record"]] = given["href"].removeprefix("#")
        if tag == "section" and given.get("class") == "text":
            self._in_text = True
        if tag == "mark":
            self._records = given["data-records"].split()
            self._proves = given["data-proves"].split()
        if tag == "blockquote":
            self._in_quote = True
            self.quotes.append("")
        if tag == "a":
            self._quiet += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._records = self._proves = []
        if tag == "blockquote":
            self._in_quote = False
        if tag == "section":
            self._in_text = False
        if tag == "a":
            self._quiet -= 1

    def handle_data(self, data: str) -> None:
        for record in self._records:
            self.marked[record] = self.marked.get(record, "") + data
        for record in self._proves:
            self.proved[record] = self.proved.get(record, "") + data
        if self._in_quote:
            self.quotes[-1] += data
        if self._records and self._anchor:
            self.after.setdefault(self._anchor, data)
        if self._in_text and not self._quiet:
            self.text += data


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_each_record_is_linked_to_its_words(briefing: Briefing, seed: Article) -> None:
    outline = Outline(render_html([(briefing, seed)]))
    found = [record for records in briefing.records.values() for record in records]
    assert len(outline.shows) == len(found) == 8
    for (anchor, words), record in zip(outline.shows.items(), found, strict=True):
        assert words in outline.ids
        assert outline.marked[anchor] == "".join(e.quote for e in record.evidence)
    assert all(link.removeprefix("#") in outline.ids for link in outline.links)
    assert len(outline.ids) == len(set(outline.ids))


def test_the_text_stands_on_the_page_as_it_is(briefing: Briefing, seed: Article) -> None:
    assert squeezed(Outline(render_html([(briefing, seed)])).text) == squeezed(seed.text)


def test_the_words_that_prove_a_record_stand_out_from_their_sentence(briefing: Briefing, seed: Article) -> None:
    outline = Outline(render_html([(briefing, seed)]))
    proved = outline.proved
    assert proved["a1-r1"] == "Russian drone killed nine bus passengers in the Sumy region of northeastern Ukraine"
    assert proved["a1-r2"] == "Zelenskyy called on Saturday for stronger sanctions on Moscow"
    assert proved["a1-r8"].endswith("with a ceasefire")  # the cue word counts, though no field holds it
    assert "Russia, which denies targeting civilians" in outline.marked["a1-r1"]  # as context


def test_words_that_prove_records_of_two_topics_carry_both(seed: Article) -> None:
    words = "The EU imposed sanctions and demanded a ceasefire"
    article = Article(text=f"{words}. Nothing more.")
    evidence = (Evidence(quote=words, start=0, end=len(words)),)
    actor = Actor(name="The EU", party="EU")
    records: dict[str, tuple[Record, ...]] = {
        "sanctions": (SanctionsCall(evidence=evidence, actor=actor, status="imposed"),),
        "ceasefire": (CeasefirePosition(evidence=evidence, actor=actor, stance="demands"),),
    }
    briefing = seed_briefing(seed).model_copy(update={"records": records, "summary": ()})
    both = re.findall(r'<mark class="sanctions ceasefire deep"[^>]*>([^<]*)</mark>', render_html([(briefing, article)]))
    assert both == ["The EU imposed sanctions"]


def test_a_quote_is_shown_once_and_referred_to_from_other_records(briefing: Briefing, seed: Article) -> None:
    page = render_html([(briefing, seed)])
    quotes = Outline(page).quotes
    assert len(quotes) == len(set(quotes)) == 6
    assert re.findall(r'quoted at <a href="#(a1-r\d)">', page) == ["a1-r3", "a1-r5", "a1-r5"]


def test_each_sentence_of_the_summary_is_a_line_with_links_to_its_records(briefing: Briefing, seed: Article) -> None:
    lines = re.findall(r'<li class="sentence">(.*?)</li>', render_html([(briefing, seed)]), re.DOTALL)
    assert len(lines) == len(briefing.summary)
    for line, sentence in zip(lines, briefing.summary, strict=True):
        assert re.findall(r'class="ref [^>]*>(\w+)</a>', line) == list(sentence.records)


def test_a_number_that_the_figure_gives_whole_is_not_said_again(briefing: Briefing) -> None:
    def page(words: str) -> str:
        count = Count.from_text(words)
        report = briefing.casualties[0].model_copy(update={"killed": count})
        return render_html([(briefing.model_copy(update={"records": {"casualties": (report,)}}), None)])

    exact = page("1,200 people")
    assert "<b>1,200</b> killed</span>" in exact
    assert '<q class="words"><bdi>dozens</bdi></q>' in page("dozens")


def test_durations_and_dates_read_as_a_reader_says_them(briefing: Briefing) -> None:
    page = render_html([(briefing, None)])
    assert "P30D" not in page
    assert "at least 30 days" in page


@pytest.mark.parametrize(
    ("quote", "fields", "proof"),
    [
        ("Police said on Monday that ten died", {"killed": "ten"}, "ten died"),
        ("At the port, as Kiribati burned, ten died near Kiribati", {"killed": "ten", "location": "Kiribati"},
         "ten died near Kiribati"),
        ("The blast killed them all", {"killed": "ten"}, "The blast killed them all"),
        ("Officials put it at 1,200 or more, they said of the dead", {"killed": "1,200 dead"},
         "1,200 or more, they said of the dead"),
    ],
    ids=["beside the cue", "the shortest stretch", "none of its words", "figures of a count that was put together"],
)  # fmt: skip
def test_proving_words(quote: str, fields: dict[str, str], proof: str) -> None:
    evidence = (Evidence(quote=quote, start=5, end=5 + len(quote)),)
    report = CasualtyReport.model_validate(
        {**fields, "killed": Count(text=fields["killed"], best=10, low=10, high=10), "evidence": evidence}
    )
    found = proving_words(report, re.compile(r"(?<!\w)(?:die|dead|kill)", re.IGNORECASE))
    assert quote[found.start - 5 : found.end - 5] == proof
    assert "".join(quote_parts(evidence[0], found)) == quote


def test_without_its_article_a_briefing_still_shows_its_quotes(briefing: Briefing) -> None:
    page = render_html([(briefing, None)])
    outline = Outline(page)
    assert outline.shows == {}
    assert "<mark" not in page
    assert "a Russian drone killed nine bus passengers" in page


def test_evidence_that_is_not_where_it_says_is_not_marked(briefing: Briefing) -> None:
    other = Article(text="Another article altogether. " * 200, id=briefing.article.id)
    assert Outline(render_html([(briefing, other)])).shows == {}


def test_what_was_rejected_and_what_failed_is_said(briefing: Briefing, seed: Article) -> None:
    page = render_html([(briefing, seed)])
    assert "number_mismatch" in page
    assert "the article says nine, the draft says 19" in page
    assert "The reply was cut off: raise max_tokens." in page


def test_only_what_the_package_ships_may_run(briefing: Briefing, seed: Article) -> None:
    page = render_html([(briefing, seed)])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    for tag in ("script", "style"):
        (code,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1]
    assert "default-src &#39;none&#39;" in policy[1]


def test_many_articles_have_an_index(briefing: Briefing, seed: Article) -> None:
    page = Briefings([briefing.with_article(seed), briefing]).to_html()
    outline = Outline(page)
    assert {"#a1", "#a2", "#index"} <= set(outline.links)
    assert all(link.removeprefix("#") in outline.ids for link in outline.links)
    assert len(outline.ids) == len(set(outline.ids))
    assert page.count("<h1") == 1


def test_nothing_found_says_so(briefing: Briefing) -> None:
    empty = briefing.model_copy(update={"records": {}, "summary": (), "failures": ()})
    assert "Nothing found on the topics asked for." in render_html([(empty, None)])


@given(st.text(alphabet="ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=5))
def test_segments_cover_the_text_and_each_mark_its_words(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, min(start + length, len(text)), str(i)) for i, (start, length) in enumerate(spans)]
    marks = [mark for mark in marks if mark.start < mark.end]
    segments = [segment for paragraph in paragraphs(text, marks) for segment in paragraph]
    assert squeezed("".join(s.text for s in segments)) == squeezed(text)
    for mark in marks:
        covered = "".join(s.text for s in segments if mark.key in s.keys)
        assert squeezed(covered) == squeezed(text[mark.start : mark.end])


def test_a_notebook_gives_a_longer_briefing_more_room(briefing: Briefing) -> None:
    empty = briefing.model_copy(update={"records": {}, "summary": (), "rejected": ()})

    def height(one: Briefing) -> int:
        found = re.search(r"height:(\d+)px", one._repr_html_())
        assert found is not None
        return int(found[1])

    assert height(empty) < height(briefing)
