"""Which records are one attack or one statement, whose figures stand against each other, and how that is scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.contract import BriefingData
from summarizer.digest import Digest
from summarizer.digest.pictures import pictures
from summarizer.digest.scoring import golden_briefings, score_bundle
from summarizer.errors import UnreadableInput

from .newsdesk import briefing, stance, toll

BUNDLE = Path(__file__).parents[2] / "evals" / "digests" / "geneina-funeral"
DAY = "2025-05-16"


def attacks(*briefings: BriefingData) -> list[str]:
    """The articles of each attack."""
    with Digest.of(briefings) as digest:
        return sorted("".join(sorted(r.article.id for r in i.reports)) for i in digest.incidents())


def report(id: str, words: str, killed: str, place: str | None, **more: object) -> BriefingData:
    return briefing(id, "2025-05-17", id, toll(words, killed, place, DAY, **more))


def test_towns_of_one_name_are_told_apart_by_the_state_beside_them_or_by_whose_police_speak() -> None:
    bomb = {"weapon": "bomb"}
    assert attacks(
        report("a", "A bomb killed five in Valencia, in eastern Spain, on Friday", "five", "Valencia", **bomb),
        report("b", "A bomb killed five in Valencia, in northern Venezuela", "five", "Valencia", **bomb),
        report("c", "A bomb killed five in Valencia", "five", "Valencia", source="the city police/VEN", **bomb),
        report("d", "A bomb killed five in Valencia", "five", "Valencia", source="Spain's health ministry/ESP", **bomb),
    ) == ["ad", "bc"]


def test_who_speaks_beside_a_town_or_comes_from_abroad_does_not_move_it() -> None:
    shells = {"weapon": "shelling", "victims": "shoppers"}
    assert attacks(
        report("a", "Shells killed six in Donetsk", "six", "Donetsk", **shells),
        report("b", "Shells killed six in Donetsk, Russia said", "six", "Donetsk", source="Russia/RUS", **shells),
        report("c", "Six died in Donetsk", "six", "Donetsk", source="the Russian-installed mayor/RUS", **shells),
    ) == ["abc"]


def test_a_hall_in_a_town_may_be_what_others_call_the_town_and_one_near_it_is_not_yet() -> None:
    bomb = {"weapon": "grenade"}
    assert attacks(
        report("a", "Six died in Trujillo", "six", "a dance hall in Trujillo", **bomb),
        report("b", "Seven died in El Faro hall", "seven", "the El Faro hall in Trujillo", **bomb),
    ) == ["ab"]
    assert attacks(
        report("a", "Six died in Trujillo", "six", "a dance hall in Trujillo", **bomb),
        report("b", "Seven died in El Faro", "seven", "El Faro, 20 km from Trujillo", **bomb),
    ) == ["a", "b"]


def test_a_village_that_no_list_has_and_the_region_around_it_are_one_place_for_one_toll() -> None:
    gun = {"weapon": "gunmen", "victims": "fishermen"}
    one = report("a", "Fifteen fishermen were shot at Brannokh", "fifteen", "the landing of Brannokh", **gun)
    other = report("b", "Fifteen fishermen were shot near Mopti", "fifteen", "Mali's Mopti region", **gun)
    assert attacks(one, other) == ["ab"]


@pytest.mark.parametrize("army", ["the army/MLI", "the army", None])
def test_the_figure_of_who_is_accused_replaces_nobodys_and_is_replaced_by_nobodys(army: str | None) -> None:
    raid = {"victims": "soldiers", "weapon": "gunmen"}
    blamed = {"perpetrator": "the Front", "responsibility": "alleged"}
    mine = {"perpetrator": "The Front", "responsibility": "claimed", "source": "The Front"}
    made = [
        briefing("a", "2025-05-17", "A", toll("Eight dead", "eight", "Mopti", DAY, source=army, **raid, **blamed)),
        briefing("b", "2025-05-18", "B", toll("21 dead", "21", "Mopti", DAY, **raid, **mine)),
        briefing("c", "2025-05-19", "C", toll("Nine dead", "nine", "Mopti", DAY, source=army, **raid)),
    ]
    with Digest.of(made) as digest:
        (one,) = digest.incidents()
        held = one.now["killed"]
        assert (held.low, held.high, held.disputed) == (9, 21, True)
        assert [(f.text, f.standing) for f in one.figures] == [("eight", False), ("21", True), ("nine", True)]
        assert [(c.kind, c.one_quote.text, c.other_quote.text) for c in digest.contradictions()] == [
            ("toll", "21 dead", "Nine dead")
        ]


def test_two_sides_that_blame_each_other_are_one_contradiction_about_who_did_it() -> None:
    shells = {"weapon": "shelling", "victims": "herders"}
    made = [
        report("a", "Kyiv: they did", "three", "Sumy", perpetrator="Russia/RUS", responsibility="alleged", **shells),
        report("b", "Moscow: no, they", "three", "Sumy", perpetrator="Kyiv/UKR", responsibility="denied", **shells),
    ]
    with Digest.of(made) as digest:
        assert [c.kind for c in digest.contradictions()] == ["responsibility"]


def test_words_that_a_paper_prints_the_next_day_are_the_statement_of_the_day_before() -> None:
    words = "We will hold our fire only if the prisoners are freed, the movement's spokesman said"
    made = [
        briefing("a", "2025-05-16", "A", stance(words, "the spokesman", "M23", "conditional", "COD")),
        briefing("b", "2025-05-17", "B", stance(f"{words} on Friday", "its man in Goma", "M23", "conditional", "COD")),
        briefing("c", "2025-05-27", "C", stance(words, "the spokesman", "M23", "conditional", "COD")),
    ]
    with Digest.of(made) as digest:
        ((number, line),) = digest.lines()
        told = [(s.date, s.coverage.articles) for s in digest.statements(number)]
        assert told == [("2025-05-16", 2), ("2025-05-27", 1)]
        assert (line.coverage.articles, line.coverage.records, line.changes) == (3, 3, ())


def test_briefings_of_a_bundle_are_scored_by_the_golden_records_that_theirs_answer() -> None:
    ids, made = {}, {}
    for golden in golden_briefings(BUNDLE):
        id = ids[golden.article.id] = Article.from_file(BUNDLE / golden.article.id / "article.md").id
        made[id] = golden.model_copy(update={"article": golden.article.model_copy(update={"id": id})})
    whole = score_bundle(BUNDLE, made)
    assert whole == score_bundle(BUNDLE)
    silent = made[ids["c-region"]].model_copy(update={"records": {}})
    part = score_bundle(BUNDLE, {**made, ids["c-region"]: silent})
    assert sum(part.incidents.recalls) < sum(whole.incidents.recalls)
    del made[ids["c-region"]]
    with pytest.raises(UnreadableInput, match="brief the bundles"):
        score_bundle(BUNDLE, made)


def test_a_toll_of_a_whole_country_is_told_by_its_name() -> None:
    with Digest.of([report("a", "Nine died in Cameroon", "nine", "Cameroon")]) as digest:
        assert next(digest.incidents()).place == "Cameroon"
        assert "Cameroon" in digest.lead[1].text


@pytest.mark.parametrize(("last", "lines"), [("2025-05-19", 8), ("2032-05-19", 16)])
def test_a_chart_over_years_draws_no_line_for_each_day(last: str, lines: int) -> None:
    made = [
        briefing("a", "2025-05-17", "A", toll("Nine died", "nine", "Odesa", DAY)),
        briefing("b", last, "B", toll("Ten died", "ten", "Odesa", DAY)),
    ]
    with Digest.of(made) as digest:
        assert pictures(digest)["tolls"].count("<line") <= lines * 3
