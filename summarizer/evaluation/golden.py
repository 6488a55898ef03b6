"""The golden set: articles with the records that a careful reader finds in them.

Two forms on disk load into the same thing: a folder with `<id>/article.md` and `<id>/gold.yaml`, and a pair of JSON
Lines files (articles, gold). Golden records have the same classes as predictions.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from pydantic import ValidationError

from summarizer.article import Article, Span
from summarizer.errors import UnreadableInput, UsageError
from summarizer.evaluation.quote_places import locate_quotes
from summarizer.invalid import problem_in_words
from summarizer.schemas import Evidence, Money, Record, Verbatim, count_of_anything, kinds
from summarizer.topics import Topic, all_topics, choose_topics, known_topics

Split = Literal["dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)
SPLITS_FILE = "splits.yaml"


@dataclass(frozen=True)
class GoldRecord:
    """A record that is to be found.

    Attributes:
        record: the record itself.
        doubt: careful readers may differ on it, so it counts neither way.
    """

    record: Record
    doubt: bool = False

    @property
    def digest(self) -> str:
        """Names the content: changes with any of its fields, its evidence, or the doubt."""
        return _digest(self.record.model_dump_json() + str(self.doubt))


@dataclass(frozen=True)
class GoldenArticle:
    """An article and the records that are to be found in it.

    Attributes:
        article: the article; its id is its name in the set.
        records: golden records by topic; a topic that is not a key was not annotated.
        tags: what makes the article hard ("contested", "long").
        split: the half it belongs to, or `None` where the set has no halves.
    """

    article: Article
    records: Mapping[str, tuple[GoldRecord, ...]]
    tags: tuple[str, ...] = ()
    split: str | None = None

    @property
    def id(self) -> str:
        """The article's name in the set."""
        return self.article.id

    @property
    def text_digest(self) -> str:
        """Names the article's text and date, which its records hang on."""
        return _digest(f"{self.article.date} {self.article.text}")


