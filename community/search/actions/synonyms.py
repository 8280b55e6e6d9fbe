"""Writes of synonyms; what is written here holds for the next search, in every engine."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from community.core.database import db
from community.core.errors import ConflictError, NotAllowedError
from community.core.language import detect, is_stop_word, surface_words, terms
from community.core.locale import _l
from community.core.text import clean_line
from community.members.models import Member
from community.posts.models import Audience, Post
from community.search import policies
from community.search.models import SynonymGroup, SynonymState, Wording
from community.search.synonyms import by_key, key_of, refusal

MOST_DIFFERENT = 2
"""Two titles teach a pair of wordings only where at most so many words of each are not in the other."""


def add_synonyms(wordings: Iterable[str], *, language: str, by: Member) -> SynonymGroup:
    """Let these wordings find each other."""
    _refuse_others(by)
    group = SynonymGroup(language=language, by_id=by.id, wordings=_read(wordings))
    db.session.add(group)
    return group


def change_synonyms(group: SynonymGroup, wordings: Iterable[str], *, language: str, by: Member) -> None:
    """Put other wordings in the place of the group's."""
    _refuse_others(by)
    fresh = _read(wordings)
    group.wordings.clear()
    db.session.flush()
    group.wordings.extend(fresh)
    group.language, group.by_id = language, by.id


def remove_synonyms(group: SynonymGroup, *, by: Member) -> None:
    """Forget that they mean the same."""
    _refuse_others(by)
    db.session.delete(group)


def accept_proposal(group: SynonymGroup, *, by: Member) -> None:
    """Use what was learned."""
    _refuse_others(by)
    group.state, group.by_id = SynonymState.ACTIVE, by.id


def refuse_proposal(group: SynonymGroup, *, by: Member) -> None:
    """Keep what was learned wrongly out of sight, so that it is not proposed again."""
    _refuse_others(by)
    group.state, group.by_id = SynonymState.REFUSED, by.id


def learn_wording(typed: str, post: Post) -> None:
    """Learn from somebody who said in other words what an open post says, and joined it instead of writing his own."""
    if post.shown and post.audience == Audience.EVERYONE:
        propose_synonyms(clean_line(typed), post.title)


def propose_synonyms(one: str, other: str) -> SynonymGroup | None:
    """Learn from two titles of the same thing: what one says and the other does not may mean the same.

    Only where little differs, so that "fan is loud" and "fan is noisy" teach loud and noisy, and two long titles
    nothing. A pair that is known already, refused ones too, is counted and not proposed again.
    """
    pair = [" ".join(only) for only in _only_in(one, other)]
    if refusal(pair) is not None:
        return None
    known = _known(*map(key_of, pair))
    if known is not None:
        known.times += 1
        return None
    group = SynonymGroup(language=detect(f"{one} {other}"), state=SynonymState.PROPOSED, wordings=_read(pair))
    db.session.add(group)
    return group


def _only_in(one: str, other: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return the telling words of each title that the other lacks, or nothing if they are too many."""
    first, second = (
        {
            " ".join(terms(word.text)): text[word.start : word.end]
            for word in surface_words(text)
            if not is_stop_word(word.text)
        }
        for text in (one, other)
    )
    only = [first[key] for key in first if key and key not in second]
    too = [second[key] for key in second if key and key not in first]
    return (only, too) if 0 < len(only) <= MOST_DIFFERENT and 0 < len(too) <= MOST_DIFFERENT else ((), ())


def _known(first: str, second: str) -> SynonymGroup | None:
    rows = select(Wording.group_id).where(Wording.key.in_((first, second)))
    counts = Counter(db.session.scalars(rows))
    both = [group_id for group_id, count in counts.items() if count > 1]
    return db.session.get(SynonymGroup, both[0]) if both else None


def _read(wordings: Iterable[str]) -> list[Wording]:
    """Return the wordings, each key once; `ConflictError` where they cannot be a group."""
    typed = list(wordings)
    sentence = refusal(typed)
    if sentence is not None:
        raise ConflictError(sentence)
    return [Wording(typed=text, key=key) for key, text in by_key(typed).items()]


def _refuse_others(by: Member) -> None:
    if not policies.may_edit_synonyms(by):
        raise NotAllowedError(_l("Only staff can teach search."))
