"""Keep what a run proposes: what stands from before stays, what was refused stays refused, the rest is stale."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from sqlalchemy import select

from community.core.database import db
from community.insights import known
from community.insights.models import Evidence, Need, NeedProposal, ProposalState, TermPair, Voice
from community.insights.termpairs import Likeness, Spoken, likenesses, shipped_pairs, translations
from community.insights.voices import Change, Grouping, Proposal
from community.posts.models import Post

MOST_OF_PART = 500


def keep_proposals(grouping: Grouping, written: Sequence[Need]) -> int:
    """Write the proposals of a run and those across languages; return how many are open."""
    found = [*grouping.proposals, *_across(written)]
    rows = {one.key: one for one in db.session.scalars(select(NeedProposal))}
    fresh = {_key(proposal): proposal for proposal in found}
    for key, row in rows.items():
        if row.state in (ProposalState.OPEN, ProposalState.STALE):
            row.state = ProposalState.OPEN if key in fresh else ProposalState.STALE
    for key, proposal in fresh.items():
        row = rows.get(key) or NeedProposal(key=key, change=proposal.change.value, state=ProposalState.OPEN)
        row.need_ids, row.overlap = list(proposal.need_ids), proposal.overlap
        row.parts = [known.voice_ids_of(sorted(part))[:MOST_OF_PART] for part in proposal.parts]
        row.reason = dict(proposal.reason)
        db.session.add(row)
    db.session.flush()
    return sum(row.state == ProposalState.OPEN for row in db.session.scalars(select(NeedProposal)))


def _key(proposal: Proposal) -> str:
    """Name a proposal by what it would do to which needs; a split by its need, so that a refusal lasts."""
    text = f"{proposal.change}:{','.join(map(str, sorted(proposal.need_ids)))}"
    return text if len(text) <= 80 else f"{proposal.change}:{sha256(text.encode()).hexdigest()}"


def term_pairs() -> list[tuple[str, str]]:
    """Return the bilingual list in force: what ships, less what was withdrawn, and what was added."""
    own = db.session.execute(select(TermPair.fa, TermPair.en, TermPair.withdrawn)).all()
    withdrawn = {(fa, en) for fa, en, is_withdrawn in own if is_withdrawn}
    added = [(fa, en) for fa, en, is_withdrawn in own if not is_withdrawn]
    return [pair for pair in shipped_pairs() if pair not in withdrawn] + added


def _across(written: Sequence[Need]) -> Iterable[Proposal]:
    """Propose to join needs that name the same things in Persian and English."""
    single = [need for need in dict.fromkeys(written) if len(need.labels) == 1 and need.dismissed_at is None]
    products = _products([need.id for need in single])
    spoken = [Spoken(need.id, need.language, dict(need.terms), products.get(need.id, {})) for need in single]
    persian, english = ([one for one in spoken if one.language == language] for language in ("fa", "en"))
    return [_joined(like) for like in likenesses(persian, english, translations(term_pairs()))]


def _joined(like: Likeness) -> Proposal:
    reason = {
        "terms": [list(pair) for pair in like.pairs],
        "models": list(like.models),
        "products": list(like.products),
    }
    return Proposal(Change.JOIN, tuple(sorted((like.first, like.second))), (), like.score, reason)


def _products(need_ids: Sequence[int]) -> Mapping[int, Mapping[int, float]]:
    """Give for each need which products its posts are about, as shares of them."""
    rows = (
        select(Evidence.need_id, Post.product_id)
        .join(Voice, Voice.id == Evidence.voice_id)
        .join(Post, Post.id == Voice.post_id)
        .where(~Evidence.refused)
    )
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    wanted = set(need_ids)
    for need_id, product_id in db.session.execute(rows):
        if need_id in wanted:
            counted[need_id][product_id or 0] += 1
    return {
        need_id: {product: count / own.total() for product, count in own.items() if product}
        for need_id, own in counted.items()
    }
