"""The kernel is compiled by whatever CC names; whatever that does, the package is built, with a kernel that loads or without one."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import types
import zipfile
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


def test_only_what_is_meant_goes_into_a_wheel(hook: Any, tmp_path: Path) -> None:
    """Of a checkout what git knows, of a copy what has the right kind; the names it gets are those the game looks for."""
    for name in ("game/__init__.py", "game/engine/kernel.c", "scenarios/a.yaml", "assets/app/icon.png", "assets/CREDITS.md", "tests/t.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    meant = {
        "game/__init__.py": "game/__init__.py",
        "game/engine/kernel.c": "game/engine/kernel.c",
        "scenarios/a.yaml": "game/_data/scenarios/a.yaml",
        "assets/app/icon.png": "game/_data/assets/app/icon.png",
        "assets/CREDITS.md": "game/_data/assets/CREDITS.md",
    }
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    for name in ("game/secret.pem", "game/.env", "game/core", "scenarios/draft.bak", "assets/app/.DS_Store"):
        (tmp_path / name).write_text("stray", encoding="utf-8")
    (tmp_path / "game" / "stray.py").touch()
    assert hook.contents(tmp_path) == meant
    (tmp_path / "game" / "stray.py").unlink()
    shutil.rmtree(tmp_path / ".git")
    assert hook.contents(tmp_path) == meant
    mine = hook.contents(ROOT)
    assert {"game/view/__init__.py", "game/engine/data/normal.hex", "scenarios/common/model.yaml"} <= set(mine)


def test_a_wheel_with_a_stray_file_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder = pytest.importorskip("hatchling.build")
    for name in ("game", "scenarios", "assets", ".build"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "_kernel.so"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "game" / "secret.pem").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CC", "/none")
    wheel = builder.build_wheel(str(tmp_path / "dist"))
    names = zipfile.ZipFile(tmp_path / "dist" / wheel).namelist()
    assert "game/_data/scenarios/july-2017.yaml" in names
    assert "game/engine/kernel.c" in names
    assert not [name for name in names if "secret" in name]
