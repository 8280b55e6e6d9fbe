"""Compare the catalogues with what the source says; `--update` brings them up to date instead.

Ends with 1 if a catalogue lacks a sentence, holds one that is gone, or has one untranslated, unsure or with other
placeholders than its original.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "community" / "translations"
KEYWORDS = {"_": None, "_l": None, "_n": (1, 2), "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
MOST_SHOWN = 20
HEADER = "# What Anjoman says in this language. `make translations` adds new sentences; translate them here."

Sentence = str | tuple[str, ...] | list[str]


def extracted() -> Catalog:
    """Collect what the source and the templates say to people."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    template = Catalog(project="Anjoman", charset="utf-8")
    found = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for path, _line, sentence, comments, context in found:
        template.add(sentence, locations=[(path, 0)], auto_comments=comments, context=context)
    return template


def catalogues() -> list[Path]:
    """Return the files of all languages."""
    return sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po"))


def faults_of(path: Path, template: Catalog) -> Iterator[str]:
    """Say what is wrong with a catalogue, a sentence each."""
    catalogue = _read(path)
    said = {message.id for message in template if message.id}
    known = {message.id for message in catalogue if message.id}
    yield from (f"not in the catalogue: {_shown(sentence)}" for sentence in _ordered(said - known))
    yield from (f"no longer said: {_shown(sentence)}" for sentence in _ordered(known - said))
    for message in catalogue:
        if message.id and message.id in said:
            yield from _faults_of_message(message, catalogue)


def update(path: Path, template: Catalog) -> None:
    """Add what is new, drop what is gone, keep every translation."""
    catalogue = _read(path)
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    with path.open("wb") as file:
        write_po(file, catalogue, ignore_obsolete=True, include_lineno=False, sort_by_file=True, width=0)


def main() -> int:
    """Check all catalogues, or bring them up to date."""
    parser = argparse.ArgumentParser(description="Compare the catalogues with what the source says.")
    parser.add_argument("--update", action="store_true", help="bring the catalogues up to date")
    parser.add_argument("--language", help="with --update: start this language's catalogue if it is not there")
    wanted = parser.parse_args()
    template = extracted()
    if wanted.update:
        _start(wanted.language)
        for path in catalogues():
            update(path, template)
    return _report(template)


def _start(language: str | None) -> None:
    path = CATALOGUES / str(language) / "LC_MESSAGES" / "messages.po"
    if language and not path.exists():
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_po(file, Catalog(locale=language, project="Anjoman", version="1", charset="utf-8", fuzzy=False))


def _report(template: Catalog) -> int:
    status = 0
    for path in catalogues():
        faults = list(faults_of(path, template))
        for fault in faults[:MOST_SHOWN]:
            print(f"{path.relative_to(ROOT)}: {fault}", file=sys.stderr)
        if faults:
            print(
                f"{path.relative_to(ROOT)}: {len(faults)} faults. `make translations` adds what is new.",
                file=sys.stderr,
            )
            status = 1
    return status


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def _faults_of_message(message: Message, catalogue: Catalog) -> Iterator[str]:
    parts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(parts):
        yield f"untranslated: {_shown(message.id)}"
    elif message.fuzzy:
        yield f"unsure: {_shown(message.id)}"
    else:
        yield from (f"{error}: {_shown(message.id)}" for error in message.check(catalogue))


def _shown(sentence: Sentence) -> str:
    return repr(sentence if isinstance(sentence, str) else sentence[0])


def _ordered(sentences: set[Sentence]) -> list[Sentence]:
    return sorted(sentences, key=_shown)


if __name__ == "__main__":
    sys.exit(main())
