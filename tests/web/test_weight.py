"""A web process carries nothing that only the worker and the commands need."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT, Installation

pytestmark = pytest.mark.pure

SHOW_MODULES = "import sys, wsgi; print('\\n'.join(name for name in sys.modules if '.' not in name))"


def test_the_web_process_loads_no_numeric_library(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_MODULES],
        cwd=ROOT, env=Installation(tmp_path, 0).environment, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip

    assert {"numpy", "scipy"} & set(done.stdout.split()) == set()
    assert "flask" in done.stdout.split()
