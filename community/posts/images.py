"""Images in posts: judged by their content, decoded within limits, and written anew without metadata."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000
FORMATS = {
    "PNG": ("image/png", ".png"),
    "JPEG": ("image/jpeg", ".jpg"),
    "WEBP": ("image/webp", ".webp"),
    "GIF": ("image/gif", ".gif"),
}
MAGIC = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF87a", "GIF"), (b"GIF89a", "GIF"))


class NotAnImageError(ValueError):
    """The bytes are no image that we take."""


@dataclass(frozen=True)
class CleanImage:
    """An image as we wrote it."""

    content: bytes
    content_type: str
    suffix: str
    width: int
    height: int


def format_of(content: bytes) -> str | None:
    """Return the format that the first bytes announce, or nothing; names and types sent along are not believed."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((name for magic, name in MAGIC if content.startswith(magic)), None)


def clean_image(content: bytes) -> CleanImage:
    """Decode and write anew: upright, at most 2,000 pixels a side, first frame only, nothing but the picture.

    Raises `NotAnImageError` for other formats, damaged files, and pictures too large to decode.
    """
    name = format_of(content)
    if name is None or len(content) > LARGEST_FILE:
        raise NotAnImageError
    try:
        return _written_anew(content, name)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        MemoryError,
    ) as error:
        raise NotAnImageError from error


def _written_anew(content: bytes, name: str) -> CleanImage:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(content), formats=[name]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise NotAnImageError
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image)
            has_alpha = "A" in upright.getbands() or "transparency" in upright.info
            plain = upright.convert("RGBA" if has_alpha and name != "JPEG" else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = "PNG" if name == "GIF" else name
    written = io.BytesIO()
    plain.save(written, format=target, **({"quality": 85} if target in ("JPEG", "WEBP") else {"optimize": True}))
    content_type, suffix = FORMATS[target]
    return CleanImage(written.getvalue(), content_type, suffix, plain.width, plain.height)
