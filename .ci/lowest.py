"""Prints the lowest release of everything that pyproject.toml admits, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
for wanted in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
    found = re.fullmatch(r"([A-Za-z0-9._-]+)>=([0-9.]+)", wanted)
    if found is None:
        raise SystemExit(f"pyproject.toml: expected a requirement with a lower bound, such as click>=8.1, got: {wanted}")
    print(f"{found[1]}=={found[2]}")
