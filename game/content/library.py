"""Finds, lists and loads the scenarios that ship with the game or lie anywhere on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game import disk, paths
from game.content.problem import Problem, error, nearest
from game.content.reader import COMMON_FILES, File, Reading, read
from game.content.source import MAX_BYTES, read_source
from game.engine.steps import Place
from game.errors import ScenarioError

SUFFIXES: Final = (".yaml", ".yml")
"""How the name of a scenario's file ends."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of scenarios; one with a problem stays in the list."""

    id: str
    title: str
    subtitle: str
    path: Path
    problem: Problem | None
    turns: int = 0


def find(name: str | Path) -> Path:
    """Return the file of a scenario given by its id or its path; a ScenarioError names what there is."""
    return Path(name) if is_path(name) else shipped(name)


def is_path(name: str | Path) -> bool:
    """Tell whether a name is meant as the path of a file that is there: not where it is the id of a scenario that ships."""
    if not disk.is_file(name):
        return False
    word = str(name)
    return Path(word).name != word or Path(word).suffix in SUFFIXES or word not in _shipped()


def _shipped() -> set[str]:
    folder = paths.scenarios_dir()
    return {file.stem for place in (folder, folder / "campaigns") if place.is_dir() for file in _files(place)} | {"campaign"}


def shipped(name: str | Path) -> Path:
    """Return the file of a scenario that ships with the game by its id; a ScenarioError names what there is."""
    path = Path(name)
    known = {file.stem: file for file in _files(paths.scenarios_dir())}
    wanted = path.stem if path.suffix in SUFFIXES else path.name
    if wanted in known and path.name == str(name):
        return known[wanted]
    near = nearest(wanted, known)
    hint = f"did you mean `{near}`?" if near else "there is: " + ", ".join(sorted(known)) + "."
    raise ScenarioError(f"There is no scenario `{str(name)[:120]}`; {hint}")


def load(name: str | Path, common: Path | None = None) -> Reading:
    """Read and check a scenario, with the shared files of the game unless another folder of them is given.

    Problems are in the result; a ScenarioError is raised only when there is no such file.
    """
    path = find(name)
    folder = common or _common_for(path)
    shared = {part: folder / f"{part}.yaml" for part in COMMON_FILES}
    try:
        files = {part: file_of(file) for part, file in shared.items() if file.is_file()}
        return read(file_of(path), files)
    except OSError as fault:
        return Reading(None, (unreadable(path, fault),))


def listing(check: bool = True) -> list[Entry]:
    """Return all scenarios of the scenarios folder; without `check` only what makes a file unreadable is a problem.

    Unchecked is for the title screen: it takes milliseconds and does not import the checking of shapes.
    """
    entries = [_entry(path, check) for path in _files(paths.scenarios_dir())]
    # The shortest first: it is the one to begin with. A file that cannot be read goes last.
    return sorted(entries, key=lambda entry: (entry.turns or 99, entry.id))


def _entry(path: Path, check: bool) -> Entry:
    try:
        source = read_source(file_of(path).data, shown(path))
    except OSError as fault:
        return Entry(path.stem, path.stem, "", path, unreadable(path, fault))
    found = load(path).problems if check else source.problems
    first = next((problem for problem in found if problem.severity == "error"), None)
    if source.root is None:
        return Entry(path.stem, path.stem, "", path, first)
    root = source.root
    return Entry(root.text("id", path.stem), root.text("title", path.stem), root.text("subtitle"), path, first, len(root.list("turns")))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and path.is_file())


def _common_for(path: Path) -> Path:
    # An author's folder may bring its own catalogue; else the game's is meant.
    beside = path.parent / "common"
    return beside if beside.is_dir() else paths.scenarios_dir() / "common"


def file_of(path: Path) -> File:
    """Return a file's bytes, of one that is too large only as many as show it; raises OSError when it cannot be read."""
    with disk.open_file(path) as stream:
        return File(shown(path), stream.read(MAX_BYTES + 1))


def unreadable(path: Path, fault: OSError) -> Problem:
    """Return the problem of a file that the disk does not give."""
    place = Place(shown(path), 1, 1)
    return error(place, "unreadable", f"the file cannot be read: {disk.reason(fault)}", "look at its permissions")


def shown(path: Path) -> str:
    """Return a path as messages name it: from the current folder where it lies in it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return str(path)
