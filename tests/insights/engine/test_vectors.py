"""The vectors are frozen, repeatable and put like beside like."""

import numpy as np
import pytest

from community.insights.vectors import VectorModel, fit_vectors
from tests.insights.engine.saying import ENGLISH, PERSIAN, said


def test_the_same_texts_give_the_same_vectors() -> None:
    texts = said(ENGLISH)

    first, second = fit_vectors(texts), fit_vectors(texts)

    assert np.array_equal(first.transform(texts), second.transform(texts))


def test_a_stored_model_gives_a_text_its_vector_again() -> None:
    texts = said(ENGLISH)
    model = fit_vectors(texts)

    loaded = VectorModel.from_bytes(model.to_bytes())

    cosines = np.einsum("nd,nd->n", model.transform(texts), loaded.transform(texts))
    assert cosines.min() > 0.999


@pytest.mark.parametrize("needs", [ENGLISH, PERSIAN])
def test_texts_of_one_need_lie_closer_than_texts_of_two(needs: dict[str, tuple[list[str], list[str]]]) -> None:
    model = fit_vectors(said(needs))
    names = list(needs)
    one, same, other = model.transform(
        [said(needs, names[0])[0], said(needs, names[0])[-1], said(needs, names[1])[0]],
    )

    assert one @ same > one @ other


def test_a_typing_error_moves_a_text_only_a_little() -> None:
    model = fit_vectors(said(ENGLISH))
    typed, mistyped, other = model.transform(
        ["the invoice has no tax number", "the invioce has no tax numbr", "alerts all night"]
    )

    assert typed @ mistyped > 0.4 > typed @ other


def test_a_text_of_unknown_letters_is_nowhere() -> None:
    model = fit_vectors(said(ENGLISH))

    assert np.linalg.norm(model.transform(["!!! ???"])) == 0


def test_a_model_of_another_version_is_refused() -> None:
    with pytest.raises((ValueError, OSError)):
        VectorModel.from_bytes(b"not a model")


@pytest.mark.parametrize("texts", [["one"], ["", ""], ["same words"] * 5])
def test_even_the_poorest_corpus_can_be_learned(texts: list[str]) -> None:
    rows = fit_vectors(texts).transform(texts)

    assert rows.shape[0] == len(texts)
    assert np.all(np.isfinite(rows))
