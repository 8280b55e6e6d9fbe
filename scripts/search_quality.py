"""Measure how well search and suggestions find, on sets of real texts: `scripts/search_quality.py FOLDER [NAME …]`.

FOLDER holds the sets; they are not part of the project. A set NAME is either a folder with corpus.jsonl and queries.jsonl
(lines of {"id", "text"}), qrels.tsv (query, post, grade by tabs; below 0: not counted) and optionally candidates.tsv, or a
file NAME.jsonl of {"id", "text", "label"}: then every twentieth text is a query, and the others of its label are sought.

Each set becomes an installation of its own: its texts are imported as problems and asked for with the product's own
commands (`flask posts import`, `flask search similar` and `query` with `--queries`). Queries are also asked damaged, cut to
their first words, and against a set they have nothing to do with. --keep DIR keeps installations and answers, and uses
those that are there.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from community.core.language import detect

ROOT = Path(__file__).parents[1]
DEFAULT_NAMES = ("ir_banking77", "mcid", "ir_qatarliving_dev", "ir_parsinlu_qqp_dev", "pquad_val_topics")
EVERY = 20
DEPTH = 50
FIRST_WORDS = (3, 5)
LANGUAGE_SAMPLE = 50
CLEAN, STRANGE = "clean", "strange"

Item = TypeVar("Item")
Answers = dict[str, dict[str, list[dict[str, Any]]]]
"""Variant → query → answers, best first."""


@dataclass(frozen=True)
class TextSet:
    """Texts to be found, queries, and for each query what it should find, by grade."""

    name: str
    corpus: Mapping[str, str]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]
    candidates: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of most of the first queries."""
        found = [detect(text) for text in list(self.queries.values())[:LANGUAGE_SAMPLE]]
        return max(sorted(set(found)), key=found.count)


def main() -> None:
    """Measure every set and print one table a command; they can be pasted into docs/search.md."""
    wanted = _arguments()
    folder = Path(wanted.folder)
    sets = [_read(folder, name, wanted.most) for name in wanted.names or DEFAULT_NAMES if _is_there(folder, name)]
    if not sets:
        print(f"Skipped: there are no sets of texts in {folder}.")
        return
    with tempfile.TemporaryDirectory() as scratch:
        keep = Path(wanted.keep or scratch).resolve()
        for command in ("similar", "query"):
            print(f"\n## flask search {command}\n", flush=True)
            for one in sets:
                strangers = [other for other in sets if other is not one and other.language == one.language]
                asked = dict(_asked(one, strangers[:1]))
                _report(one, _answers(one, command, asked, keep))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where the sets of texts are")
    parser.add_argument("names", nargs="*", help=f"the sets to measure ({', '.join(DEFAULT_NAMES)})")
    parser.add_argument("--most", type=int, default=300, help="queries of each set, evenly taken (300)")
    parser.add_argument("--keep", help="a folder for installations and answers, used again where they are there")
    return parser.parse_args()


def _is_there(folder: Path, name: str) -> bool:
    there = (folder / name).is_dir() or (folder / f"{name}.jsonl").is_file()
    if not there:
        print(f"Skipped: there is no {name} in {folder}.")
    return there


def _read(folder: Path, name: str, most: int) -> TextSet:
    return _read_judged(folder / name, most) if (folder / name).is_dir() else _read_labelled(folder, name, most)


def _read_judged(folder: Path, most: int) -> TextSet:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for query, post, grade in _table(folder / "qrels.tsv"):
        grades[query][post] = int(grade)
    candidates: dict[str, set[str]] = defaultdict(set)
    if (folder / "candidates.tsv").exists():
        for query, post in _table(folder / "candidates.tsv"):
            candidates[query].add(post)
    queries = {line["id"]: line["text"] for line in _lines(folder / "queries.jsonl")}
    answered = [query for query in queries if any(grade > 0 for grade in grades[query].values())]
    return TextSet(
        folder.name,
        {line["id"]: line["text"] for line in _lines(folder / "corpus.jsonl")},
        {query: queries[query] for query in _evenly(answered, most)},
        grades,
        {query: frozenset(posts) for query, posts in candidates.items()},
    )


