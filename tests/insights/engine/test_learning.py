"""The engine learns from an installation's own labels, and trusts what it learned as far as it is right."""

import pytest

from community.insights.blending import MOOD, blended
from community.insights.learned import LEAST_LABELS, LearnedModel, learn
from community.insights.readings import read_voice

pytestmark = pytest.mark.pure

GOOD = [f"the modem {word} purrs like a kitten {n}" for n in range(20) for word in ("really", "always")]
BAD = [f"the modem {word} sings in the kitchen {n}" for n in range(20) for word in ("really", "always")]


def _taught(*, lexicon_is_right: bool) -> LearnedModel:
    texts = [text for pair in zip(GOOD, BAD, strict=True) for text in pair]
    model = learn(texts, [1.0, 0.0] * len(GOOD), [lexicon_is_right] * len(texts))
    assert model is not None
    return model


def test_words_no_lexicon_knows_are_learned() -> None:
    text = "this one purrs like a kitten"
    models = {(MOOD, "en"): _taught(lexicon_is_right=False)}

    before = read_voice(text, "en").sentiment
    after, how = blended(read_voice(text, "en"), text, models)

    assert after.sentiment.score > max(0.2, before.score)
    assert "purrs" in {text[word.start : word.end] for word in after.sentiment.words}
    assert 0 < how["share"] <= 1


def test_what_is_learned_says_less_where_the_lexicon_was_right() -> None:
    assert _taught(lexicon_is_right=True).share < _taught(lexicon_is_right=False).share


def test_a_few_labels_or_one_side_alone_teach_nothing() -> None:
    few = GOOD[: LEAST_LABELS - 1]

    assert learn(few + BAD, [1.0] * len(few) + [0.0] * len(BAD), [True] * (len(few) + len(BAD))) is None
    assert learn(GOOD, [1.0] * len(GOOD), [True] * len(GOOD)) is None


def test_labels_by_chance_are_not_believed() -> None:
    texts = [f"word{n % 7} word{n % 11}" for n in range(120)]

    model = learn(texts, [float(n % 2) for n in range(120)], [True] * 120)

    assert model is None or model.share < 0.1


def test_a_model_is_stored_without_losing_its_say() -> None:
    model = _taught(lexicon_is_right=False)

    again = LearnedModel.from_bytes(model.to_bytes())

    assert again.log_odds(GOOD[0]) == pytest.approx(model.log_odds(GOOD[0]), abs=0.01)
    assert (again.seen, again.share) == (model.seen, pytest.approx(model.share))
