"""Measure the needs engine on labelled sets: `make bench-insight SETS=folder SCORERS=folder [SCORER_PYTHON=python]`.

The folder of sets holds JSON Lines with id, text, label, lang; the folder of scorers the scripts that compare an output
with those labels. Neither is part of this repository: without them this says that it was skipped. The scorers run in
the Python named for them (they want scikit-learn). Every figure is printed with its processor seconds.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from community.insights.blending import MOOD, blended
from community.insights.distress import FLAGGED
from community.insights.engine import FrozenNeeds, assign_voice, group_voices, load_needs
from community.insights.learned import learn
from community.insights.readings import Reading, read_voice
from community.insights.trends import Said, spikes
from community.insights.voices import Grouping, KnownNeed, Settings, VoiceText

START = datetime(2026, 1, 1, tzinfo=UTC)
TOPICS = ("banking77_test", "banking77_train", "pquad_val_topics", "mcid", "bitext_cs", "stackoverflow20")
MOODS = ("digikala_train", "deepsentipers2_train", "airline_train", "rtpolarity_test", "appreviews_sent_train")
KINDS = {
    "suggestions_dev": {"wish": "idea"},
    "nlbse24_train": {"trouble": "bug", "hazard": "bug", "wish": "feature", "question": "question"},
    "appreviews_kind_train": {"trouble": "bug report", "hazard": "bug report", "wish": "requirement"},
}
ELSE = {"nlbse24_train": "question"}
UPSET = "SAD,ANGRY,FEAR,HATE"
GROWTH = (0.5, 0.65, 0.8, 1.0)
FIRST_DAYS = 28


def main() -> None:
    """Run the parts that were asked for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sets", type=Path, default=Path())
    ask.add_argument("--scorers", type=Path, default=Path())
    ask.add_argument("--python", default=sys.executable)
    ask.add_argument("--only", default="topics,mood,learned,distress,kind,ids,spikes,size")
    ask.add_argument("--sizes", default="20000,200000")
    told = ask.parse_args()
    if not (told.sets / f"{TOPICS[0]}.jsonl").exists() or not (told.scorers / "clusters.py").exists():
        print("Skipped: name the folder of sets and the folder of scorers (make bench-insight SETS=… SCORERS=…).")
        return
    for part in told.only.split(","):
        PARTS[part](told)


