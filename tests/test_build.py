"""The kernel is compiled by whatever CC names; whatever that does, the package is built, with a kernel that loads or without one."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import types
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "game" / "engine" / "kernel.c"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="compilers that are shell scripts")


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The hook of the build, without the builder that calls it."""
    interface: Any = types.ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = dict
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    for name in ("hatchling", "hatchling.builders", "hatchling.builders.hooks", "hatchling.builders.hooks.plugin"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    spec = importlib.util.spec_from_file_location("compile_kernel", ROOT / ".build" / "compile_kernel.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TARGET = 'while [ "$1" != -o ]; do shift; done; target=$2\n'
COMPILERS = {
    "says that all is well and writes nothing": ("exit 0", "written nothing"),
    "writes an empty file": (TARGET + ': > "$target"', "written nothing"),
    "writes what is no library": (TARGET + 'echo garbage > "$target"', "cannot be loaded"),
    "writes a folder": (TARGET + 'mkdir "$target"', "written nothing"),
    "fails": ("echo no such luck >&2; exit 3", "no such luck"),
    "crashes": ("kill -SEGV $$", "failed"),
    "hangs, with children": ("sleep 60 & sleep 60", "did not end"),
    "reads its input": ("cat", "written nothing"),
}


@pytest.mark.parametrize("name", list(COMPILERS))
def test_a_compiler_that(hook: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    script, told = COMPILERS[name]
    compiler = tmp_path / "cc.sh"
    compiler.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    compiler.chmod(0o755)
    monkeypatch.setenv("CC", str(compiler))
    assert told in hook.compile_kernel(SOURCE, tmp_path / "kernel.so", 3.0 if "hangs" in name else 60.0)


@pytest.mark.parametrize("name", ["/none/such", "'", "/", ""])
def test_what_is_no_compiler(hook: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CC", name)
    assert "no C compiler" in hook.compile_kernel(SOURCE, tmp_path / "kernel.so")


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler here")
def test_a_compiler_that_does_its_work(hook: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CC", raising=False)
    assert hook.compile_kernel(SOURCE, tmp_path / "kernel.so") == ""
