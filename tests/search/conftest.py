"""What the tests of search share."""

import gc
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from community.search.engines.whoosh import folder


@pytest.fixture
def build(do_jobs: Callable[[], int]) -> Callable[[], Path]:
    """Do all jobs, and return the folder of the index in use."""

    def indexed() -> Path:
        do_jobs()
        return folder.current()

    return indexed


@pytest.fixture
def whoosh_leaves_files_open() -> Iterator[None]:
    """Overlook that Whoosh, when it fails to open a damaged file, leaves closing it to the collector."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


@pytest.fixture
def in_a_folder(change_settings: Callable[..., object]) -> None:
    """Search with Whoosh, whatever the database is."""
    change_settings(search_engine="whoosh")
