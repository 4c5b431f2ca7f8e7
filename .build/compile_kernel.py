"""Compiles the kernel (game/engine/kernel.c) when the package is built, if there is a C compiler; without one NumPy does the work."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import platform_tags

SOURCE = Path("game/engine/kernel.c")
LIBRARY = Path("game/engine/_kernel.so")
# No operation may be fused with another: results must not depend on the processor.
FLAGS = ["-std=c99", "-O3", "-ffp-contract=off", "-fPIC", "-shared", "-fvisibility=hidden"]


class KernelHook(BuildHookInterface[Any]):
    """Puts the compiled kernel into a wheel, or beside its source in an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; a wheel with a kernel is one for this platform, one without is for all."""
        if self.target_name != "wheel":
            return
        root, editable = Path(self.root), version == "editable"
        self._room = tempfile.TemporaryDirectory()
        target = root / LIBRARY if editable else Path(self._room.name) / LIBRARY.name
        target.unlink(missing_ok=True)
        platform, why = own_platform(), compile_kernel(root / SOURCE, target)
        if why or not platform:
            self.app.display_warning(f"Built without the kernel; NumPy does the work, slower. {why or 'This platform has no name.'}")
            target.unlink(missing_ok=True)
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        if not editable:
            build_data["force_include"][str(target)] = str(LIBRARY)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Throw the room of the compiler away."""
        if self.target_name == "wheel":
            self._room.cleanup()


def own_platform() -> str:
    """Return this platform as installers name it: what Python says of itself is not always among the names they take."""
    return next((tag for tag in platform_tags() if not tag.startswith(("manylinux", "musllinux"))), "")


def compile_kernel(source: Path, target: Path) -> str:
    """Compile the kernel; return why that failed, nothing if it did not."""
    try:
        command = [*shlex.split(os.environ.get("CC") or "cc"), *FLAGS, "-o", str(target), str(source), "-lm"]
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    except (OSError, ValueError) as error:
        return f"There is no C compiler (cc, or what CC names): {error}."
    return "" if done.returncode == 0 else f"The compiler failed: {done.stderr.strip().partition(chr(10))[0]}"
