"""What the build scripts share: where the assets are, how a source file is found, how a result is reported."""

from __future__ import annotations

import sys
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1]


def source_dir() -> Path:
    """Return the folder named on the command line, which holds the unpacked source packages; leave with a hint without one."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(f"usage: python {Path(sys.argv[0]).name} SOURCE_DIR   (a folder with the unpacked packages named in the docstring)")
    return Path(sys.argv[1])


def find_one(source: Path, package: str, pattern: str) -> Path:
    """Return the one file under `source` that lies in a folder whose name contains `package` and matches `pattern`."""
    hits = sorted(path for path in source.rglob(pattern) if package in path.relative_to(source).as_posix())
    if not hits:
        sys.exit(f"{package}: no file {pattern} under the source folder")
    if len({hit.read_bytes() for hit in hits}) > 1:
        sys.exit(f"{package}: {len(hits)} different files {pattern}; keep one version of the package in the source folder")
    return hits[0]


def report(folder: str) -> None:
    """Print how many files a folder under `assets` has and what they weigh."""
    sizes = {path.name: path.stat().st_size for path in sorted((ASSETS / folder).iterdir()) if path.is_file()}
    print(f"{folder}: {len(sizes)} files, {sum(sizes.values()) / 1024:.1f} KiB")
