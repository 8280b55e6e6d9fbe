"""The word lists beside this module: one word a line, or columns parted by tabs; lines that begin with # explain.

They are written as people write well, half-spaces and all, and folded when they are read.
"""

from collections.abc import Iterator
from pathlib import Path

from community.core.language.folding import fold

_FOLDER = Path(__file__).parent / "words"


def word_list(name: str) -> frozenset[str]:
    """Read the words of a list, folded."""
    return frozenset(fold(line) for line in _lines(f"{name}.txt"))


def word_rows(name: str) -> list[list[str]]:
    """Read the rows of a table, each as its folded columns."""
    return [[fold(column) for column in line.split("\t")] for line in _lines(f"{name}.tsv")]


def _lines(name: str) -> Iterator[str]:
    with (_FOLDER / name).open(encoding="utf-8") as file:
        for line in file:
            text = line.rstrip("\n")
            if text and not text.startswith("#"):
                yield text
