"""Compiles the kernel (game/engine/kernel.c) when the package is built, if there is a C compiler; without one NumPy does the work."""

from __future__ import annotations

import os
import shlex
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

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
        if not compiled(root / SOURCE, target):
            self.app.display_warning(
                "No C compiler here (cc, or what CC names): the package is built without its kernel; NumPy does the work."
            )
            return
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-" + sysconfig.get_platform().replace("-", "_").replace(".", "_")
        if not editable:
            build_data["force_include"][str(target)] = str(LIBRARY)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Throw the room of the compiler away."""
        if self.target_name == "wheel":
            self._room.cleanup()


def compiled(source: Path, target: Path) -> bool:
    """Compile the kernel and tell whether that worked."""
    command = [*shlex.split(os.environ.get("CC") or "cc"), *FLAGS, "-o", str(target), str(source), "-lm"]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False
