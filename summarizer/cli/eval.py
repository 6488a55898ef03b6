"""`summarizer eval`: measures a model and its prompts on a golden set. Parses, calls the library, prints."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.eval_options import (
    DEFAULT_GOLDEN,
    EVALS,
    LATEST,
    RUN,
    Concurrency,
    First,
    Golden,
    GoldenFolder,
    Html,
    Repeat,
    RunFile,
    RunOut,
    Second,
    Split,
    Tags,
    check_output,
    golden_files,
    print_report,
    write_html,
    write_report,
)
from summarizer.cli.eval_stress import compare_results, stress
from summarizer.cli.helping import GroupedCommand, option
from summarizer.cli.options import (
    ApiKeyFile,
    BaseUrl,
    Calls,
    Debug,
    MaxCost,
    Model,
    NoCache,
    RecordTo,
    Refresh,
    Replay,
    Strategy,
    Topics,
    cache_flags,
)

if TYPE_CHECKING:
    from summarizer.evaluation.evaluation import Evaluation

app = typer.Typer(help="Measure a model and its prompts on a golden set.", no_args_is_help=True)

SPLIT_SEED = 20250518


@app.callback()
def needs_extra() -> None:
    """Measure a model and its prompts on a golden set."""
    from importlib.util import find_spec

    from summarizer.errors import UsageError

    if not all(map(find_spec, ("scipy", "altair", "vl_convert"))):
        raise UsageError("`summarizer eval` needs scipy and altair: run `pip install 'summarizer[eval]'`")


@app.command(cls=GroupedCommand)
def run(
    model: Model = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    golden: Golden = DEFAULT_GOLDEN,
    split: Split = None,
    topic: Topics = None,
    tag: Tags = None,
    strategy: Strategy = None,
    calls: Calls = None,
    repeat: Repeat = 1,
    concurrency: Concurrency = None,
    max_cost: MaxCost = None,
    replay: Replay = None,
    record: RecordTo = None,
    no_cache: NoCache = False,
    refresh: Refresh = False,
    out: RunOut = LATEST,
    _debug: Debug = False,
) -> None:
    """Brief the articles of a golden set and score the briefings.

    Saves briefings and scores; run the same command again to resume an interrupted run.
    """
    from summarizer.cli.eval_run import EvalRun

    command = EvalRun(
        flags={
            "model": model,
            "base_url": base_url,
            "api_key_file": api_key_file,
            "strategy": strategy,
            "calls": calls,
            "max_cost": max_cost,
            "replay": replay,
            "record": record,
            **cache_flags(no_cache, refresh),
        },
        golden=golden,
        split=split,
        topics=tuple(topic or ()),
        tags=tuple(tag or ()),
        repeats=repeat,
        concurrency=concurrency,
        out=out,
    )
    _finish(command.run(), f"run: {out}")


@app.command(cls=GroupedCommand)
def record(
    model: Model = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    golden: Golden = DEFAULT_GOLDEN,
    strategy: Strategy = None,
    calls: Calls = None,
    concurrency: Concurrency = None,
    to: Annotated[
        Path | None,
        option(
            "--to", metavar="FOLDER", help="Save the replies to FOLDER  [default: evals/recordings/MODEL]", panel=RUN
        ),
    ] = None,
    out: RunOut = LATEST,
    _debug: Debug = False,
) -> None:
    """Brief a golden set and save the model's replies, to replay them without the model."""
    from summarizer.cli.eval_run import EvalRun, model_of

    flags = {"model": model, "base_url": base_url, "api_key_file": api_key_file, "strategy": strategy, "calls": calls}
    folder = to or EVALS / "recordings" / _slug(model_of(flags))
    command = EvalRun(flags={**flags, "record": folder}, golden=golden, concurrency=concurrency, out=out)
    _finish(command.run(), f"run: {out}", f"recordings: {folder}")


