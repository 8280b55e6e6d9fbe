"""Vectors from outside: asked of a local server that really computes, routed by language, done without when it fails."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from zlib import crc32

import pytest

from community.insights.embedding import EmbeddingError, Served, from_folder
from community.insights.engine import assign_voice, group_voices, load_needs
from community.insights.voices import KnownNeed
from tests.insights.engine.saying import ENGLISH, PERSIAN, said, voices

pytestmark = pytest.mark.pure
WIDTH = 64


def _embedding(text: str) -> list[float]:
    """Count the words of a text in buckets: nothing clever, but the same words give near vectors."""
    row = [0.0] * WIDTH
    for word in text.lower().split():
        row[crc32(word.encode()) % WIDTH] += 1.0
    return row


class _Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((asked["model"], len(asked["input"]), self.headers.get("Authorization")))  # type: ignore[attr-defined]
        data = [{"index": n, "embedding": _embedding(text)} for n, text in enumerate(asked["input"])]
        content = json.dumps({"data": data[::-1] if asked["model"] != "broken" else data[1:]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    """Serve embeddings on this machine."""
    with HTTPServer(("127.0.0.1", 0), _Answer) as served:
        served.asked = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield served
        served.shutdown()
        thread.join()


def _address(server: HTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}/v1/embeddings"


def test_needs_are_found_with_vectors_from_outside_and_each_language_keeps_its_own(server: HTTPServer) -> None:
    spoken = voices(said(ENGLISH)) + voices(said(PERSIAN, repeat=1), first_id=1000)
    outside = {"en": Served(_address(server), "counting", "a key")}

    grouping = group_voices(spoken, outside=outside)
    known = [
        KnownNeed(n, need.language, need.centroid, frozenset(member.voice_id for member in need.members))
        for n, need in enumerate(grouping.needs, 1)
    ]
    frozen = load_needs(grouping.models, known, outside)
    new = voices(["the invoice has no tax number"], language="en", first_id=5000)[0]

    assert len({need.language for need in grouping.needs}) == 2
    assert sum(count for _, count, _ in server.asked) == len(said(ENGLISH))  # type: ignore[attr-defined]
    assert {(model, key) for model, _, key in server.asked} == {("counting", "Bearer a key")}  # type: ignore[attr-defined]
    assert assign_voice(new, frozen).need_id is not None
    assert assign_voice(new, load_needs(grouping.models, known)).need_id is None


def test_vectors_come_in_the_order_of_the_texts(server: HTTPServer) -> None:
    rows = Served(_address(server), "counting")([f"word{n} again" for n in range(70)])

    assert rows.shape == (70, WIDTH)
    assert rows[3].tolist() == pytest.approx(Served(_address(server), "counting")(["word3 again"])[0].tolist())


def test_a_server_that_fails_says_so(server: HTTPServer) -> None:
    with pytest.raises(EmbeddingError, match="one vector for each text"):
        Served(_address(server), "broken")(["one", "two"])
    with pytest.raises(EmbeddingError):
        Served("http://127.0.0.1:9/none", "counting")(["one"])
    with pytest.raises(EmbeddingError):
        from_folder("/nowhere")
