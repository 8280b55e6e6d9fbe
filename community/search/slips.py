"""The words that one slip away from a word might have been meant: a letter too much, too few, wrong, or two swapped."""

from community.core.language import fold

LATIN = "abcdefghijklmnopqrstuvwxyz"
PERSIAN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئ"
LONGEST = 24
SHORTEST = 3


def one_slip_away(word: str) -> set[str]:
    """Return the word, folded, and all words one slip away in its own letters; some hundreds for a word of eight."""
    word = fold(word).replace(" ", "")
    if not SHORTEST <= len(word) <= LONGEST:
        return {word}
    letters = LATIN if word.isascii() else PERSIAN
    parted = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return (
        {word}
        | {before + after[1:] for before, after in parted if after}
        | {before + letter + after[1:] for before, after in parted if after for letter in letters}
        | {before + letter + after for before, after in parted for letter in letters}
        | {before + after[1] + after[0] + after[2:] for before, after in parted if len(after) > 1}
    )
