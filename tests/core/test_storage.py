"""Files stay in their folder, whole or not at all."""

import os
import time

import pytest

from community.core import settings, storage


def test_a_saved_file_can_be_read_and_deleted() -> None:
    key = storage.new_key(".png")

    storage.save(key, b"content")
    assert storage.path_of(key).read_bytes() == b"content"
    assert [path.name for path in storage.path_of(key).parent.iterdir()] == [key.split("/")[1]]

    storage.delete(key)
    storage.delete(key)
    assert not storage.path_of(key).exists()


def test_keys_are_unguessable_and_differ() -> None:
    keys = {storage.new_key(".png") for _ in range(50)}

    assert len(keys) == 50
    assert all(len(key) >= 32 for key in keys)


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "aa/../../secret", "..", "aa/../../../x"])
def test_a_key_never_leads_outside(key: str) -> None:
    with pytest.raises(ValueError, match="inside the folder"):
        storage.save(key, b"")

    assert not (settings.current().var / "secret").exists()


def test_old_files_are_found_by_their_age() -> None:
    old, new = storage.new_key(".png"), storage.new_key(".png")
    storage.save(old, b"")
    storage.save(new, b"")
    os.utime(storage.path_of(old), (0, 0))

    assert storage.keys_older_than(time.time() - 3600) == [old]
