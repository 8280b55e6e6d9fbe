"""From rows to JSON: what programs are told, and nothing else of a row."""

from datetime import datetime
from typing import Any

from community.core.text import excerpt
from community.insights.models import Evidence, Need, NeedEvent
from community.insights.policies import may_name_people
from community.web.letters import address

LONGEST_EXCERPT = 1000


def need_shape(need: Need) -> dict[str, Any]:
    """Tell of a need; every figure with what it could be off by."""
    figures = need.figures
    return {
        "id": need.id,
        "name": need.name,
        "language": need.language,
        "state": need.state,
        "decline_reason": need.decline_reason,
        "owner": need.owner.name if need.owner else None,
        "answer": {"fa": need.answer_fa, "en": need.answer},
        "customers": {"count": need.customer_count, "plus_minus": figures.get("customers_pm", 0)},
        "organizations": {"count": need.organization_count, "plus_minus": figures.get("organizations_pm", 0)},
        "posts": need.post_count,
        "sentiment": _mean(figures.get("sentiment")),
        "unhappy": _share(figures.get("negative")),
        "unanswered": _share(figures.get("unanswered")),
        "trend": figures.get("growth", {}).get("word"),
        "is_rising_suddenly": bool(figures.get("spike")),
        "rank": need.rank,
        "weeks": [{"first_day": week[0], "customers": week[1], "posts": week[2]} for week in need.weekly],
        "merged_into": need.merged_into_id,
        "is_dismissed": need.dismissed_at is not None,
        "created_at": _moment(need.created_at),
        "counted_at": _moment(need.counted_at),
        "url": address("insights.need", need_id=need.id),
    }


def evidence_shape(evidence: Evidence, need: Need) -> dict[str, Any]:
    """Tell of a post behind a need; of small groups nothing that tells who it is."""
    post, may_name = evidence.voice.post, may_name_people(need.customer_count)
    if post is None:
        raise ValueError("Evidence for programs has a post.")
    return {
        "id": evidence.id,
        "weight": evidence.weight,
        "by_a_person": evidence.by_id is not None,
        "sentiment": evidence.voice.sentiment,
        "post": {
            "id": post.id,
            "kind": post.kind,
            "title": post.title,
            "text": excerpt(post.plain, LONGEST_EXCERPT),
            "language": post.language,
            "product": post.product.slug if post.product else None,
            "author": post.author.name if may_name and post.author else None,
            "organization": post.organization.name if may_name and post.organization else None,
            "created_at": _moment(post.created_at),
            "url": address("pages.post", post_id=post.id),
        },
    }


def decision_shape(event: NeedEvent) -> dict[str, Any]:
    """Tell of a change of state."""
    return {
        "id": event.id,
        "kind": event.kind,
        "was": event.details.get("was"),
        "state": event.details.get("state"),
        "at": _moment(event.created_at),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _mean(figure: dict[str, Any] | None) -> dict[str, float] | None:
    return {"mean": figure["mean"], "plus_minus": figure["pm"]} if figure else None


def _share(figure: dict[str, Any] | None) -> dict[str, float] | None:
    if not figure or not figure["whole"]:
        return None
    return {"share": figure["share"], "plus_minus": figure["pm"], "of": figure["whole"]}
