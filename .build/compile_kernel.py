"""Compiles the kernel (game/engine/kernel.c) when the package is built, if there is a C compiler; without one NumPy does the work."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import platform_tags

SOURCE = Path("game/engine/kernel.c")
LIBRARY = Path("game/engine/_kernel.so")
# No operation may be fused with another: results must not depend on the processor.
FLAGS = ["-std=c99", "-O3", "-ffp-contract=off", "-fPIC", "-shared", "-fvisibility=hidden"]

FOLDERS = {
    "game/": "game/",
    "scenarios/": "game/_data/scenarios/",
    **{f"assets/{name}": f"game/_data/assets/{name}" for name in ("app/", "flags/", "fonts/", "icons/", "map/", "sounds/", "CREDITS.md")},
}
"""What stands in a wheel where, by the beginning of its name here."""
KINDS = (".py", ".c", ".h", ".hex", ".md", ".typed", ".yaml", ".txt", ".png", ".npz", ".ttf", ".ogg", ".mo")
"""Endings of the files of the package, for a copy that git knows nothing of."""
TRIAL = """
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
library.kernel_operations.restype = library.kernel_vectors.restype = ctypes.c_char_p
assert library.kernel_version() > 0 and library.kernel_operations().split()
assert any(library.kernel_vectors(level) is not None for level in (0, 1, 2))
library.kernel_run
"""


class KernelHook(BuildHookInterface[Any]):
    """Puts the compiled kernel into a wheel, or beside its source in an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; a wheel with a kernel is one for this platform, one without is for all."""
        if self.target_name != "wheel":
            return
        root, editable = Path(self.root), version == "editable"
        if not editable:
            build_data["force_include"] |= {str(root / name): target for name, target in contents(root).items()}
        self._room = tempfile.TemporaryDirectory()
        target = root / LIBRARY if editable else Path(self._room.name) / LIBRARY.name
        remove(target)
        platform, why = own_platform(), compile_kernel(root / SOURCE, target)
        if why or not platform:
            self.app.display_warning(f"Built without the kernel; NumPy does the work, slower. {why or 'This platform has no name.'}")
            remove(target)
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        if not editable:
            build_data["force_include"][str(target)] = str(LIBRARY)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Throw the room of the compiler away."""
        if self.target_name == "wheel":
            self._room.cleanup()


def contents(root: Path) -> dict[str, str]:
    """Return the files of the package by their names here, and what they are called in a wheel."""
    names = tracked(root) or known(root)
    places = {name: next((to + name.removeprefix(here) for here, to in FOLDERS.items() if name.startswith(here)), "") for name in names}
    return {name: place for name, place in places.items() if place and (root / name).is_file()}


def tracked(root: Path) -> list[str]:
    """Return the files that git knows in a checkout, none where this is no checkout of its own."""
    if not (root / ".git").exists():
        return []
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    names = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    return names if "game/__init__.py" in names else []


def known(root: Path) -> list[str]:
    """Return the files of the kinds that the package is made of."""
    found = [path.relative_to(root) for folder in ("game", "scenarios", "assets") for path in sorted((root / folder).rglob("*"))]
    return [path.as_posix() for path in found if path.suffix in KINDS and not any(part.startswith((".", "__pyc")) for part in path.parts)]


def remove(target: Path) -> None:
    """Remove what a compiler has left in the place of the kernel."""
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)


def own_platform() -> str:
    """Return this platform as installers name it: what Python says of itself is not always among the names they take."""
    return next((tag for tag in platform_tags() if not tag.startswith(("manylinux", "musllinux"))), "")


def compile_kernel(source: Path, target: Path, seconds: float = 120.0) -> str:
    """Compile the kernel and load it for a trial; return why that failed, nothing if it did not."""
    try:
        command = [*shlex.split(os.environ.get("CC") or "cc"), *FLAGS, "-o", str(target), str(source), "-lm"]
        code, said = run(command, seconds)
    except (OSError, ValueError) as error:
        return f"There is no C compiler (cc, or what CC names): {error}."
    if code is None:
        return f"The compiler did not end within {seconds} s."
    if code:
        return f"The compiler failed: {said}"
    if not target.is_file() or target.stat().st_size == 0:
        return "The compiler has written nothing."
    # In a process of its own, so that a library that crashes takes nothing with it.
    code, said = run([sys.executable, "-I", "-c", TRIAL, str(target)], seconds)
    return "" if code == 0 else f"What the compiler has written cannot be loaded: {said}"


def run(command: list[str], seconds: float) -> tuple[int | None, str]:
    """Run a command; return its exit code, None if it had to be stopped, and the last line it said."""
    # What it says goes into a file: a pipe would be waited for as long as any child of it lives.
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            code: int | None = process.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()
        said.seek(0)
        lines = said.read(10_000).decode("utf-8", "replace").strip().splitlines()
    return code, (lines[0 if code and code > 0 else -1] if lines else f"it ended with {code}")