@app.command()
def score(
    predictions: Annotated[Path, typer.Argument(metavar="FILE", help="Briefings of any system (.jsonl)")],
    golden: Golden = DEFAULT_GOLDEN,
    split: Split = None,
    topic: Topics = None,
    html: Html = None,
) -> None:
    """Score the briefings of any system."""
    from summarizer.evaluation import GoldenSet, evaluate
    from summarizer.evaluation.runs import read_briefings
    from summarizer.topics import choose_topics

    check_output(html, predictions, *golden_files(golden))
    topics = choose_topics(topic) if topic else ()
    chosen = GoldenSet.load(golden, topics).select(split=split, topics=topics)
    evaluation = evaluate(chosen, read_briefings(predictions), label=predictions.name)
    write_html(evaluation.to_html() if html else "", html)
    _finish(evaluation)


@app.command()
def show(
    run_file: RunFile = LATEST,
    golden: Golden = DEFAULT_GOLDEN,
    html: Html = None,
    against: Annotated[Path | None, typer.Option("--against", metavar="RUN", help="Compare with this run")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every disagreement")] = False,
    tags: Annotated[bool, typer.Option("--tags", help="Show the scores by tag")] = False,
) -> None:
    """Show the scores of a run, in the terminal or as an HTML report."""
    from summarizer.cli.settings import warn_unused
    from summarizer.evaluation import compare
    from summarizer.evaluation.terminal_report import show_comparison, show_evaluation, show_ledger, show_tags

    check_output(html, run_file, *([against] if against else []), *golden_files(golden))
    if html is not None:
        warn_unused({"--errors": errors, "--tags": tags}, "with --html, which shows both")
    evaluation = _scored(run_file, golden)
    comparison = compare(_scored(against, golden), evaluation) if against else None
    if html is not None:
        return write_html(comparison.to_html() if comparison else evaluation.to_html(), html)
    parts = [show_evaluation(evaluation)]
    parts += [show_tags(evaluation)] if tags else []
    parts += [show_ledger(evaluation)] if errors else []
    parts += [show_comparison(comparison)] if comparison else []
    return print_report(*parts)


@app.command()
def compare(
    first: First,
    second: Second,
    golden: Golden = DEFAULT_GOLDEN,
    html: Html = None,
) -> None:
    """Compare two runs: better, worse, or no difference that the golden set can show."""
    from summarizer.evaluation import compare as held_against
    from summarizer.evaluation.stress.results import is_stress_file
    from summarizer.evaluation.terminal_report import show_comparison

    check_output(html, first, second, *golden_files(golden))
    if is_stress_file(first):
        return compare_results(first, second)
    comparison = held_against(_scored(first, golden), _scored(second, golden))
    write_html(comparison.to_html() if html else "", html)
    return print_report(show_comparison(comparison))


@app.command()
def gate(
    run_file: RunFile = LATEST,
    golden: Golden = DEFAULT_GOLDEN,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Baseline  [default: evals/baselines/MODEL.json]"),
    ] = None,
    thresholds: Annotated[
        Path, typer.Option("--thresholds", metavar="FILE", help="How much worse each score may get")
    ] = EVALS / "baselines" / "thresholds.toml",
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML to FILE")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Save this run as the new baseline; check nothing")] = False,
) -> None:
    """Fail if a run is worse than the baseline.

    Exits with code 4 and prints the reasons.
    """
    from summarizer.cli.settings import warn_unused
    from summarizer.errors import GateFailed
    from summarizer.evaluation import GoldenSet
    from summarizer.evaluation.gate import Thresholds, propose_thresholds
    from summarizer.evaluation.gate import gate as hold
    from summarizer.evaluation.golden import SPLITS
    from summarizer.evaluation.power import missed_regressions
    from summarizer.evaluation.runs import Run

    if accept:
        warn_unused({"--junit": junit is not None}, "with --accept, which checks nothing")
    made = Run.load(run_file)
    path = baseline or EVALS / "baselines" / f"{_slug(made.model)}.json"
    whole = GoldenSet.load(golden, made.topics)
    check_output(junit, run_file, path, thresholds, *golden_files(golden))
    if accept:
        check_output(path, *golden_files(golden), *([] if path.resolve() == run_file.resolve() else [run_file]))
        made.save(path)
        if not thresholds.exists():
            present = {article.split for article in whole if article.id in made.settings.articles}
            splits = {split: made.score(whole, split=split) for split in SPLITS if split in present}
            write_report(thresholds, propose_thresholds(made.score(whole), splits))
        return print_report(f"{path}: saved as the new baseline")
    report = hold(made, Run.load(path), whole, Thresholds.load(thresholds))
    if junit is not None:
        write_report(junit, report.junit())
    if report.failed:
        raise GateFailed("\n- ".join(["the gate failed:", *(check.message for check in report.failed)]))
    missed = missed_regressions(Run.load(path).score(whole))
    return print_report(f"the gate passed: {len(report.checks)} checks", *(f"- {one.sentence}" for one in missed))


