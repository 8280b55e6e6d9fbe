"""Pictures are judged by content and written anew."""

import io

import pytest
from PIL import Image
from PIL.ExifTags import Base as Exif

from community.posts.images import LONGEST_SIDE, NotAnImageError, clean_image, format_of

pytestmark = pytest.mark.pure


def picture(name: str, size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, format=name, **options)
    return file.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_each_format_stays_what_it_is(name: str, kind: str) -> None:
    image = clean_image(picture(name))

    assert image.content_type == kind
    assert format_of(image.content) == name
    assert (image.width, image.height) == (40, 20)


def test_a_gif_becomes_its_first_frame() -> None:
    assert clean_image(picture("GIF")).content_type == "image/png"


def test_metadata_is_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[Exif.Make.value] = "secret camera"
    exif[Exif.Orientation.value] = 6

    image = clean_image(picture("JPEG", exif=exif))

    assert b"secret camera" not in image.content
    assert (image.width, image.height) == (20, 40)
    assert not Image.open(io.BytesIO(image.content)).getexif()


def test_a_large_picture_is_made_smaller() -> None:
    image = clean_image(picture("PNG", size=(3000, 1500)))

    assert max(image.width, image.height) == LONGEST_SIDE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7 something",
        b"\x89PNG\r\n\x1a\n then nothing that a PNG holds",
        picture("PNG")[:60],
        b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100,
        b"GIF89a<script>alert(1)</script>",
    ],
)
def test_whatever_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAnImageError):
        clean_image(content)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, format="PNG")

    with pytest.raises(NotAnImageError):
        clean_image(file.getvalue())


def test_what_hides_behind_the_picture_does_not_come_along() -> None:
    image = clean_image(picture("PNG") + b"<script>alert(1)</script>")

    assert b"<script>" not in image.content
