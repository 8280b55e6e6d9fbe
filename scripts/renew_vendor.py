"""Renew the third-party browser files listed in static/vendor/vendored.toml, or only check them.

    python scripts/renew_vendor.py --check     compare every file with its checksum
    python scripts/renew_vendor.py             fetch the listed versions again and rebuild the files
    python scripts/renew_vendor.py --accept    the same, and write the new checksums (after raising a version)

Fetching uses `npm pack`; the font is cut to size with the `fonttools` command (pip install fonttools brotli).
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
LIST = STATIC / "vendor" / "vendored.toml"


@dataclass(frozen=True)
class Vendored:
    """One third-party file: where it comes from and what it must be."""

    path: str
    name: str
    version: str
    licence: str
    package: str
    member: str
    member_sha256: str
    sha256: str
    weights: str = ""
    unicodes: str = ""
    features: str = ""

    @property
    def target(self) -> Path:
        """Where the file stands in the repository."""
        return STATIC / self.path


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file in hex, or nothing if it is missing."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def listed() -> list[Vendored]:
    """Read the list of third-party files."""
    return [Vendored(**entry) for entry in tomllib.loads(LIST.read_text(encoding="utf-8"))["file"]]


def differing() -> list[Vendored]:
    """Return the files that are missing or are not what the list says."""
    return [file for file in listed() if checksum(file.target) != file.sha256]


def fetch(package: str, folder: Path) -> Path:
    """Fetch one package and return the folder with its contents."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), package]
    archive = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    contents = folder / re.sub(r"\W", "-", package)
    with tarfile.open(folder / archive) as packed:
        packed.extractall(contents, filter="data")
    return contents / "package"


def cut(file: Vendored, source: Path, folder: Path) -> Path:
    """Cut a variable font to the weights, letters and features the pages use."""
    weighed, result = folder / "weighed.ttf", folder / "cut.woff2"
    limit = [
        "fonttools",
        "varLib.instancer",
        str(source),
        f"wght={file.weights}",
        "--no-recalc-timestamp",
        "-qo",
        str(weighed),
    ]
    subset = ["fonttools", "subset", str(weighed), f"--unicodes={file.unicodes}", f"--layout-features={file.features}"]
    subprocess.run(limit, check=True)
    subprocess.run([*subset, "--flavor=woff2", f"--output-file={result}"], check=True)
    return result


def build(file: Vendored, packages: dict[str, Path], folder: Path, *, accept: bool) -> tuple[str, str]:
    """Put the file in its place and return its two checksums; refuse a source that is not the known one."""
    source = packages[f"{file.package}@{file.version}"] / file.member
    found = checksum(source)
    if found != file.member_sha256 and not accept:
        raise SystemExit(f"{file.package} {file.version}: {file.member} is not the known file (found {found}).")
    made = cut(file, source, folder) if file.unicodes else source
    file.target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, file.target)
    return found, checksum(file.target)


def note(file: Vendored, member_sha256: str, sha256: str) -> None:
    """Write new checksums into the list, leaving everything else in it alone."""
    before, mark, after = LIST.read_text(encoding="utf-8").partition(f'path = "{file.path}"')
    after = re.sub(r'^member_sha256 = ".*"', f'member_sha256 = "{member_sha256}"', after, count=1, flags=re.MULTILINE)
    after = re.sub(r'^sha256 = ".*"', f'sha256 = "{sha256}"', after, count=1, flags=re.MULTILINE)
    LIST.write_text(before + mark + after, encoding="utf-8")


def renew(*, accept: bool) -> None:
    """Fetch every listed package once and rebuild the files made from it."""
    files = listed()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = {wanted: fetch(wanted, folder) for wanted in {f"{file.package}@{file.version}" for file in files}}
        for file in files:
            sums = build(file, packages, folder, accept=accept)
            if accept:
                note(file, *sums)
            print(f"{file.path}: {file.name} {file.version}")


def main() -> None:
    """Renew the files, or compare them with the list."""
    parser = argparse.ArgumentParser(description="Renew the third-party browser files, or only check them.")
    parser.add_argument("--check", action="store_true", help="only compare the files with their checksums")
    parser.add_argument("--accept", action="store_true", help="write the checksums of what was fetched into the list")
    wanted = parser.parse_args()
    if not wanted.check:
        renew(accept=wanted.accept)
    wrong = differing()
    for file in wrong:
        print(f"{file.path} is not what {LIST.name} says.", file=sys.stderr)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