@dataclass(frozen=True)
class GoldenSet:
    """Articles with their golden records, in the order of their ids.

    Attributes:
        articles: the articles.
        topics: the topics that are scored.
        name: what to call the set in a report.
    """

    articles: tuple[GoldenArticle, ...]
    topics: tuple[Topic, ...] = field(default_factory=choose_topics)
    name: str = "golden set"

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[GoldenArticle]:
        return iter(self.articles)

    def __getitem__(self, article_id: str) -> GoldenArticle:
        """The article of an id.

        Raises:
            KeyError: it is not in the set.
        """
        for article in self.articles:
            if article.id == article_id:
                return article
        raise KeyError(article_id)

    @property
    def size(self) -> Mapping[str, int]:
        """How many records each topic has, those in doubt left out."""
        return {
            topic.name: sum(not gold.doubt for article in self for gold in article.records.get(topic.name, ()))
            for topic in self.topics
        }

    def select(
        self,
        *,
        split: str | None = None,
        tags: Collection[str] = (),
        topics: Sequence[str | Topic] = (),
        ids: Collection[str] | None = None,
    ) -> GoldenSet:
        """The part of the set that is asked for.

        Args:
            split: `dev` or `test`; both when `None`.
            tags: an article must have one of them; any article when empty.
            topics: the topics to score, or their names; all when empty.
            ids: ids of the articles; any article when `None`.

        Raises:
            UsageError: nothing is left.
        """
        kept = tuple(
            article
            for article in self.articles
            if (split is None or article.split == split)
            and (not tags or set(tags) & set(article.tags))
            and (ids is None or article.id in ids)
        )
        if not kept:
            asked = [f"split {split!r}"] * bool(split) + [f"tag {tag!r}" for tag in tags]
            raise UsageError(
                f"no article of the {self.name} has {' and '.join(asked) or 'these ids'}: list them "
                "with `summarizer eval show`"
            )
        own = {topic.name: topic for topic in self.topics}
        chosen = choose_topics([own.get(one, one) if isinstance(one, str) else one for one in topics or self.topics])
        return replace(self, articles=kept, topics=chosen)

    @classmethod
    def load(cls, where: str | Path, topics: Collection[Topic] = ()) -> GoldenSet:
        """Loads a set from a folder, or from two JSON Lines files written as `ARTICLES+GOLD`.

        Args:
            where: the folder or files.
            topics: topics of one's own that it has gold for, beside those that have a name here.

        Raises:
            UnreadableInput: there is no golden set there.
        """
        articles, plus, gold = str(where).partition("+")
        return cls.from_jsonl(articles, gold, topics) if plus else cls.from_folder(where, topics)

    @classmethod
    def from_folder(cls, folder: str | Path, topics: Collection[Topic] = ()) -> GoldenSet:
        """Loads `<id>/article.md` with `<id>/gold.yaml`, and the halves from `splits.yaml` where there is one.

        Args:
            folder: the golden set.
            topics: topics of one's own that it has gold for.

        Raises:
            UnreadableInput: the folder has no such entry, or one of them can't be read.
        """
        folder = Path(folder)
        entries = sorted(path.parent for path in folder.glob("*/gold.yaml"))
        if not entries:
            raise UnreadableInput(
                f"no golden articles in {str(folder)!r}: each needs a folder with article.md and gold.yaml"
            )
        halves = read_splits(folder / SPLITS_FILE)
        articles = tuple(_load_entry(entry, halves.get(entry.name), topics) for entry in entries)
        return cls(articles, _annotated(articles, topics), name=str(folder))

    @classmethod
    def from_jsonl(cls, articles: str | Path, gold: str | Path, topics: Collection[Topic] = ()) -> GoldenSet:
        """Loads articles from one JSON Lines file and their gold from another; an article without gold is left out.

        Args:
            articles: one article a line, with `id`, `text`; perhaps `date`, `title`, `source`, `url`, `tags`, `split`.
            gold: one article a line: `id`, and a list of records for each topic, whose evidence is a list of quotes.
            topics: topics of one's own that there is gold for.

        Raises:
            UnreadableInput: a file can't be read, or has a record that does not fit.
        """
        texts = {str(line.get("id")): line for line in _json_lines(Path(articles))}
        found = []
        for line in _json_lines(Path(gold)):
            name = str(line.pop("id", None))
            if name not in texts:
                raise UnreadableInput(
                    f"{str(gold)!r} has records of {name!r}, but {str(articles)!r} has no such article"
                )
            source = texts[name]
            article = Article.from_bytes(json.dumps(source).encode(), name=f"{articles}:{name}", format="json")
            records = read_records(article, line, where=f"{gold}:{name}", topics=topics)
            found.append(GoldenArticle(article, records, tuple(source.get("tags", ())), source.get("split")))
        if not found:
            raise UnreadableInput(f"{str(gold)!r} contains no golden records")
        entries = tuple(sorted(found, key=lambda article: article.id))
        return cls(entries, _annotated(entries, topics), name=str(gold))


def _annotated(articles: Sequence[GoldenArticle], topics: Collection[Topic]) -> tuple[Topic, ...]:
    """The topics that a set has gold for; those looked for by default where it has nothing else."""
    named = {name for article in articles for name in article.records}
    known = {**known_topics(), **{topic.name: topic for topic in topics}}
    others = named - set(all_topics())
    return tuple(topic for name, topic in known.items() if name in (named if others else all_topics()))


def read_records(
    article: Article, raw: Mapping[str, Any], *, where: str, topics: Collection[Topic] = ()
) -> dict[str, tuple[GoldRecord, ...]]:
    """Makes golden records of their written form.

    Args:
        article: the article they are of; every quote must stand in it.
        raw: topics, each with its list of records: quotes, and the record's fields.
        where: what to call the source in an error.
        topics: topics of one's own, beside those that have a name here.

    Raises:
        UnreadableInput: a topic is unknown, a quote is not in the text, or a field does not fit.
    """
    names = {**known_topics(), **{topic.name: topic for topic in topics}}
    unknown = set(raw) - set(names)
    if unknown:
        raise UnreadableInput(f"{where}: unknown topic {sorted(unknown)[0]!r}: choose from {', '.join(names)}")
    return {
        name: tuple(
            _gold_record(article, names[name].record, record, f"{where}, {name}[{i}]")
            for i, record in enumerate(records or ())
        )
        for name, records in raw.items()
    }


