"""The compiled kernel, where the package was built with one: finding it, and the shape of what it is called with."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

LIBRARY: Final = "_kernel.so"
"""The file that building the package leaves beside this one (`.build/compile_kernel.py`)."""
VERSION: Final = 1
"""What `kernel_version` of kernel.c must say: raised with every change of what it is called with, or of what an operation does."""
LEVELS: Final = (0, 1, 2)
"""Levels of vectors, the narrowest first."""


class Program(ctypes.Structure):
    """A program bound to rows, as kernel.c reads it: addresses of its parts, and their lengths."""

    _fields_ = [
        ("code", ctypes.c_void_p),
        ("starts", ctypes.c_void_p),
        ("strides", ctypes.c_void_p),
        ("here", ctypes.c_void_p),
        ("instructions", ctypes.c_int32),
        ("rows", ctypes.c_int32),
        ("worlds", ctypes.c_int32),
        ("tile", ctypes.c_int32),
    ]


@dataclass(frozen=True)
class Kernel:
    """The loaded library, the numbers of its operations, and a level of vectors that this processor has."""

    library: ctypes.CDLL
    operations: dict[str, int]
    level: int

    @property
    def vectors(self) -> str:
        """The name of those vectors."""
        name: bytes = self.library.kernel_vectors(self.level)
        return name.decode("ascii")

    def run(self, program: Program) -> None:
        """Run a program over all its worlds."""
        self.library.kernel_run(ctypes.byref(program), self.level)


@cache
def load() -> Kernel | None:
    """Return the kernel; None where the package was built without one, or with one of another version."""
    try:
        library = ctypes.CDLL(str(Path(__file__).with_name(LIBRARY)))
        if library.kernel_version() != VERSION:
            return None
    except (OSError, AttributeError):
        return None
    library.kernel_operations.restype = library.kernel_vectors.restype = ctypes.c_char_p
    library.kernel_run.restype = None
    names = library.kernel_operations().decode("ascii").split()
    level = max(level for level in LEVELS if library.kernel_vectors(level) is not None)
    return Kernel(library, {name: number for number, name in enumerate(names)}, level)
