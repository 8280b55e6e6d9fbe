"""The engine finds needs, gives them names people would write, keeps their ids, and obeys every decision of a person."""

from dataclasses import replace

import pytest

from community.insights.engine import assign_voice, group_voices, load_needs
from community.insights.voices import FoundNeed, Grouping, KnownNeed, Settings, VoiceText
from tests.insights.engine.saying import ENGLISH, PERSIAN, said, voices

BY_DAY = Settings(refit=False)


def _known(grouping: Grouping, first_id: int = 1) -> list[KnownNeed]:
    """Store a grouping as the product would."""
    return [
        KnownNeed(
            id=need.id or first_id + n,
            language=need.language,
            centroid=need.centroid,
            members=frozenset(member.voice_id for member in need.members),
        )
        for n, need in enumerate(grouping.needs)
    ]


def _ids(need: FoundNeed | KnownNeed) -> set[int]:
    if isinstance(need, KnownNeed):
        return set(need.members)
    return {member.voice_id for member in need.members}


def _with(grouping: Grouping, voice_id: int) -> FoundNeed | None:
    return next((need for need in grouping.needs if voice_id in _ids(need)), None)


def _english(*names: str, first_id: int = 1) -> list[VoiceText]:
    return voices(said(ENGLISH, *names), language="en", first_id=first_id)


def test_each_need_is_found_and_kept_apart_from_the_others() -> None:
    spoken = _english()
    by_text = {voice.text: voice.id for voice in spoken}

    grouping = group_voices(spoken)

    assert len(ENGLISH) <= len(grouping.needs) <= len(ENGLISH) + 2
    for name in ENGLISH:
        members = {by_text[text] for text in said(ENGLISH, name)}
        assert max(len(members & _ids(need)) / len(members | _ids(need)) for need in grouping.needs) > 0.6


def test_the_same_voices_give_the_same_grouping_in_any_order() -> None:
    spoken = _english()

    assert group_voices(spoken) == group_voices(spoken[::-1])


def test_languages_are_grouped_apart_and_detected_when_unknown() -> None:
    grouping = group_voices(
        voices(said(ENGLISH)) + voices(said(PERSIAN, repeat=1), first_id=1000),
    )

    assert {need.language for need in grouping.needs} == {"en", "fa"}
    assert set(grouping.models) == {"en", "fa"}
    assert all(max(_ids(need)) < 1000 for need in grouping.needs if need.language == "en")


def test_a_label_is_words_people_typed() -> None:
    spoken = _english()

    for need in group_voices(spoken).needs:
        words = need.label.lower().replace("·", " ").split()
        typed = " ".join(voice.text.lower() for voice in spoken if voice.id in _ids(need)).split()
        assert set(words) <= set(typed)
        assert len(words) > 1


def test_every_member_carries_its_weight_and_the_words_that_tie_it() -> None:
    spoken = {voice.id: voice for voice in _english()}

    for need in group_voices(list(spoken.values())).needs:
        for member in need.members:
            assert 0 <= member.weight <= 1.001
            assert member.ties
            text = spoken[member.voice_id].text
            assert all(text[tie.start : tie.end] == tie.word for tie in member.ties)


def test_three_quotes_are_three_voices() -> None:
    spoken = [replace(voice, support=voice.id % 5) for voice in _english()]

    for need in group_voices(spoken).needs:
        quotes = [need.quotes.nearest, need.quotes.newest, need.quotes.most_supported]
        assert len(set(quotes)) == 3
        assert {quote for quote in quotes if quote} <= _ids(need)


def test_four_posts_by_one_customer_are_no_need() -> None:
    loud = [replace(voice, customer="loud") for voice in _english("invoice")]
    others = _english("camera", "installer", first_id=1000)

    grouping = group_voices(loud + others)

    assert all(_with(grouping, voice.id) is None for voice in loud)
    assert {voice.id for voice in loud} <= grouping.waiting


def test_three_voices_are_too_few_for_a_birth() -> None:
    grouping = group_voices(_english()[:3])

    assert grouping.needs == ()
    assert grouping.waiting == {1, 2, 3}


def test_a_voice_that_fits_nowhere_waits() -> None:
    strangers = voices(["do you sell vouchers for birthdays", "where were you founded", "love your logo"], first_id=900)

    grouping = group_voices([*_english(), *(replace(voice, language="en") for voice in strangers)])

    assert {voice.id for voice in strangers} <= grouping.waiting
    assert len(grouping.waiting) < 10


def test_nobody_saying_anything_is_no_grouping() -> None:
    assert group_voices([]).needs == ()
    assert group_voices(voices(["", "!!!"], language="en")).waiting == {1, 2}


@pytest.mark.parametrize("settings", [Settings(), BY_DAY])
def test_known_needs_keep_their_ids_and_voices_when_more_is_said(settings: Settings) -> None:
    before = group_voices(_english("invoice", "camera"))
    known = _known(before)
    more = voices(
        ["the invoice still has no tax number", "alerts at night from the camera"], language="en", first_id=500
    )

    after = group_voices([*_english("invoice", "camera"), *more], known, settings, before.models)

    for need in known:
        kept = next(found for found in after.needs if found.id == need.id)
        assert need.members <= _ids(kept)
    assert {_with(after, voice.id).id for voice in more} == {need.id for need in known}  # type: ignore[union-attr]


def test_a_new_want_is_born_beside_the_known_needs() -> None:
    before = group_voices(_english("invoice", "camera"))
    new = _english("installer", first_id=500)

    after = group_voices([*_english("invoice", "camera"), *new], _known(before))

    born = [need for need in after.needs if need.id is None]
    assert set[int]().union(*(_ids(need) for need in born)) == {voice.id for voice in new}