def read_splits(path: Path) -> dict[str, str]:
    """The half of each article by id, empty when the file is not there.

    Raises:
        UnreadableInput: the file is not a list of ids for each half.
    """
    if not path.is_file():
        return {}
    raw = read_yaml(path.read_text(encoding="utf-8"))
    if not isinstance(raw, dict) or not all(isinstance(raw.get(name), list) for name in SPLITS):
        raise UnreadableInput(f"{str(path)!r} must list ids under 'dev' and 'test': write it with `eval check --split`")
    return {str(name): split for split in SPLITS for name in raw[split]}


def _load_entry(entry: Path, split: str | None, topics: Collection[Topic]) -> GoldenArticle:
    """Loads one folder of a golden set; the folder's name is the article's id."""
    path = entry / "article.md"
    article = Article.from_file(path).model_copy(update={"id": entry.name})
    try:
        raw = with_days_as_words(read_yaml((entry / "gold.yaml").read_text(encoding="utf-8")))
        front = read_yaml(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    except (yaml.YAMLError, IndexError) as error:
        raise UnreadableInput(f"{str(entry)!r}: front matter or gold.yaml is not valid YAML: {error}") from error
    if not isinstance(raw, dict):
        raise UnreadableInput(f"{str(entry / 'gold.yaml')!r} must map each topic to a list of records")
    records = read_records(article, raw, where=entry.name, topics=topics)
    return GoldenArticle(article, records, tuple(front.get("tags") or ()), split)


def _gold_record(article: Article, record: type[Record], raw: Mapping[str, Any], where: str) -> GoldRecord:
    """Makes one golden record; an actor may be a bare name, and a count may lack its words."""
    fields = dict(raw)
    doubt = bool(fields.pop("doubt", False))
    quotes = fields.pop("quotes", None) or fields.pop("evidence", None) or ()
    for name, kind in kinds(record).items():
        if isinstance(kind, Verbatim) and name in fields:
            fields[name] = _completed(fields[name], kind, article)
    spans = locate_quotes(article, tuple(quotes), tuple(_words_of(fields)))
    missing = [quote for quote, span in zip(quotes, spans, strict=True) if span is None]
    if missing:
        raise UnreadableInput(f"{where}: the quote {missing[0]!r} is not in the article: copy it exactly")
    fields["evidence"] = [_evidence(article, span) for span in spans if span is not None]
    try:
        return GoldRecord(record.model_validate(fields), doubt)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UnreadableInput(f"{where}: {place!r} {problem_in_words(first)}") from error


def _completed(value: Any, kind: Verbatim, article: Article) -> Any:
    """Fills in what the shorter written forms leave out of an actor, a count or a sum."""
    if kind.holds == "count" and isinstance(value, str):
        return count_of_anything(value)
    if kind.holds == "money" and isinstance(value, str):
        return Money.from_text(value, context=_sentence_with(article, value))
    if kind.holds == "actor" and isinstance(value, str):
        return {"name": value, "party": None}
    if kind.holds == "count" and isinstance(value, dict):
        return {"text": "", **value}
    return value


def _sentence_with(article: Article, words: str) -> str:
    """The first sentence that has some words, or the words themselves."""
    at = article.text.find(words)
    return article.sentences[article.sentence_at(at)].of(article.text) if at >= 0 else words


def _words_of(value: Any) -> Iterator[str]:
    """Yields every string within a written record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _words_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words_of(part)


def _evidence(article: Article, span: Span) -> Evidence:
    return Evidence(quote=span.of(article.text), start=span.start, end=span.end)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the objects of a JSON Lines file."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UnreadableInput(f"can't read {str(path)!r}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise UnreadableInput(f"{str(path)!r}, line {number}, is not JSON: {error}") from error
        if not isinstance(value, dict):
            raise UnreadableInput(f"{str(path)!r}, line {number}, must be a JSON object")
        yield value


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def read_yaml(text: str) -> Any:
    """The values of a YAML text, by libyaml, which reads it about ten times as fast as Python does."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def with_days_as_words(value: Any) -> Any:
    """What YAML reads of a file, with days that stand without quotes as the ISO words that records have."""
    if isinstance(value, dict):
        return {key: with_days_as_words(one) for key, one in value.items()}
    if isinstance(value, list):
        return [with_days_as_words(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
