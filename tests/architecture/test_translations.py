"""Every sentence of the source is translated."""

import sys

from tests.architecture.sources import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import check_translations


def test_no_catalogue_lacks_a_sentence() -> None:
    template = check_translations.extracted()

    assert len(template) > 0
    for path in check_translations.catalogues():
        assert list(check_translations.faults_of(path, template)) == []