def test_a_voice_taken_out_by_a_person_never_returns() -> None:
    spoken = _english("invoice", "camera")
    known = _known(group_voices(spoken))
    out = min(known[0].members)
    known[0] = replace(known[0], members=known[0].members - {out}, refused=frozenset({out}))

    after = group_voices(spoken, known)

    assert out not in _ids(next(need for need in after.needs if need.id == known[0].id))


def test_a_voice_put_in_by_a_person_stays_whatever_it_says() -> None:
    spoken = _english("invoice", "camera")
    stranger = voices(["شناسه مالیاتی روی فاکتور نیست"], first_id=900)
    known = _known(group_voices(spoken))
    moved = min(known[1].members)
    known[0] = replace(known[0], pinned=frozenset({moved, 900}))
    known[1] = replace(known[1], members=known[1].members - {moved}, refused=frozenset({moved}))

    after = group_voices(spoken + stranger, known)

    assert {moved, 900} <= _ids(next(need for need in after.needs if need.id == known[0].id))


def test_needs_joined_by_a_person_are_never_parted_or_proposed_for_it() -> None:
    spoken = _english("invoice", "camera")
    first, second = _known(group_voices(spoken))
    merged = replace(first, members=first.members | second.members, settled=True)

    after = group_voices(spoken, [merged])

    assert [need.id for need in after.needs] == [first.id]
    assert _ids(after.needs[0]) == merged.members
    assert after.proposals == ()


def test_a_need_that_holds_two_is_proposed_for_a_split_and_left_alone() -> None:
    spoken = _english("invoice", "camera")
    first, second = _known(group_voices(spoken))
    mixed = replace(first, members=first.members | second.members)

    after = group_voices(spoken, [mixed])

    assert [need.id for need in after.needs] == [first.id]
    assert [proposal.change for proposal in after.proposals] == ["split"]
    assert set(after.proposals[0].parts) == {first.members, second.members}


def test_two_needs_that_are_one_are_proposed_for_a_merge() -> None:
    spoken = _english("invoice", "camera")
    first, second = _known(group_voices(spoken))
    half = frozenset(sorted(first.members)[::2])
    parts = [replace(first, members=half), replace(first, id=77, members=first.members - half), second]

    after = group_voices(spoken, parts)

    assert [(proposal.change, proposal.need_ids) for proposal in after.proposals] == [("merge", (first.id, 77))]


def test_vectors_of_another_version_are_learned_anew() -> None:
    spoken = _english("invoice", "camera")

    grouping = group_voices(spoken, settings=BY_DAY, models={"en": b"from another version"})

    assert len(grouping.needs) == 2
    assert load_needs(grouping.models, _known(grouping)).models


def test_by_day_the_vectors_stay_as_they_are() -> None:
    before = group_voices(_english("invoice", "camera"))

    after = group_voices(_english(), _known(before), BY_DAY, before.models)

    assert after.models == before.models
    assert after.proposals == ()


def test_one_new_voice_joins_the_need_it_is_about() -> None:
    spoken = _english()
    grouping = group_voices(spoken)
    known = _known(grouping)
    frozen = load_needs(grouping.models, known)
    telling = {need.id: dict(found.terms) for need, found in zip(known, grouping.needs, strict=True)}
    text = "why has the invoice no tax number"

    placed = assign_voice(voices([text], first_id=900)[0], frozen, telling)

    about = next(need for need in known if spoken[0].id in need.members)
    assert placed.need_id == about.id
    assert "tax" in {tie.word for tie in placed.ties}
    assert all(text[tie.start : tie.end] == tie.word for tie in placed.ties)


@pytest.mark.parametrize("text", ["do you sell gift vouchers for birthdays", "", "سلام، فروشگاه کجاست"])
def test_a_voice_about_nothing_known_waits(text: str) -> None:
    grouping = group_voices(_english())

    assert assign_voice(voices([text])[0], load_needs(grouping.models, _known(grouping))).need_id is None


def test_a_voice_refused_by_a_person_is_not_placed_there_again() -> None:
    grouping = group_voices(_english("invoice", "camera"))
    known = [replace(need, refused=frozenset({900})) for need in _known(grouping)]

    placed = assign_voice(
        voices(["the invoice has no tax number"], first_id=900)[0], load_needs(grouping.models, known)
    )

    assert placed.need_id is None


def test_many_voices_are_gathered_before_they_are_compared() -> None:
    spoken = voices(said(ENGLISH, repeat=4), language="en")

    grouping = group_voices(spoken, settings=Settings(tree_limit=60, fit_limit=100))

    assert len(grouping.needs) == len(ENGLISH)
    assert len(grouping.waiting) < len(spoken) / 10


def test_a_need_born_among_few_is_parted_when_many_more_are_heard() -> None:
    few = _english("invoice", "camera", "installer")
    coarse = [replace(known, heard=10) for known in _known(group_voices(few))]
    mixed = frozenset(voice for known in coarse for voice in known.members)
    one = [replace(coarse[0], members=mixed)]

    grouping = group_voices(few, one)
    touched = group_voices(few, [replace(one[0], settled=True)])
    young = group_voices(few, [replace(one[0], heard=len(few))])

    assert grouping.parted == (one[0].id,)
    assert sum(need.id == one[0].id for need in grouping.needs) == 1
    assert len(grouping.needs) > 1
    assert (touched.parted, young.parted) == ((), ())
    assert len(touched.needs) == len(young.needs) == 1