@app.command()
def check(
    golden: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of the golden set")] = EVALS / "golden",
    split: Annotated[bool, typer.Option("--split", help="Assign unassigned articles to a split first")] = False,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help=f"Seed of --split  [default: {SPLIT_SEED}]")
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="FOLDER", help="Score agreement with a second annotation")
    ] = None,
    topic: Topics = None,
) -> None:
    """Check the quotes, classes, spans, duplicates and splits of a golden set.

    Exits with code 2 and names each error.
    """
    from summarizer.cli.printing import counted
    from summarizer.cli.settings import warn_unused
    from summarizer.errors import UsageError
    from summarizer.evaluation import GoldenSet
    from summarizer.evaluation.evaluation import agreement
    from summarizer.evaluation.golden_check import check_golden
    from summarizer.evaluation.splits import extend_splits
    from summarizer.topics import choose_topics

    warn_unused({"--seed": seed is not None and not split}, "without --split")
    topics = choose_topics(topic or ())
    if split:
        extend_splits(golden, seed=SPLIT_SEED if seed is None else seed, topics=topics)
    problems = check_golden(golden, topics)
    print_report(*map(str, problems))
    if problems:
        raise UsageError(f"{golden} has {counted(len(problems), 'problem')}: fix what is listed above and check again")
    loaded = GoldenSet.from_folder(golden, topics)
    print_report(
        f"{len(loaded)} articles, {', '.join(f'{n} {topic}' for topic, n in loaded.size.items())} records: no errors"
    )
    if against is not None:
        _finish(agreement(loaded, GoldenSet.from_folder(against, topics)))


@app.command()
def add(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="File (.txt .md .html .json), or - for standard input")
    ],
    golden: GoldenFolder = EVALS / "golden",
    name: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Id of the entry  [default: from date and title]")
    ] = None,
    topic: Topics = None,
) -> None:
    """Add an article to a golden set, with a gold.yaml to fill in."""
    from summarizer.article import Article
    from summarizer.evaluation.entry_forms import add_entry
    from summarizer.topics import choose_topics

    entry = add_entry(Article.from_file(article), golden, name=name, topics=choose_topics(topic or ()))
    print_report(f"{entry}: fill in gold.yaml, then `eval check --split`")


app.command(cls=GroupedCommand)(stress)


@app.command()
def digest(
    bundles: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder of bundles: articles and a digest.yaml each")
    ] = EVALS / "digests",
    briefings: Annotated[
        list[str] | None,
        typer.Option("--briefings", metavar="PATH", help="Digest these briefings, not the golden records"),
    ] = None,
) -> None:
    """Score digests of golden records: incidents, tolls over time, contradictions, changes."""
    from summarizer.cli.digest import show_scores
    from summarizer.digest.reading import read_briefings
    from summarizer.digest.scoring import score_digests

    show_scores(score_digests(bundles, read_briefings(briefings) if briefings else None))


def _scored(path: Path, golden: str) -> Evaluation:
    from summarizer.evaluation import GoldenSet
    from summarizer.evaluation.runs import Run

    made = Run.load(path)
    return made.score(GoldenSet.load(golden, made.topics))


def _finish(evaluation: Evaluation, *more: str) -> None:
    """Prints the scores; exit code 3 when articles failed."""
    from summarizer.evaluation.terminal_report import show_evaluation

    print_report(show_evaluation(evaluation), *more)
    if evaluation.failures:
        raise typer.Exit(3)


def _slug(model: str) -> str:
    return re.sub(r"[^\w.-]+", "-", model).strip("-")
