"""The order of the layers, what each may import from outside, and the size of things: read off every module's syntax tree."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import game

PACKAGE = Path(game.__file__).resolve().parent
LONGEST_FUNCTION = 60
LONGEST_FILE = 420

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "paths": {"errors"},
    "visible": set(),
    "disk": set(),
    "engine": {"errors", "paths"},
    "content": {"errors", "paths", "visible", "disk", "engine"},
    "record": {"errors", "paths", "disk", "engine"},
    "play": {"errors", "paths", "disk", "engine", "record"},
    "view": {"errors", "paths", "engine", "record", "play"},
    "terminal": {"errors", "visible", "engine", "record", "play", "view"},
    "window": {"errors", "paths", "visible", "disk", "engine", "content", "record", "play", "view"},
    "api": {"errors", "paths", "disk", "engine", "content", "record", "play"},
    "cli": {"errors", "paths", "visible", "disk", "engine", "content", "record", "play", "view", "terminal", "window", "api"},
    "__main__": {"cli"},
}
"""Which parts of the game each part may import; a part may always import itself and the bare package (its version)."""

OUTSIDE: dict[str, set[str]] = {
    "click": {"cli"},
    "numpy": {"engine", "play", "view", "terminal", "window", "api", "cli"},
    "platformdirs": {"paths"},
    "pydantic": {"content"},
    "pydantic_core": {"content"},
    "pygame": {"window"},
    "rich": {"cli"},
    "typing_extensions": {"content"},
    "yaml": {"content"},
}
"""Which parts of the game may import what does not come with Python."""

ENGINE_NEVER = {
    "asyncio",
    "datetime",
    "logging",
    "multiprocessing",
    "os",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "sys",
    "threading",
    "time",
}
"""The engine has no clock, no dice but its own, no processes."""


@dataclass(frozen=True)
class Import:
    """One import statement: where it stands, and the module it names."""

    place: str
    part: str
    module: str


@cache
def modules() -> dict[Path, ast.Module]:
    """Return the syntax tree of every module of the game."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py")) if "_data" not in path.parts}


def part_of(path: Path) -> str:
    """Return the part a module belongs to: a package or a single module of `game`; `game` for the package's own file."""
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "game" if name == "__init__" else name


@cache
def imports() -> tuple[Import, ...]:
    """Return every import of every module, those inside functions and type-checking blocks too."""
    return tuple(_imports())


def _imports() -> Iterator[Import]:
    for path, tree in modules().items():
        package = ["game", *path.relative_to(PACKAGE).parts[:-1]]
        for node in ast.walk(tree):
            place = f"{path.relative_to(PACKAGE.parent)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(place, part_of(path), alias.name)
            elif isinstance(node, ast.ImportFrom):
                base = (
                    ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])]) if node.level else str(node.module)
                )
                for alias in node.names:
                    yield Import(place, part_of(path), f"{base}.{alias.name}" if base == "game" else base)


def parts() -> set[str]:
    """Return the parts that exist, without the package's own file."""
    return {part_of(path) for path in modules()} - {"game"}


# --- the game's own layers -------------------------------------------------------------------------


def test_every_part_has_a_row_and_every_row_a_part() -> None:
    assert parts() - set(ALLOWED) == set(), "a part of the game has no row in ALLOWED: say what it may import"
    assert set(ALLOWED) - parts() == set(), "a row in ALLOWED is stale: there is no such part of the game"
    assert set().union(*ALLOWED.values()) <= set(ALLOWED)


def test_the_layers_have_an_order() -> None:
    settled: set[str] = set()
    while len(settled) < len(ALLOWED):
        fresh = {part for part, below in ALLOWED.items() if part not in settled and below <= settled}
        assert fresh, "ALLOWED has a circle"
        settled |= fresh


def test_each_part_imports_only_what_lies_below_it() -> None:
    checked, wrong = 0, []
    for found in imports():
        words = found.module.split(".")
        if words[0] != "game":
            continue
        checked += 1
        target = words[1] if len(words) > 1 else ""
        if target in parts() and target != found.part and target not in ALLOWED.get(found.part, set()):
            wrong.append(f"{found.place}: {found.part} may not import {found.module}")
    assert checked > 200, "hardly anything was checked: are the modules found?"
    assert wrong == []


def test_each_allowance_between_neighbours_is_used() -> None:
    used = {(found.part, found.module.split(".")[1]) for found in imports() if found.module.startswith("game.")}
    order = ["engine", "play", "view", "terminal", "cli"]
    assert all((above, below) in used for below, above in pairwise(order))


def test_the_bare_package_pulls_in_nothing() -> None:
    code = "import sys; before = set(sys.modules); import game; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stdout.split() == ["game"]


# --- what comes from outside -----------------------------------------------------------------------


def test_each_library_is_imported_where_it_belongs() -> None:
    seen: set[str] = set()
    wrong = []
    for found in imports():
        library = found.module.split(".")[0]
        if library == "game" or library in sys.stdlib_module_names:
            continue
        seen.add(library)
        if found.part not in OUTSIDE.get(library, set()):
            wrong.append(f"{found.place}: {found.part} may not import {library}")
    assert wrong == []
    assert set(OUTSIDE) - seen == set(), "a row in OUTSIDE is stale: nothing imports this library"


def test_the_engine_has_no_clock_no_dice_and_no_voice() -> None:
    assert [found for found in imports() if found.part == "engine" and found.module.split(".")[0] in ENGINE_NEVER] == []
    assert [found for found in imports() if found.module.split(".")[0] == "random"] == []
    calls = [
        f"{path.name}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input", "eval", "exec")
    ]
    assert calls == []


def test_everything_that_is_printed_passes_one_filter() -> None:
    """A text of a file or an argument may hold what a terminal obeys: only these two write to it, and they write that out."""
    writers = {"cli/streams.py", "terminal/page.py", "window/bench.py"}
    assert {path.relative_to(PACKAGE).as_posix() for path, tree in modules().items() if any(map(_prints, ast.walk(tree)))} == writers


def _prints(node: ast.AST) -> bool:
    """Tell whether a node writes to a stream of the process, by whatever way."""
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    return called in ("print", "click.echo", "click.secho", "click.prompt", "click.confirm", "rich.print") or (
        called.endswith(".write") and any(name in called for name in ("sys.stdout", "sys.stderr", "stream", "self._out"))
    )


# --- the size of things ----------------------------------------------------------------------------


def test_files_are_short() -> None:
    lengths = {str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert len(lengths) > 50, "hardly anything was checked"
    longer = {name for name, length in lengths.items() if length > LONGEST_FILE}
    assert longer == set(), "split these files"


def test_functions_are_short() -> None:
    lengths = [
        (node.end_lineno - node.lineno + 1, f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}")
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
    ]
    assert len(lengths) > 500, "hardly anything was checked"
    assert [place for length, place in lengths if length > LONGEST_FUNCTION] == []


def is_public(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")


@pytest.mark.parametrize("path", sorted(modules()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_everything_public_says_what_it_is(path: Path) -> None:
    tree = modules()[path]
    missing = [] if ast.get_docstring(tree) else ["the module"]
    for node in tree.body:
        if is_public(node):
            assert isinstance(node, ast.FunctionDef | ast.ClassDef)
            missing += [] if ast.get_docstring(node) else [node.name]
            public = [part for part in node.body if is_public(part)] if isinstance(node, ast.ClassDef) else []
            missing += [f"{node.name}.{part.name}" for part in public if isinstance(part, ast.FunctionDef) and not ast.get_docstring(part)]
    assert missing == []
