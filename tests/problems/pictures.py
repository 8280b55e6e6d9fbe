"""Pictures to send along."""

import io

from PIL import Image
from werkzeug.datastructures import FileStorage


def picture(name: str = "screen.png") -> FileStorage:
    """Make a small PNG as a browser sends it."""
    file = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(file, format="PNG")
    file.seek(0)
    return FileStorage(file, filename=name, content_type="image/png")
