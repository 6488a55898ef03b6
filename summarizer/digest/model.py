"""What a digest holds: incidents with their tolls over time, positions over time, contradictions; its JSON contract."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from summarizer.contract import Part
from summarizer.digest.claims import Measure
from summarizer.topics import PositionRecord, TollRecord, toll_topic

SCHEMA_VERSION: Literal[1] = 1

Change = Literal["first", "same", "up", "down", "differs", "earlier"]
"""What a figure is to those before it: the first, one that was said already, a revision up or down, another voice's
figure of the same day or side, or an older figure told again."""

Kind = Literal["toll", "responsibility", "position"]


class ArticleRef(Part):
    """An article of the digest.

    Attributes:
        id: its id.
        date: ISO date of publication, if known.
        outlet: who published it; its host or id where no source is named.
        title: headline.
        url: where it stands.
        origin: whose report it is: an agency, or the outlet of the first of the articles that are copies of it.
            Articles of one origin are one independent source.
        new: it was not known before.
    """

    id: str
    date: str | None = None
    outlet: str
    title: str | None = None
    url: str | None = None
    origin: str
    new: bool = True


class Quote(Part):
    """Words of an article that prove a figure or a statement.

    Attributes:
        article: the article.
        record: position of the record among the topic's in the article's briefing, from 0.
        text: the words.
        start: offset of the first code point.
        end: offset after the last.
    """

    article: ArticleRef
    record: int
    text: str
    start: int
    end: int


class Coverage(Part):
    """How widely something is reported.

    Attributes:
        records: records that say it.
        articles: articles.
        sources: outlets.
        independent: origins: copies and reports of one agency count once.
    """

    records: int
    articles: int
    sources: int
    independent: int


class Figure(Part):
    """A count of people, by one voice.

    Attributes:
        measure: `killed`, `injured`, `missing` or `captured`.
        text: the words of the count.
        best: the most likely number.
        low: no fewer.
        high: no more.
        victims: who they were.
        by: who says so; `None` for the articles' own voice.
        party: the party of who says so.
        date: when it was first said: the article's date.
        change: what it is to the figures before it.
        standing: it is among those that hold now.
        new: it was not known before.
        quotes: the words, the first article's first.
    """

    measure: Measure
    text: str
    best: int | None = None
    low: int | None = None
    high: int | None = None
    victims: str | None = None
    by: str | None = None
    party: str | None = None
    date: str | None = None
    change: Change
    standing: bool
    new: bool
    quotes: tuple[Quote, ...]


class Range(Part):
    """The numbers that hold now: all figures that no later one replaced.

    Attributes:
        low: no fewer; `None` where nobody says.
        best: the one number, where all that hold agree on it.
        high: no more; `None` where it is open ("at least nine").
        revisions: how often the toll was revised.
        disputed: voices that stand against each other give figures that exclude each other.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    revisions: int = 0
    disputed: bool = False


class LinkPart(Part):
    """Points for or against one incident."""

    about: str
    points: float
    why: str


class Link(Part):
    """Why two records are of one incident.

    Attributes:
        one: a record, `article#position`.
        other: another.
        score: the sum of the points; a link from 5 on.
        parts: what the points are for.
    """

    one: str
    other: str
    score: float
    parts: tuple[LinkPart, ...] = ()


class Report(Part):
    """A record of an incident, with its article."""

    article: ArticleRef
    record: int
    report: TollRecord


class Incident(Part):
    """An attack, or a running total over many (`cumulative`), with what all articles say of it.

    Attributes:
        id: names it; stays as long as its first article is among the briefings.
        cumulative: a total over a period or several attacks: no incident to be counted.
        place: where, as the gazetteer or the finest words have it.
        country: ISO 3166-1 alpha-3.
        latitude: of the place, in degrees.
        longitude: likewise.
        place_level: `town`, `area`, `country`, `name` (unknown to the gazetteer) or `none`.
        day: ISO date, reduced to what is known.
        day_precision: `day`, `month`, `year`, `reported` (within days before its first article) or `none`.
        weapon: in the words of the first article that names one.
        victims: likewise.
        perpetrators: parties or names blamed, with who blames them.
        denied_by: parties or names that deny it.
        now: the range that holds, by measure.
        figures: every figure over time.
        coverage: how widely it is reported.
        links: why the records are one incident.
        reports: the records.
        new: nothing of it was known before.
        updated: something of it was not.
    """

    id: str
    cumulative: bool = False
    place: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    place_level: str = "none"
    day: str | None = None
    day_precision: str = "none"
    weapon: str | None = None
    victims: str | None = None
    perpetrators: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    now: dict[str, Range] = Field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    coverage: Coverage
    links: tuple[Link, ...] = ()
    reports: tuple[Report, ...] = ()
    new: bool = True
    updated: bool = True

    @property
    def label(self) -> str:
        """Place and day, for people."""
        return ", ".join(part for part in (self.place, self.day) if part) or "place and day unknown"


