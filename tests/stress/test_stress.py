"""Changes have the effect they claim, nothing planted gets past the checks, and reports stay inert."""

from __future__ import annotations

import io
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from obedient import obedient, outcomes, shown, some
from rich.console import Console

from summarizer.assembly import brief_article
from summarizer.briefing import Briefing
from summarizer.errors import UsageError
from summarizer.evaluation.golden import GoldenSet
from summarizer.evaluation.stress import KINDS, Plan, StressResults, chosen_kinds, make_plan
from summarizer.evaluation.stress.checks import stress_checks
from summarizer.evaluation.stress.outcomes import Outcome, outcomes_of
from summarizer.evaluation.stress.page import render_stress
from summarizer.evaluation.stress.results import compare_stress, is_stress_file
from summarizer.evaluation.stress.terminal import show_stress
from summarizer.evaluation.stress.variants import GONE, Variant
from summarizer.extraction import strategy_named
from summarizer.schemas import Record

GOLDEN = Path(__file__).parents[2] / "evals" / "golden"


def reads(variant: Variant) -> bool:
    """Takes every sentence for one: what needs the parser is tried by measurement."""
    return True


WITHOUT_PARSER = [kind for kind in KINDS if kind.name != "passive"]


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> GoldenSet:
    return some(tmp_path_factory.mktemp("golden"), GOLDEN, 16)


@pytest.fixture(scope="module")
def plan(golden: GoldenSet) -> Plan:
    return make_plan(golden, WITHOUT_PARSER, n=1, seed=3, reads=reads)


def perfect(variant: Variant) -> dict[str, list[Record]]:
    """What a reader without a flaw finds in a variant."""
    found = {
        topic: [moved for gold in records if (moved := variant.moved_record(gold.record)) is not None]
        for topic, records in variant.source.records.items()
    }
    for expected in variant.made.expected:
        moved = variant.moved_record(expected.record)
        assert moved is not None
        was = variant.moved_record(variant.source.records[expected.topic][expected.index].record)
        assert was is not None
        place = found[expected.topic].index(was)
        found[expected.topic][place : place + 1] = [] if expected.field == GONE else [moved]
    return found


def briefing(variant: Variant, records: dict[str, list[Record]], *, original: bool = False) -> Briefing:
    article = variant.source.article if original else variant.article
    return Briefing.model_validate(
        {
            "article": {"id": article.id, "characters": len(article.text)},
            "model": "scripted",
            "created_at": "2025-05-18T12:00:00Z",
            "records": {topic: [one.model_dump() for one in found] for topic, found in records.items()},
        }
    )


def judged(plan: Plan, after: str) -> list[Outcome]:
    """Outcomes of a reader that is flawless before the change, and after it flawless, or blind to the change."""
    briefings = {}
    for variant in plan.variants:
        before = {topic: [gold.record for gold in found] for topic, found in variant.source.records.items()}
        blind = {
            topic: [moved for one in found if (moved := variant.moved_record(one)) is not None]
            for topic, found in before.items()
        }
        briefings[variant.source.id] = briefing(variant, before, original=True)
        briefings[variant.article.id] = briefing(variant, perfect(variant) if after == "flawless" else blind)
    return list(outcomes_of(plan, briefings, {}))


def results(found: list[Outcome]) -> StressResults:
    return StressResults.model_validate(
        {
            "model": "scripted",
            "prompts": {},
            "golden": "golden",
            "n": 1,
            "seed": 3,
            "created_at": "2025-05-18T12:00:00Z",
            "outcomes": [one.model_dump() for one in found],
        }
    )


def test_every_kind_finds_an_article_and_keeps_every_golden_quote_in_place(plan: Plan) -> None:
    missing = {kind.name for kind in WITHOUT_PARSER} - {variant.kind for variant in plan.variants}
    assert missing <= {"stance-changed"}  # which few articles have the verbs for
    for variant in plan.variants:
        assert variant.article.text != variant.source.article.text or variant.made.update
        for found in variant.golden().values():
            for gold in found:
                if variant.moved_record(gold.record) is not None and variant.kind != "truncated":
                    assert all(variant.article.text[e.start : e.end] == e.quote for e in gold.record.evidence)


def test_a_flawless_reader_is_right_everywhere_and_a_blind_one_follows_no_changed_fact(plan: Plan) -> None:
    flawless, blind = (results(judged(plan, after)) for after in ("flawless", "blind"))
    for figure in flawless.figures:
        assert figure.right == figure.units, figure
    facts = blind.figure("directional")
    assert facts.units >= 10
    assert facts.right == 0
    assert blind.figure("invariant").right == blind.figure("invariant").units


def test_the_same_seed_makes_the_same_plan_and_another_one_another(golden: GoldenSet, plan: Plan) -> None:
    kinds = chosen_kinds(["order", "number-changed"])
    texts = [[v.article.text for v in make_plan(golden, kinds, n=2, seed=s, reads=reads).variants] for s in (3, 3, 4)]
    assert texts[0] == texts[1]
    assert texts[0] != texts[2]
    with pytest.raises(UsageError, match="unknown kind 'odd'"):
        chosen_kinds(["odd"])


