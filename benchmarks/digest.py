"""A digest of 100,000 briefings against one of 10,000: memory, and seconds a briefing.

The briefings are synthetic: three attacks a day in towns, each told by ten papers with growing tolls, and positions of
a few actors. More briefings are more days. Where they are more attacks of the same days, more records are held against
each other: 10,000 attacks of one year took 1.8 times the seconds a briefing of 1,000.

Each size runs in a process of its own. Aims: at most 1.3 times the memory, and at most 1.3 times the seconds a
briefing. `python -m benchmarks.digest 1000 10000` takes other sizes.
"""

from __future__ import annotations

import datetime
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SMALL, LARGE = 10_000, 100_000
MOST_MEMORY, MOST_SECONDS = 1.3, 1.3
TOWNS = ("Sumy", "Kharkiv", "Odesa", "Kherson", "Goma", "Beirut", "Rafah", "Kabul", "Idlib", "Mosul", "Aden", "Kobani")
WEAPONS = ("drone", "missile", "artillery shelling", "car bomb", "gunfire")
STANCES = ("demands", "accepts", "rejects", "conditional")
PAPERS = 10


def lines(size: int) -> Iterator[str]:
    """Yields briefings as JSON lines; the same for the same size."""
    chance = random.Random(size)
    first = datetime.date(1990, 1, 1)
    for n in range(size):
        attack, paper = divmod(n, PAPERS)
        own = random.Random(attack)
        day = first + datetime.timedelta(days=attack // 3)
        town, weapon, killed = own.choice(TOWNS), own.choice(WEAPONS), own.randrange(1, 40) + paper // 3
        quote = f"{killed} people were killed by {weapon} in {town}"
        said = f"Party {attack % 40} said so on day {n}"
        yield json.dumps(
            {
                "article": {
                    "id": f"a{n}",
                    "date": str(day + datetime.timedelta(days=paper // 4)),
                    "source": f"Paper {chance.randrange(200)}",
                    "characters": 900,
                },
                "model": "synthetic",
                "created_at": "2025-01-01T00:00:00Z",
                "records": {
                    "casualties": [
                        {
                            "evidence": [{"quote": quote, "start": 0, "end": len(quote)}],
                            "killed": {"text": str(killed), "best": killed, "low": killed, "high": killed},
                            "location": town,
                            "date": str(day),
                            "weapon": weapon,
                        }
                    ],
                    "ceasefire": [
                        {
                            "evidence": [{"quote": said, "start": 0, "end": len(said)}],
                            "actor": {"name": f"Party {attack % 40}", "party": None},
                            "stance": own.choice(STANCES),
                        }
                    ],
                },
            }
        )


def measure(path: str) -> None:
    """Digests a file and prints the seconds and the most memory, in MiB."""
    from summarizer.digest import Digest
    from summarizer.digest.gazetteer import gazetteer

    gazetteer()  # the same for any size
    started = time.process_time()
    with Digest.of_files([path]) as digest:
        made = digest.counts
        text = digest.to_text()
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mib": peak, "incidents": made.incidents, "text": len(text)}))


def run(small: int = SMALL, large: int = LARGE) -> None:
    """Prints both sizes and the ratios."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (small, large):
            path = Path(folder) / f"{size}.jsonl"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines(size))
            command = [sys.executable, "-m", "benchmarks.digest", "--measure", str(path)]
            said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            found.append(said)
            used = f"{said['seconds']:.0f} s of processor time, {said['mib']:.0f} MiB"
            print(f"{size:,} briefings: {used}, {said['incidents']:,} attacks")
    memory = found[1]["mib"] / found[0]["mib"]
    pace = found[1]["seconds"] / found[0]["seconds"] / (large / small)
    print(f"memory: {memory:.2f} times (at most {MOST_MEMORY})")
    print(f"seconds a briefing: {pace:.2f} times (at most {MOST_SECONDS})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2])
    else:
        run(*map(int, sys.argv[1:3]))
