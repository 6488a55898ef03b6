"""The digest joins what is one attack, keeps apart what is not, and follows tolls and positions over time."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from summarizer.cli.app import app
from summarizer.contract import BriefingData
from summarizer.digest import Digest
from summarizer.errors import UnreadableInput, UsageError
from summarizer.render.data_frame import to_frame
from summarizer.topics import all_topics

from .newsdesk import briefing, sanction, stance, sumy, toll


def incidents_of(*briefings: BriefingData) -> list[set[str]]:
    """The records of each incident, `article#position`."""
    with Digest.of(briefings) as digest:
        found = ({f"{r.article.id}#{r.record}" for r in i.reports} for i in digest.incidents())
        return sorted(found, key=min)


def test_one_attack_by_town_and_region_is_one_and_the_next_days_is_another() -> None:
    assert incidents_of(*sumy()) == [{"a1#0", "a2#0"}, {"a3#0"}]


def test_a_running_total_is_no_attack() -> None:
    with Digest.of(sumy()) as digest:
        (total,) = digest.incidents(cumulative=True)
        assert total.now["killed"].best == 600
        assert digest.incident_of("a3", 1) is None


def test_two_spellings_are_one_town() -> None:
    bus = {"weapon": "missile", "victims": "shoppers"}
    assert incidents_of(
        briefing("a", "2025-05-17", "A", toll("A missile killed 14 in Kharkiv", "14", "Kharkiv", "2025-05-17", **bus)),
        briefing("b", "2025-05-17", "B", toll("In Kharkov 14 were killed", "14", "Kharkov", "2025-05-17", **bus)),
        briefing("c", "2025-05-17", "C", toll("14 died at Brannokh", "14", "Brannokh", "2025-05-17", **bus)),
        briefing("d", "2025-05-17", "D", toll("14 died at Branokh", "14", "Branokh", "2025-05-17", **bus)),
    ) == [{"a#0", "b#0"}, {"c#0", "d#0"}]


def test_same_toll_on_one_day_in_two_towns_is_two_attacks() -> None:
    assert (
        len(
            incidents_of(
                briefing("a", "2025-05-17", "A", toll("Nine died in Odesa", "nine", "Odesa", "2025-05-17")),
                briefing("b", "2025-05-17", "B", toll("Nine died in Lviv", "nine", "Lviv", "2025-05-17")),
            )
        )
        == 2
    )


def test_a_report_without_a_day_joins_neither_of_two_attacks_that_it_fits() -> None:
    found = incidents_of(
        briefing("a", "2025-05-17", "A", toll("Four died in Odesa", "four", "Odesa", "2025-05-16")),
        briefing("b", "2025-05-17", "B", toll("Four died in Odesa on Friday", "four", "Odesa", "2025-05-17")),
        briefing("c", "2025-05-18", "C", toll("Four were killed in Odesa", "four", "Odesa", None)),
    )
    assert sorted(map(len, found)) == [1, 1, 1]


def test_the_toll_over_time_says_who_when_and_what_holds() -> None:
    with Digest.of(sumy()) as digest:
        first = next(digest.incidents())
        said = [(f.date, f.text, f.by, f.change, f.standing) for f in first.figures]
        assert said == [
            ("2025-05-17", "at least nine", None, "first", False),
            ("2025-05-18", "12", "the governor", "up", True),
        ]
        held = first.now["killed"]
        assert (held.low, held.best, held.high, held.revisions, held.disputed) == (12, 12, 12, 1, False)
        assert all(point.why for link in first.links for point in link.parts)


def test_opposed_sides_figures_both_hold_and_contradict_each_other() -> None:
    hit = {"weapon": "shelling", "victims": "shoppers at a market"}
    made = [
        briefing("a", "2025-05-17", "A", toll("Kyiv: 9 dead", "9", "Donetsk", "2025-05-17", source="Kyiv/UKR", **hit)),
        briefing("b", "2025-05-19", "B", toll("They: 2 dead", "2", "Donetsk", "2025-05-17", source="They/RUS", **hit)),
    ]
    with Digest.of(made) as digest:
        (one,) = digest.incidents()
        assert (one.now["killed"].low, one.now["killed"].high, one.now["killed"].disputed) == (2, 9, True)
        (found,) = digest.contradictions()
        assert {found.one_quote.text, found.other_quote.text} == {"Kyiv: 9 dead", "They: 2 dead"}


def test_a_late_paper_with_the_old_toll_revises_nothing() -> None:
    made = [
        briefing(id, day, id, toll(f"{n} died there", n, "Odesa", "2025-05-16"))
        for id, day, n in (("a", "2025-05-16", "5"), ("b", "2025-05-17", "8"), ("c", "2025-05-18", "5"))
    ]
    with Digest.of(made) as digest:
        (one,) = digest.incidents()
        assert [f.change for f in one.figures] == ["first", "up", "earlier"]
        assert one.now["killed"].best == 8


def test_an_actor_that_moves_is_an_event_though_one_paper_names_no_counterparty() -> None:
    with Digest.of(sumy()) as digest:
        ((line, change),) = digest.changes()
        assert (line.actor, line.other, change.before, change.after) == ("RUS", "UKR", "rejects", "accepts")


def test_one_officials_words_in_three_papers_are_one_statement_of_one_source() -> None:
    words = "The Union's foreign policy chief said the bloc would cut off Russian oil for good, in remarks on Friday"
    made = [
        briefing(f"a{n}", "2025-05-17", outlet, sanction(words, "EU", "RUS", "in_preparation"))
        for n, outlet in enumerate(("Courier", "Herald", "Post (Reuters)"))
    ]
    with Digest.of(made) as digest:
        ((number, line),) = digest.lines("sanctions")
        (said,) = digest.statements(number)
        assert (said.coverage.sources, said.coverage.independent, line.coverage.articles) == (3, 1, 3)


def test_steps_toward_sanctions_are_followed() -> None:
    made = [
        briefing(f"a{n}", f"2025-05-1{n}", "A", sanction(f"the Union {status} them", "EU", "RUS", status))
        for n, status in enumerate(("called_for", "in_preparation", "imposed"))
    ]
    with Digest.of(made) as digest:
        ((_, line),) = digest.lines("sanctions")
        assert [(c.before, c.after) for c in line.changes] == [
            ("called_for", "in_preparation"),
            ("in_preparation", "imposed"),
        ]


def test_agreed_here_and_no_deal_there_is_a_contradiction_with_both_quotes() -> None:
    made = [
        briefing("a", "2025-05-17", "A", stance("Israel has agreed", "Israel", "ISR", "accepts", "HAMAS")),
        briefing("b", "2025-05-17", "B", stance("Israel: no deal", "Israel", "ISR", "rejects", "HAMAS")),
    ]
    with Digest.of(made) as digest:
        (found,) = digest.contradictions()
        assert {found.one_quote.text, found.other_quote.text} == {"Israel has agreed", "Israel: no deal"}
        assert not list(digest.changes())


def test_nothing_is_new_because_an_article_was_briefed_again() -> None:
    again = [b.model_copy(update={"created_at": b.created_at.replace(day=2)}) for b in sumy()]
    with Digest.of(again, against=sumy()) as digest:
        assert digest.lead[-1].text == "Nothing is new."
        assert not list(digest.incidents(new=1))


def test_what_a_later_article_adds_is_new_and_what_it_repeats_is_not() -> None:
    earlier, later = sumy()[:1], sumy()[1:]
    with Digest.of(sumy(), against=earlier) as digest:
        first, second = digest.incidents()
        assert (first.new, first.updated, second.new) == (False, True, True)
        assert [f.text for f in first.figures if f.new] == ["12"]
    with Digest.of(sumy(), since="2025-05-18") as digest:
        assert digest.counts.new_articles == len(later)


def test_an_earlier_digest_as_json_is_known(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    with Digest.of(sumy()) as digest:
        path.write_text(digest.to_json(), encoding="utf-8")
        raw = json.loads(digest.to_json())
    assert [len(raw["incidents"]), len(raw["lines"][0]["statements"])] == [2, 2]
    (tmp_path / "new.jsonl").write_text("\n".join(b.model_dump_json() for b in sumy()), encoding="utf-8")
    with Digest.of_files([tmp_path / "new.jsonl"], against=[path]) as digest:
        assert digest.counts.articles == 3
        assert digest.lead[-1].text == "Nothing is new."


@settings(max_examples=12)
@given(st.permutations([*sumy(), sumy()[0].model_copy(update={"created_at": sumy()[0].created_at.replace(day=3)})]))
def test_the_order_of_the_briefings_changes_nothing(order: list[BriefingData]) -> None:
    with Digest.of(order) as digest, Digest.of(sumy()) as usual:
        assert digest.to_json() == usual.to_json()


def test_sums_over_the_frame_count_an_attack_once() -> None:
    with Digest.of(sumy()) as digest:
        frame = digest.to_frame("casualties")
        assert frame.groupby("incident")["killed_best"].max().sum() == 14
        assert len(digest.to_frame("positions")) == 2
        with pytest.raises(UsageError, match="choose from"):
            digest.to_frame("weather")


def test_a_frame_of_briefings_is_given_the_attacks_of_its_records() -> None:
    with Digest.of(sumy()) as digest:
        frame = digest.with_incidents(to_frame(sumy(), "casualties"))
    first, same, other, total = frame["incident"]
    assert first == same != other
    assert frame["incident"].isna().tolist() == [False, False, False, True]
    assert total is not first


def test_sorted_by_topic_what_contradicts_stands_with_the_records_of_its_topic() -> None:
    more = [
        briefing("b1", "2025-05-19", "E", stance("Kyiv agreed", "Kyiv", "UKR", "accepts", "RUS")),
        briefing("b2", "2025-05-19", "F", stance("Kyiv: no deal", "Kyiv", "UKR", "rejects", "RUS")),
    ]
    with Digest.of([*sumy(), *more]) as digest:
        heads = re.findall(r"^## (.+)$", digest.to_markdown(by="topic"), re.MULTILINE)
        assert heads == [all_topics()[name].title for name in ("casualties", "ceasefire")]
        assert "Kyiv: no deal" in digest.to_markdown(by="topic").partition(heads[1])[2]
        page = digest.to_html(by="topic")
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_every_form_shows_what_contradicts_and_hides_what_acts() -> None:
    nasty = briefing(
        "x", "2025-05-17", "<b>Post</b>\x1b[31m", toll("<script>9</script> died", "9", "Odesa", "2025-05-17")
    )
    with Digest.of([*sumy(), nasty]) as digest:
        page, text, marked = digest.to_html(), digest.to_text(by="party"), digest.to_markdown(explain=True)
    assert "<script>9" not in page
    assert "&lt;script&gt;9" in page
    assert "\x1b" not in page + text + marked
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/", "")
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= set(re.findall(r'id="([^"]+)"', page))
    assert len(links) > 3


def test_what_is_no_briefing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text('{"article": 1}\n', encoding="utf-8")
    with pytest.raises(UnreadableInput, match="line 1"):
        Digest.of_files([path])
    with pytest.raises(UsageError, match="write it as"):
        Digest.of([], since="yesterday")


def test_stats_give_victims_by_attack_once(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text("".join(f"{b.model_dump_json()}\n" for b in sumy()), encoding="utf-8")
    done = CliRunner().invoke(app, ["stats", str(path), "--incidents"])
    assert done.exit_code == 0
    assert "Victims by attack (2 attacks)" in done.output
    assert "Sumy, 17 May 2025: 12 killed" in done.output