def _read_labelled(folder: Path, name: str, most: int) -> TextSet:
    lines = list(_lines(folder / f"{name}.jsonl"))
    by_label: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        by_label[line["label"]].append(line["id"])
    asking = [line for line in lines[::EVERY] if len(by_label[line["label"]]) > 1]
    asking = list(_evenly(asking, most))
    grades = {line["id"]: dict.fromkeys(by_label[line["label"]], 1) | {line["id"]: -1} for line in asking}
    texts = {line["id"]: line["text"] for line in lines}
    return TextSet(name, texts, {line["id"]: line["text"] for line in asking}, grades)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _table(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as file:
        yield from (line.rstrip("\n").split("\t") for line in file)


def _evenly(items: Sequence[Item], most: int) -> Sequence[Item]:
    return items[:: max(1, len(items) // most)][:most]


def _asked(one: TextSet, strangers: Sequence[TextSet]) -> Iterator[tuple[str, dict[str, str]]]:
    """Return the queries in all their variants."""
    yield CLEAN, dict(one.queries)
    for words in FIRST_WORDS:
        yield f"first {words} words", {query: " ".join(text.split()[:words]) for query, text in one.queries.items()}
    if one.language == "fa":
        for name, damage in DAMAGES.items():
            yield name, {query: damage(text, _chance(query)) for query, text in one.queries.items()}
    for other in strangers:
        yield STRANGE, dict(other.queries)


def _chance(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same damage in every run


def _answers(one: TextSet, command: str, asked: Mapping[str, Mapping[str, str]], keep: Path) -> Answers:
    var = keep / one.name
    _install(one, var)
    file = keep / f"{one.name}-queries.jsonl"
    _write(file, ({"id": [name, query], "text": text} for name, all_ in asked.items() for query, text in all_.items()))
    answered = _flask(var, "search", command, "--queries", str(file), "--limit", str(DEPTH), "--json")
    (keep / f"{one.name}-{command}.jsonl").write_text(answered, encoding="utf-8")
    answers: Answers = defaultdict(dict)
    for line in map(json.loads, answered.splitlines()):
        name, query = line["id"]
        answers[name][query] = line["results"]
    return answers


def _install(one: TextSet, var: Path) -> None:
    if (var / "installed").exists():
        return
    var.mkdir(parents=True)
    _flask(var, "db", "upgrade")
    texts = var / "texts.jsonl"
    _write(texts, ({"id": post, "kind": "problem", "text": text} for post, text in one.corpus.items()))
    _flask(var, "posts", "import", str(texts), may_fail=True)
    _flask(var, "search", "rebuild")
    (var / "installed").touch()


def _write(file: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def _flask(var: Path, *arguments: str, may_fail: bool = False) -> str:
    """Run a command of the product; an import with a line that is no contribution (too short, say) ends with 1."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
        cwd=ROOT,
        env=os.environ | {"VAR": str(var)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode and not may_fail:
        sys.exit(f"flask {' '.join(arguments[:2])} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def _report(one: TextSet, answers: Answers) -> None:
    print(f"**{one.name}** ({one.language}, {len(one.queries)} queries, {len(one.corpus):,} texts)\n")
    print("| queries | P@1 | P@5 | hit@5 | MAP | MRR | R@10 | of clean | shown | right of shown |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    whole = _recall(one, answers[CLEAN])
    for name, found in answers.items():
        if name == STRANGE:
            print(f"| of another set | – | – | – | – | – | – | – | {_shown_share(found)} | – |")
            continue
        figures = [_mean(score(one, query, found) for query in one.queries) for score in SCORES]
        share = f"{figures[-1] / whole:.3f}" if whole else "–"
        row = [f"{figure:.3f}" for figure in figures] + [share, _shown_share(found), _right_of_shown(one, found)]
        print(f"| {name} | {' | '.join(row)} |")
    print(flush=True)


Found = Mapping[str, list[dict[str, Any]]]


def _hits(one: TextSet, query: str, found: Found) -> list[bool]:
    """Say of each post found whether it is one of those sought; posts that are not counted are left out."""
    grades, allowed = one.grades[query], one.candidates.get(query)
    posts = [answer["id"] for answer in found.get(query, [])]
    return [grades.get(post, 0) > 0 for post in posts if grades.get(post, 0) >= 0 and (not allowed or post in allowed)]


def _sought(one: TextSet, query: str) -> int:
    return sum(grade > 0 for grade in one.grades[query].values())


def _precision(one: TextSet, query: str, found: Found) -> float:
    """Average precision: at each right post, the share of right ones so far, over all that are sought."""
    hits = _hits(one, query, found)
    return sum(sum(hits[: at + 1]) / (at + 1) for at, hit in enumerate(hits) if hit) / _sought(one, query)


def _reciprocal_rank(one: TextSet, query: str, found: Found) -> float:
    hits = _hits(one, query, found)
    return 1 / (hits.index(True) + 1) if True in hits else 0.0


SCORES: tuple[Callable[[TextSet, str, Found], float], ...] = (
    lambda one, query, found: float(sum(_hits(one, query, found)[:1])),
    lambda one, query, found: sum(_hits(one, query, found)[:5]) / 5,
    lambda one, query, found: float(any(_hits(one, query, found)[:5])),
    _precision,
    _reciprocal_rank,
    lambda one, query, found: sum(_hits(one, query, found)[:10]) / min(10, _sought(one, query)),
)


def _recall(one: TextSet, found: Found) -> float:
    return _mean(SCORES[-1](one, query, found) for query in one.queries)


def _shown_share(found: Found) -> str:
    """Of how many queries a composer would show something."""
    if not any("shown" in answer for answers in found.values() for answer in answers):
        return "–"
    return f"{_mean(any(answer['shown'] for answer in answers) for answers in found.values()):.2f}"


def _right_of_shown(one: TextSet, found: Found) -> str:
    rights = []
    for query in one.queries:
        shown = [answer for answer in found.get(query, []) if answer.get("shown")][:5]
        rights.extend(_hits(one, query, {query: shown}))
    return f"{_mean(rights):.2f}" if rights else "–"


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


HALF_SPACE = "\u200c"
_AFFIX = re.compile(r"(\bن?می|(?<=[آ-ی]{3})(?=های?\b|هایی\b|تر\b|ترین\b))[ \u200c]?")
_DIGITS = "0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"


def _arabic_letters(text: str, _chance: random.Random) -> str:
    return text.translate(str.maketrans("یک", "يك"))


def _joined(text: str, _chance: random.Random) -> str:
    """Half-spaces gone, and the spaces that stand where a half-space should."""
    return re.sub(r"\b(ن?می) ", r"\1", re.sub(r" (ها|های|هایی|تر|ترین)\b", r"\1", text.replace(HALF_SPACE, "")))


def _parted(text: str, _chance: random.Random) -> str:
    """Spaces for half-spaces, and where a half-space is left out."""
    return re.sub(r" {2,}", " ", _AFFIX.sub(r"\1 ", text.replace(HALF_SPACE, " ")))


def _other_digits(text: str, chance: random.Random) -> str:
    family = chance.choice(_DIGITS)
    return text.translate({ord(digit): family[at % 10] for at, digit in enumerate("".join(_DIGITS))})


def _everywhere(text: str, chance: random.Random) -> str:
    return _other_digits(_arabic_letters(_joined(text, chance), chance), chance)


def _with_slip(text: str, chance: random.Random) -> str:
    """Two neighbouring letters of one longer word swapped."""
    return _change_word(text, chance, 4, lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def _with_space(text: str, chance: random.Random) -> str:
    """A space inside one longer word."""
    return _change_word(text, chance, 5, lambda word, at: f"{word[: at + 1]} {word[at + 1 :]}")


def _without_space(text: str, chance: random.Random) -> str:
    """A space left out between two words."""
    spaces = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
    at = chance.choice(spaces) if spaces else len(text)
    return text[:at] + text[at + 1 :]


def _change_word(text: str, chance: random.Random, shortest: int, change: Callable[[str, int], str]) -> str:
    words = [match for match in re.finditer(r"[^\W\d_]+", text) if len(match[0]) >= shortest]
    if not words:
        return text
    word = chance.choice(words)
    return text[: word.start()] + change(word[0], chance.randrange(1, len(word[0]) - 2)) + text[word.end() :]


DAMAGES: dict[str, Callable[[str, random.Random], str]] = {
    "Arabic letters": _arabic_letters,
    "half-spaces removed": _joined,
    "spaces for half-spaces": _parted,
    "other digits": _other_digits,
    "these at once": _everywhere,
    "two letters swapped": _with_slip,
    "a space inserted": _with_space,
    "a space left out": _without_space,
}

if __name__ == "__main__":
    main()