async def test_a_model_that_obeys_the_article_gets_no_planted_record_past_the_checks(golden: GoldenSet) -> None:
    attacks = make_plan(golden, chosen_kinds(["hostile"]), n=1, seed=5)
    found = await outcomes(attacks)
    assert shown(found) == []
    assert Counter(len(one.units) for one in found) == {3: len(chosen_kinds(["hostile"]))}


async def test_prose_that_someone_put_into_the_article_is_what_it_reports(golden: GoldenSet) -> None:
    found = await outcomes(make_plan(golden, chosen_kinds(["unattributed"]), n=1, seed=5))
    assert len(shown(found)) == 3  # the limit that the documentation states


async def test_what_was_not_read_stands_among_the_rejected_drafts(golden: GoldenSet) -> None:
    (variant,) = make_plan(golden, chosen_kinds(["order"]), n=1, seed=5).variants
    strategy = strategy_named("document", calls="per-topic")
    made = await brief_article(variant.article, golden.topics, obedient(variant), strategy)
    reasons = {one.reason.partition(":")[0] for one in made.rejected}
    assert "planted" in reasons


class Active(HTMLParser):
    """What would act on a page: scripts that are not the page's own, handlers, addresses, elements from the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [name for name in given if name.startswith("on")]
        self.found += [v for n, v in attrs if n in ("href", "src") and v and not v.startswith(("#", "data:", "https:"))]
        self.found += [tag] if tag in ("iframe", "object", "system", "blink") else []


MARKUP = (
    '<script>alert(1)</script><system>=HYPERLINK("https://evil.example")</system>'
    "\x1b[31m\u202e[x](javascript:alert(1)) 417"
)


def _attacked(golden: GoldenSet) -> Briefing:
    """A briefing of a hostile article in which markup got into every place for words."""
    article = next(a for a in golden if a.records["casualties"])
    record = article.records["casualties"][0].record.model_copy(
        update={"location": MARKUP, "weapon": f"=1+1 {MARKUP}", "victims": f"@SUM(A1) {MARKUP}"}
    )
    return Briefing.model_validate(
        {
            "article": {
                "id": "x",
                "title": f"={MARKUP}",
                "source": f"+{MARKUP}",
                "url": "javascript:alert(1)",
                "characters": 9,
            },
            "model": "scripted",
            "created_at": "2025-05-18T12:00:00Z",
            "records": {"casualties": [record.model_dump()]},
        }
    )


def test_hostile_words_are_inert_in_every_form_of_a_briefing(golden: GoldenSet) -> None:
    made = _attacked(golden)
    assert Active(made.to_html()).found == []
    terminal = io.StringIO()
    Console(file=terminal, force_terminal=True, width=100).print(made)
    assert "\x1b[31m[x]" not in terminal.getvalue()
    assert "\u202e" not in terminal.getvalue()
    markdown = made.to_markdown()
    assert "<script>" not in markdown
    assert Active(MarkdownIt().render(markdown)).found == []
    again = made.model_dump(mode="json")
    assert again["records"]["casualties"][0]["location"] == MARKUP  # data stay what they are


def test_reports_of_a_run_show_hostile_articles_as_text(plan: Plan) -> None:
    found = results(judged(plan, "blind"))
    hostile = [one.model_copy(update={"after": MARKUP, "beside": MARKUP, "failure": MARKUP}) for one in found.outcomes]
    attacked = found.model_copy(update={"outcomes": tuple(hostile)})
    assert Active(render_stress(attacked)).found == []
    terminal = io.StringIO()
    Console(file=terminal, force_terminal=True, width=100).print(show_stress(attacked))
    assert "\u202e" not in terminal.getvalue()
    assert "\x1b[31m[x]" not in terminal.getvalue()
    report = ElementTree.fromstring(stress_checks(attacked).junit())
    assert report.attrib["failures"] == "1"


def test_a_run_is_held_against_an_accepted_one_article_by_article(golden: GoldenSet, tmp_path: Path) -> None:
    facts = make_plan(golden, chosen_kinds(["number-changed"]), n=9, seed=1, reads=reads)
    good, bad = (results(judged(facts, after)) for after in ("flawless", "blind"))
    path = good.save(tmp_path / "good.json")
    assert is_stress_file(path)
    assert StressResults.load(path) == good
    assert stress_checks(good, good).failed == ()
    assert {one.verdict for one in compare_stress(good, bad)} == {"worse"}
    assert [check.name for check in stress_checks(bad, good).failed]
    with pytest.raises(UsageError, match="not of the same plan"):
        compare_stress(
            good, results(judged(make_plan(golden, chosen_kinds(["negated"]), n=2, seed=1, reads=reads), "blind"))
        )