def rows_of(told: argparse.Namespace, name: str) -> list[dict[str, Any]]:
    """Read one set, every text once."""
    with (told.sets / f"{name}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return list({row["text"]: row for row in reversed(rows)}.values())[::-1]


def voices_of(rows: Sequence[dict[str, Any]], first: int = 0) -> list[VoiceText]:
    """Let each text be said by a customer of its own, a minute apart."""
    return [
        VoiceText(first + n, row["text"], row["lang"], f"c{first + n}", "problem", START + timedelta(minutes=first + n))
        for n, row in enumerate(rows)
    ]


def needs_of(grouping: Grouping) -> dict[int, int]:
    """Map each voice to the place of its need."""
    return {member.voice_id: place for place, need in enumerate(grouping.needs) for member in need.members}


def known_of(grouping: Grouping, next_id: int) -> list[KnownNeed]:
    """Store a grouping as the product would."""
    return [
        KnownNeed(need.id or next_id + n, need.language, need.centroid, frozenset(m.voice_id for m in need.members))
        for n, need in enumerate(grouping.needs)
    ]


def scored(told: argparse.Namespace, script: str, *options: str) -> dict[str, Any]:
    """Let a scorer judge; return what it says."""
    command = [told.python, str(told.scorers / f"{script}.py"), *options]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return found


def written(rows: Sequence[Sequence[object]], head: Sequence[str]) -> str:
    """Write a table for a scorer."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False, newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return file.name


def say(part: str, name: str, figures: dict[str, Any], since: float) -> None:
    """Print one line of figures with what they cost."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    cost = {"cpu_s": round(time.process_time() - since, 1), "peak_mb": memory}
    print(json.dumps({"part": part, "set": name, **figures, **cost}, ensure_ascii=False), flush=True)


def topics(told: argparse.Namespace) -> None:
    """Group each set without its labels."""
    for name in TOPICS:
        rows, since = rows_of(told, name), time.process_time()
        found = needs_of(group_voices(voices_of(rows)))
        table = written([(row["id"], found.get(n, -1)) for n, row in enumerate(rows)], ("id", "cluster"))
        say("topics", name, _chosen(scored(told, "clusters", "--data", str(told.sets / f"{name}.jsonl"), "--pred", table),
            "ARI", "AMI", "NMI", "topics_found", "k_found", "coverage"), since)  # fmt: skip


def _chosen(figures: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: figures[name] for name in names if name in figures}


def _read(rows: Sequence[dict[str, Any]]) -> list[Reading]:
    return [read_voice(row["text"], row["lang"]) for row in rows]


def _judged(
    told: argparse.Namespace, name: str, labels: Sequence[tuple[str, str, float]], *options: str
) -> dict[str, Any]:
    table = written(labels, ("id", "label", "chance"))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as file:
        said = {row["id"]: row for row in rows_of(told, name)}
        file.writelines(json.dumps(said[label[0]], ensure_ascii=False) + "\n" for label in labels)
    figures = scored(told, "classify", "--data", file.name, "--pred", table, *options)
    return _chosen(figures, "n", "accuracy", "macro_f1", "roc_auc", "recall_at_p90") | {
        label: each["f1"] for label, each in figures["per_class"].items()
    }


def _mood(score: float, names: Sequence[str]) -> str:
    short = "neg" if score < (-0.05 if len(names) > 2 else 0) else "pos" if score > 0.05 or len(names) == 2 else "neu"
    return next(name for name in names if name.startswith(short))


def mood(told: argparse.Namespace) -> None:
    """Read moods with the lexicon alone."""
    for name in MOODS:
        rows, since = rows_of(told, name), time.process_time()
        names = sorted({row["label"] for row in rows})
        read = [(r["id"], _mood(one.sentiment.score, names), 0.0) for r, one in zip(rows, _read(rows), strict=True)]
        say("mood", name, _judged(told, name, read), since)


def learned(told: argparse.Namespace) -> None:
    """Read moods with what some stars taught, on texts that taught nothing."""
    for name in ("digikala_train", "airline_train"):
        rows = [row for row in rows_of(told, name) if not row["label"].startswith("neu")]
        names, asked = sorted({row["label"] for row in rows}), rows[::4]
        pool = [row for place, row in enumerate(rows) if place % 4]
        for count in (400, 1600, len(pool)):
            since = time.process_time()
            taught = pool[:count]
            labels = [float(row["label"].startswith("pos")) for row in taught]
            right = [(one.sentiment.score > 0) == (x > 0.5) for one, x in zip(_read(taught), labels, strict=True)]
            model = learn([row["text"] for row in taught], labels, right)
            models = {(MOOD, rows[0]["lang"]): model} if model else {}
            both = [blended(one, row["text"], models)[0] for row, one in zip(asked, _read(asked), strict=True)]
            read = [(r["id"], _mood(one.sentiment.score, names), 0.0) for r, one in zip(asked, both, strict=True)]
            share = round(model.share, 2) if model else 0.0
            say("learned", name, {"taught": len(taught), "share": share} | _judged(told, name, read), since)


def distress(told: argparse.Namespace) -> None:
    """Read distress with the lexicon alone, at the threshold of the flag."""
    rows, since = rows_of(told, "armanemo_train"), time.process_time()
    read = [
        (row["id"], "yes" if one.distress.score >= FLAGGED else "no", one.distress.score)
        for row, one in zip(rows, _read(rows), strict=True)
    ]
    options = ("--positive-set", UPSET, "--prob-col", "chance")
    say("distress", "armanemo_train", _judged(told, "armanemo_train", read, *options), since)


def kind(told: argparse.Namespace) -> None:
    """Read kinds; what has no name in a set is its "other"."""
    for name, names in KINDS.items():
        rows, since = rows_of(told, name), time.process_time()
        read = [
            (row["id"], names.get(one.kind.kind, ELSE.get(name, "other")), 0.0)
            for row, one in zip(rows, _read(rows), strict=True)
        ]
        say("kind", name, _judged(told, name, read), since)


def ids(told: argparse.Namespace) -> None:
    """Let a community grow by weeks: do ids keep what they mean?"""
    rows, since = rows_of(told, "banking77_test"), time.process_time()
    random.Random(7).shuffle(rows)  # noqa: S311 - a fixed seed for a measurement
    known, before, models, next_id = list[KnownNeed](), "", dict[str, bytes](), 1
    for part in GROWTH:
        now = rows[: round(len(rows) * part)]
        grouping = group_voices(voices_of(now), known, Settings(), models)
        known, models = known_of(grouping, next_id), dict(grouping.models)
        next_id = max((need.id for need in known), default=0) + 1
        held = {voice: need.id for need in known for voice in need.members}
        table = written([(row["id"], held.get(n, -1)) for n, row in enumerate(now)], ("id", "cluster"))
        gold = str(told.sets / "banking77_test.jsonl")
        if before:
            say(
                "ids",
                f"{part:.0%}",
                scored(told, "stability", "--before", before, "--after", table, "--gold", gold),
                since,
            )
        before = table
    figures = scored(told, "clusters", "--data", gold, "--pred", before)
    say("ids", "at the end", _chosen(figures, "ARI", "topics_found", "coverage"), since)


def spike(told: argparse.Namespace) -> None:
    """Live through a timed stream day by day with the product's own needs; every night the pool is grouped."""
    since = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        made = str(told.sets / "banking77_train.jsonl")
        scorer = [told.python, str(told.scorers / "spikes.py"), "make", "--data", made, "--out", folder]
        subprocess.run(scorer, check=True, capture_output=True)
        stream = [json.loads(line) for line in (Path(folder) / "stream.jsonl").read_text(encoding="utf-8").splitlines()]
        alerts = list(_alerts(stream))
        (Path(folder) / "alerts.jsonl").write_text("\n".join(map(json.dumps, alerts)), encoding="utf-8")
        figures = scored(told, "spikes", "score", "--dir", folder, "--alerts", str(Path(folder) / "alerts.jsonl"))
    say("spikes", "banking77 stream", figures, since)


def _alerts(stream: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    voices = [
        VoiceText(
            n, row["text"], "en", row["author"], "problem", datetime.fromisoformat(row["time"]).replace(tzinfo=UTC)
        )
        for n, row in enumerate(stream)
    ]
    first = START.date()
    days = (voices[-1].at.date() - first).days
    known, models, rung, born = list[KnownNeed](), dict[str, bytes](), dict[int, date](), set[int]()
    for number in range(FIRST_DAYS, days + 1):
        today = first + timedelta(number)
        said = [voice for voice in voices if voice.at.date() <= today]
        refit = (number - FIRST_DAYS) % 28 == 0
        grouping = group_voices(said, known, Settings(refit=refit), models)
        next_id = max((need.id for need in known), default=0) + 1
        older, known, models = {need.id for need in known}, known_of(grouping, next_id), dict(grouping.models)
        for need in known:
            own = [voices[voice] for voice in sorted(need.members)]
            if need.id not in older and older and need.id not in born:
                born.add(need.id)
                yield _alert(today, stream, own)
            elif _rises(own, today) and today > rung.get(need.id, first) + timedelta(7):
                yield _alert(today, stream, [voice for voice in own if (today - voice.at.date()).days < 7])
                rung[need.id] = today


def _rises(own: Sequence[VoiceText], today: date) -> bool:
    said = [Said(voice.at, voice.customer) for voice in own]
    return any(spike.day == today for spike in spikes(said, since=START.date(), until=today))


def _alert(today: date, stream: Sequence[dict[str, Any]], own: Sequence[VoiceText]) -> dict[str, Any]:
    return {"time": today.isoformat(), "ids": [stream[voice.id]["id"] for voice in own]}


def size(told: argparse.Namespace) -> None:
    """Run over very many posts: texts of all sets, those said twice with a word left out."""
    names = ("banking77_train", "stackoverflow20", "suggestions_train", "digikala_train", "pquad_val_topics")
    pool = [row for name in names for row in rows_of(told, name)]
    for count in map(int, told.sizes.split(",")):
        dice = random.Random(7)  # noqa: S311 - a fixed seed for a measurement
        rows = [_said_again(dice.choice(pool), dice) for _ in range(count)]
        voices, since = voices_of(rows), time.process_time()
        grouping = group_voices(voices)
        say("size", f"{count:,}", {"needs": len(grouping.needs), "grouped": 1 - len(grouping.waiting) / count}, since)
        frozen: FrozenNeeds = load_needs(grouping.models, known_of(grouping, 1))
        since = time.process_time()
        for voice in voices[:200]:
            assign_voice(voice, frozen)
        print(json.dumps({"part": "one new post", "ms": round((time.process_time() - since) * 5, 2)}), flush=True)


def _said_again(row: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    words = row["text"].split()
    if len(words) > 6:
        del words[dice.randrange(len(words))]
    return row | {"text": " ".join(words)}


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "topics": topics, "mood": mood, "learned": learned, "distress": distress, "kind": kind, "ids": ids,
    "spikes": spike, "size": size,
}  # fmt: skip

if __name__ == "__main__":
    main()