class Stated(Part):
    """A record of a position, with its article."""

    article: ArticleRef
    record: int
    position: PositionRecord


class Statement(Part):
    """A position, once, however many papers carry it.

    Attributes:
        stance: the stance, or for sanctions the status.
        by: the actor's name as said.
        told_by: who says that the actor holds it; `None` for the actor or the articles' own voice.
        date: day of the first article.
        coverage: how widely it is reported.
        quote: the first article's words.
        stated: the records.
        new: it was not known before.
    """

    stance: str
    by: str
    told_by: str | None = None
    date: str | None = None
    coverage: Coverage
    quote: Quote
    stated: tuple[Stated, ...] = ()
    new: bool = True


class StanceChange(Part):
    """An actor's position became another.

    Attributes:
        date: day of the first article with the new one.
        before: the stance that held.
        after: the stance since.
        was: words for the first.
        now: words for the second.
        new: it was not known before.
    """

    date: str
    before: str
    after: str
    was: Quote
    now: Quote
    new: bool = True


class Line(Part):
    """One actor's position toward one counterparty (ceasefire) or target and sector (sanctions), over time.

    Attributes:
        topic: of positions: `ceasefire` or `sanctions`.
        actor: party, or name where it has no party.
        name: the actor's name as first said.
        other: counterparty or target; "" where none is named.
        sector: of sanctions; "" for a ceasefire.
        latest: the stance that holds now.
        changes: the changes.
        coverage: how widely it is reported.
        new: nothing of it was known before.
        updated: a statement of it was not.
    """

    topic: str
    actor: str
    name: str
    other: str = ""
    sector: str = ""
    latest: tuple[str, ...] = ()
    changes: tuple[StanceChange, ...] = ()
    coverage: Coverage
    new: bool = True
    updated: bool = True


class Other(Part):
    """What a record of another topic says, once, however many papers carry it.

    Attributes:
        topic: the topic's name.
        title: its title.
        text: what the record says, in a sentence.
        date: day of the first article.
        coverage: how widely it is reported.
        quotes: the words, the first article's first.
        new: it was not known before.
    """

    topic: str
    title: str
    text: str
    date: str | None = None
    coverage: Coverage
    quotes: tuple[Quote, ...]
    new: bool = True


class Contradiction(Part):
    """Two articles, or two voices, that can't both be right.

    Attributes:
        kind: `toll`, `responsibility` (who did it: blamed and denied, or two are blamed) or `position`.
        about: incident id, or actor and counterparty.
        subject: what it is about, for people.
        one: what the first says.
        other: what the second says.
        one_quote: its words.
        other_quote: its words.
        new: one of the two was not known before.
    """

    kind: Kind
    about: str
    subject: str
    one: str
    other: str
    one_quote: Quote
    other_quote: Quote
    new: bool = True

    @property
    def topic(self) -> str:
        """The topic of the records that contradict each other."""
        return self.about.partition("/")[0] if self.kind == "position" else toll_topic().name


class Sentence(Part):
    """A sentence of the lead and what it rests on."""

    text: str
    refs: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


class Counts(Part):
    """How much a digest holds.

    Attributes:
        articles: articles.
        sources: outlets.
        independent: origins.
        records: records.
        incidents: attacks.
        totals: running totals.
        lines: positions over time.
        changes: changes of stance.
        contradictions: contradictions.
        others: what the records of other topics say.
        first: date of the first article.
        last: of the last.
        compared: the digest is held against an earlier one or a date.
        new_articles: articles that were not known before.
    """

    articles: int
    sources: int
    independent: int
    records: int
    incidents: int = 0
    totals: int = 0
    lines: int = 0
    changes: int = 0
    contradictions: int = 0
    others: int = 0
    first: str | None = None
    last: str | None = None
    compared: bool = False
    new_articles: int = 0
