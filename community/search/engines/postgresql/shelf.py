"""Looking up posts in the tables of a build."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import ceil

from community.search.engines.lexical.expressions import Expression, either, every, written
from community.search.engines.lexical.lexemes import PIECE
from community.search.engines.postgresql.tables import run
from community.search.postings import Kept

WINDOW = 2000
"""So many matches are read at once; where there are likely more, only those of the newest eras."""
MOST_OF_ALL = 0.3
"""From this share of all posts on all of them are read: naming so many eras costs more."""
WIDER = 8
ERA_BITS = 12
ERA = "n"
SIGNS = (" & ", " | ", " & !")


def era_of(post_id: int) -> str:
    """Return the lexeme of the era of a post: posts with numbers near to each other."""
    return f"{ERA}{post_id >> ERA_BITS}"


def quoted(lexeme: str) -> str:
    """Write a lexeme in a tsvector or tsquery."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


class PostgreSQLShelf:
    """The build in use, as this transaction sees it."""

    def __init__(self, number: int, posts: int, words: int, pieces: int) -> None:
        self.number = number
        self.size = posts
        self._lengths = {"words": words, "pieces": pieces}

    def mean_length(self, field: str) -> float:
        """Return how many terms a post has in the field, on average."""
        return max(1.0, self._lengths[field] / max(1, self.size))

    def frequencies(self, lexemes: Collection[str]) -> dict[str, int]:
        """Return in how many posts each lexeme occurs, of those that do."""
        rows = run(
            "SELECT lexeme, posts FROM search_index.term_{number} WHERE lexeme = ANY(:lexemes) AND posts > 0",
            self.number,
            lexemes=list(lexemes),
        )
        return dict(rows.all())

    def newest(self, expression: Expression, *, most: int, likely: float) -> list[int]:
        """Return the newest posts that match; of very many, the newest eras are read first, then wider ones."""
        share = WINDOW / likely
        while share < MOST_OF_ALL:
            found = self._newest(every((self._newest_eras(share), expression)), most)
            if len(found) >= most:
                return found
            share *= WIDER
        return self._newest(expression, most)

    def _newest(self, expression: Expression, most: int) -> list[int]:
        # The sum keeps the planner from walking all posts backwards until enough match.
        rows = run(
            "SELECT post_id FROM search_index.document_{number} WHERE terms @@ CAST(:query AS tsquery)"
            " ORDER BY post_id + 0 DESC LIMIT :most",
            self.number,
            query=written(expression, quote=quoted, signs=SIGNS),
            most=most,
        )
        return list(rows.scalars())

    def _newest_eras(self, share: float) -> Expression:
        newest = run("SELECT max(post_id) FROM search_index.document_{number}", self.number).scalar() or 0
        eras = 1 + (newest >> ERA_BITS)
        return either(f"{ERA}{era}" for era in range(eras - ceil(eras * share), eras))

    def telling(self, weights: Mapping[str, float], facts: list[list[str]], *, most: int) -> list[int]:
        """Return the posts whose lexemes weigh most together, of those that have a fact of each list."""
        within = "".join(f" AND facts && :facts{place}" for place in range(len(facts)))
        # OFFSET 0 has each lexeme looked up in the index by itself, instead of in all rows at once.
        table = "SELECT post_id FROM search_index.document_{number} WHERE"
        found = run(
            f"WITH hit AS (SELECT post_id, weight FROM unnest(CAST(:words AS text[]), CAST(:word_weights AS float[]))"  # noqa: S608 - names and numbers of ours
            f" AS sought (lexeme, weight), LATERAL ({table} terms @@ CAST(lexeme AS tsquery){within} OFFSET 0) AS met"
            f" UNION ALL SELECT post_id, weight FROM unnest(CAST(:pieces AS text[]), CAST(:piece_weights AS float[]))"
            f" AS sought (piece, weight), LATERAL ({table} pieces @> ARRAY[piece]{within} OFFSET 0) AS met)"
            " SELECT post_id FROM hit GROUP BY post_id ORDER BY sum(weight) DESC, post_id DESC LIMIT :most",
            self.number,
            words=[quoted(one) for one in weights if one[0] != PIECE],
            word_weights=[weight for one, weight in weights.items() if one[0] != PIECE],
            pieces=[one for one in weights if one[0] == PIECE],
            piece_weights=[weight for one, weight in weights.items() if one[0] == PIECE],
            most=most,
            **{f"facts{place}": either for place, either in enumerate(facts)},
        )
        return list(found.scalars())

    def kept(self, post_ids: Sequence[int]) -> Iterator[Kept]:
        """Go over what is kept of these posts."""
        rows = run(
            "SELECT post_id, stamp, title, words, kept_pieces FROM search_index.document_{number}"
            " WHERE post_id = ANY(:ids)",
            self.number,
            ids=list(post_ids),
        )
        for post_id, stamp, title, words, pieces in rows:
            yield post_id, stamp, title, words, bytes(pieces)
