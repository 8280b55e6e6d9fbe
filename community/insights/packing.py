"""Several centres in one field: a need that is spoken of in two languages has one in each."""

from collections.abc import Mapping
from struct import Struct

_HEAD = Struct("<4sI")
_MARK = b"\x00\x01"


def packed(centres: Mapping[str, bytes]) -> bytes:
    """Pack centres by language."""
    parts = [_HEAD.pack(language.encode("ascii"), len(content)) + content for language, content in centres.items()]
    return _MARK + b"".join(parts)


def unpacked(content: bytes, language: str) -> dict[str, bytes]:
    """Unpack centres; what was stored without a language belongs to `language`."""
    if not content.startswith(_MARK):
        return {language: content}
    centres, place = {}, len(_MARK)
    while place < len(content):
        name, length = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        centres[name.rstrip(b"\x00").decode("ascii")] = content[place : place + length]
        place += length
    return centres
