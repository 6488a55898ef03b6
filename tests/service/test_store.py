"""The store keeps its promises on SQLite and on PostgreSQL alike: one test suite, run on both."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from service import made
from summarizer.errors import UsageError
from summarizer.llm.wire import Call, Reply
from summarizer.service.store import NewJob, QueueFull, Search, Store
from summarizer.service.store.job_values import KeyReused, Limits
from summarizer.service.store.reviews import standing_verdicts
from summarizer.service.store.tables import metadata
from summarizer.usage import Usage


def test_migrations_make_the_tables_that_the_code_names(store: Store) -> None:
    with store.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_of_an_earlier_version_keeps_its_jobs(database_url: str) -> None:
    first = Store(database_url)
    added, _ = first.jobs.add(made.job(), "desk", "ann")
    with first.database.writing() as connection:
        connection.execute(text("ALTER TABLE jobs DROP COLUMN unreached"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    first.close()
    again = Store(database_url)
    claimed = again.jobs.claim("w", 30)
    assert claimed is not None
    assert (claimed.id, claimed.unreached) == (added.id, 0)
    again.close()


def test_opening_a_database_again_keeps_what_is_in_it(database_url: str) -> None:
    first = Store(database_url)
    kept = made.row()
    first.briefings.add(kept)
    first.close()
    again = Store(database_url)
    assert again.briefings.get(kept.id) == kept
    again.close()


def test_a_job_is_claimed_once(store: Store) -> None:
    added, is_new = store.jobs.add(made.job(), "desk", "ann")
    assert is_new
    claimed = store.jobs.claim("w1", 30)
    assert claimed is not None
    assert claimed.id == added.id
    assert claimed.article == made.article()
    assert store.jobs.claim("w2", 30) is None


def test_workers_that_claim_at_once_share_the_jobs_out(store: Store) -> None:
    for number in range(12):
        store.jobs.add(made.job(str(number)), "desk", "ann")
    claimed: list[str] = []

    def work(name: str) -> None:
        while (job := store.jobs.claim(name, 30)) is not None:
            claimed.append(job.id)
            store.jobs.finish(name, job.id, made.row(key=job.id))

    together(*(lambda name=f"w{n}": work(name) for n in range(4)))
    assert len(claimed) == len(set(claimed)) == 12
    assert store.jobs.counts() == {"done": 12}


def together(*work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_same_article_is_worked_on_once_at_a_time(store: Store) -> None:
    store.jobs.add(made.job("same"), "desk", "ann")
    store.jobs.add(made.job("same"), "agency", "bob")
    first = store.jobs.claim("w1", 30)
    assert first is not None
    assert store.jobs.claim("w2", 30) is None
    store.jobs.finish("w1", first.id, made.row())
    second = store.jobs.claim("w2", 30)
    assert second is not None
    assert second.client == "agency"


def test_one_client_that_posts_an_article_twice_has_one_job(store: Store) -> None:
    first, _ = store.jobs.add(made.job("same"), "desk", "ann")
    second, is_new = store.jobs.add(made.job("same"), "desk", "cid")
    assert (second.id, is_new) == (first.id, False)


def test_a_full_queue_takes_no_more_and_one_client_can_not_fill_it(store: Store) -> None:
    limits = Limits(queued=3, queued_by_client=2)
    for number in range(2):
        store.jobs.add(made.job(str(number)), "desk", "ann", limits=limits)
    with pytest.raises(QueueFull, match="your articles"):
        store.jobs.add(made.job("2"), "desk", "ann", limits=limits)
    store.jobs.add(made.job("3"), "agency", "bob", limits=limits)
    with pytest.raises(QueueFull, match="queue is full"):
        store.jobs.add(made.job("4"), "third", "cid", limits=limits)


def test_a_request_that_comes_again_under_its_key_makes_nothing_new(store: Store) -> None:
    first, _ = store.jobs.add(made.job(), "desk", "ann", key="a", digest="1")
    again, is_new = store.jobs.add(made.job(), "desk", "ann", key="a", digest="1")
    assert (again.id, is_new) == (first.id, False)
    with pytest.raises(KeyReused):
        store.jobs.add(made.job(text="Another text."), "desk", "ann", key="a", digest="2")
    other, is_new = store.jobs.add(made.job(), "agency", "bob", key="a", digest="3")
    assert is_new
    assert other.id != first.id


def test_single_articles_go_before_those_of_a_batch(store: Store) -> None:
    store.jobs.add_batch([(n, made.job(f"b{n}")) for n in (1, 2)], "desk", "ann")
    single, _ = store.jobs.add(made.job("s"), "desk", "ann")
    claimed = [store.jobs.claim("w", 30) for _ in range(3)]
    assert next(c.id for c in claimed if c is not None) == single.id


def test_a_batch_can_be_cancelled_and_resumed(store: Store) -> None:
    batch_id, _ = store.jobs.add_batch([(n, made.job(f"b{n}")) for n in (1, 2, 3)], "desk", "ann")
    first = store.jobs.claim("w", 30)
    assert first is not None
    store.jobs.finish("w", first.id, made.row())
    store.jobs.cancel_batch(batch_id)
    batch = store.jobs.batch(batch_id)
    assert batch is not None
    assert batch.states == {"done": 1, "cancelled": 2}
    assert store.jobs.resume_batch(batch_id) == 2
    assert [job.line for job in store.jobs.of_batch(batch_id, after=1)] == [2, 3]
    assert store.jobs.claim("w", 30) is not None


def test_a_fetched_article_stays_with_its_job(store: Store) -> None:
    store.jobs.add(NewJob(topics=("casualties",), url="https://example.org/a"), "desk", "ann")
    claimed = store.jobs.claim("w", 30)
    assert claimed is not None
    assert claimed.article is None
    assert store.jobs.set_article("w", claimed.id, made.article(), "k")
    store.jobs.release("w", claimed.id)
    again = store.jobs.claim("w", 30)
    assert again is not None
    assert again.article == made.article()


def test_a_fetched_article_that_another_job_is_on_waits_for_it(store: Store) -> None:
    store.jobs.add(made.job("k"), "desk", "ann")
    store.jobs.claim("w1", 30)
    store.jobs.add(NewJob(topics=("casualties",), url="https://example.org/a"), "agency", "bob")
    claimed = store.jobs.claim("w2", 30)
    assert claimed is not None
    assert not store.jobs.set_article("w2", claimed.id, made.article(), "k")
    job = store.jobs.get(claimed.id)
    assert job is not None
    assert job.state == "queued"


def test_briefings_are_found_by_party_topic_class_day_and_words(store: Store) -> None:
    kept = made.row()
    store.briefings.add(kept)
    store.briefings.add(made.row("agency"))
    found = [
        Search(),
        Search(party="UKR"),
        Search(topic="ceasefire"),
        Search(value="rejects"),
        Search(since="2025-05-18", until="2025-05-18"),
        Search(words="SUMY truce"),
        Search(party="UKR", topic="casualties", words="strike"),
    ]
    for search in found:
        assert [row.id for row in store.briefings.search(search, "desk")] == [kept.id], search
    missing = [
        Search(party="RUS"),
        Search(topic="sanctions"),
        Search(value="demands"),
        Search(since="2025-05-19"),
        Search(until="2025-05-17"),
        Search(words="su_y"),
        Search(words="%"),
        Search(words="'; DROP TABLE briefings; --"),
    ]
    for search in missing:
        assert store.briefings.search(search, "desk") == (), search
    assert len(store.briefings.search(Search(), None)) == 2


def test_listing_goes_on_where_it_stopped(store: Store) -> None:
    kept = [made.row(key=str(n)) for n in range(5)]
    for row in kept:
        store.briefings.add(row)
    seen: list[str] = []
    before = None
    while page := store.briefings.search(Search(most=2, before=before), "desk"):
        seen += [row.id for row in page]
        before = (page[-1].created_at, page[-1].id)
    assert sorted(seen) == sorted(row.id for row in kept)
    assert len(seen) == 5


def test_text_that_no_database_takes_as_it_is_comes_back_whole(store: Store) -> None:
    of = made.article(made.TEXT + " A \u202e turn, İstanbul, 𝔘, '\" ; {{ 7*7 }} %s \\")
    kept = made.row(of=of)
    store.briefings.add(kept)
    assert store.briefings.get(kept.id) == kept
    assert [row.id for row in store.briefings.search(Search(words="i̇stanbul {{ 7*7 }}"), "desk")] == [kept.id]
    assert store.briefings.search(Search(words="\0", party="\0"), "desk") == ()


def test_characters_that_a_database_refuses_are_replaced_in_every_place(store: Store) -> None:
    kept = made.row()
    store.briefings.add(kept)
    for word, stored in (("\0", "\ufffd"), ("a\0b", "a\ufffdb"), ("\ud800", "\ufffd")):
        assert store.briefings.get(word) is None
        assert store.jobs.get(word) is None
        assert store.jobs.batch(word) is None
        assert store.access.identify(word) is None
        assert store.reviews.add(kept.id, "desk", "ann", "reject", place=("casualties", 0), note=word).note == stored
        job, _ = store.jobs.add(NewJob(topics=("casualties",), url=f"https://example.org/{word}"), "desk", word)
        assert job.url == f"https://example.org/{stored}"


def test_only_complete_briefings_stand_in_for_new_ones_and_own_ones_first(store: Store) -> None:
    store.briefings.add(made.row("desk", failed=True))
    assert store.briefings.same("k", "desk") is None
    others, own = made.row("agency"), made.row("desk")
    store.briefings.add(others)
    store.briefings.add(own)
    for client, expected in (("desk", own), ("agency", others), ("third", others)):
        same = store.briefings.same("k", client)
        assert same is not None
        assert same.id == expected.id
    copied = others.copied_for("third", "cid")
    assert (copied.client, copied.briefing.usage.calls, copied.briefing.usage.cost_usd) == ("third", 0, 0.0)


def test_a_review_is_a_layer_and_can_be_taken_back(store: Store) -> None:
    kept = made.row()
    store.briefings.add(kept)
    store.reviews.add(kept.id, "desk", "ann", "accept", place=("casualties", 0))
    store.reviews.add(kept.id, "desk", "ann", "reject", place=("casualties", 0), note="a drill")
    store.reviews.add(kept.id, "desk", "bob", "accept", place=("casualties", 0))
    stands = standing_verdicts(store.reviews.of_briefing(kept.id))
    assert [(review.reviewer, review.verdict) for review in stands] == [("ann", "reject"), ("bob", "accept")]
    undone = store.reviews.undo(kept.id, "ann")
    assert undone is not None
    assert undone.verdict == "reject"
    stands = standing_verdicts(store.reviews.of_briefing(kept.id))
    assert [(review.reviewer, review.verdict) for review in stands] == [("ann", "accept"), ("bob", "accept")]
    assert len(store.reviews.of_briefing(kept.id)) == 3
    assert store.briefings.get(kept.id) == kept
    assert store.reviews.undo(kept.id, "cid") is None


def test_tokens_open_what_their_role_allows_until_they_are_revoked(store: Store) -> None:
    assert not store.access.any_token()
    token, secret = store.access.create("ann", "editor", "desk")
    assert store.access.any_token()
    identity = store.access.identify(secret)
    assert identity is not None
    assert (identity.name, identity.client) == ("ann", "desk")
    assert [identity.may(role) for role in ("reader", "editor", "admin")] == [True, True, False]
    session = store.access.sign_in(secret)
    assert session is not None
    assert store.access.of_session(session) == identity
    for forged in ("", secret[:-1], secret.upper(), "' OR 1=1 --", "\0", token.id):
        assert store.access.identify(forged) is None
        assert store.access.sign_in(forged) is None
        assert store.access.of_session(forged) is None
    store.access.revoke(token.id)
    assert store.access.identify(secret) is None
    assert store.access.of_session(session) is None
    with pytest.raises(UsageError):
        store.access.revoke(token.id)


def test_secrets_are_nowhere_in_the_database(store: Store) -> None:
    _, secret = store.access.create("ann", "editor")
    session = store.access.sign_in(secret)
    with store.database.reading() as connection:
        kept = [str(row) for table in metadata.sorted_tables for row in connection.execute(table.select())]
    assert kept
    assert not any(secret in row or str(session) in row for row in kept)


def test_spending_adds_up_over_processes(store: Store) -> None:
    together(*(lambda: store.spending.add(0.25) for _ in range(8)))
    store.spending.add(0.0)
    assert store.spending.today() == pytest.approx(2.0)
    assert len(store.spending.days()) == 1


def test_replies_are_remembered_for_every_process(store: Store) -> None:
    known, unknown = (Call({"model": "m", "messages": [{"content": text}]}, "e") for text in ("a", "b"))
    store.replies.put([(known, Reply("{}", usage=Usage(calls=1)))])
    store.replies.put([(known, Reply("another")), (unknown, Reply("from here", usage=Usage(cached_calls=1)))])
    first, second = store.replies.get([known, unknown])
    assert second is None
    assert first is not None
    assert (first.text, first.usage.calls, first.usage.cached_calls) == ("{}", 0, 1)
    assert store.replies.info().models == {"m": 1}
    assert store.replies.clear() == 1


@pytest.mark.parametrize("url", ["sqlite://", "mysql://host/name", "nonsense", "postgresql+psycopg://127.0.0.1:9/none"])
def test_a_database_that_can_not_be_opened_is_named_in_one_sentence(url: str) -> None:
    with pytest.raises(UsageError, match="database"):
        Store(url)
