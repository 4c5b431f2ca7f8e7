"""The passing and failing snippets in the docstrings of the lint rules, laid over the sample."""

import re
import textwrap
from typing import Any

import yaml

from tests.content.sample import SAMPLE


def snippets(docstring: str, title: str) -> list[str]:
    """Return the indented YAML after a line such as `Fails:`."""
    found = re.findall(rf"^{title}:\n\n((?:    .*\n|\n)+)", docstring + "\n", re.MULTILINE)
    return [textwrap.dedent(part) for part in found]


def laid_over(snippet: str) -> str:
    """Return the sample with the snippet's parts in it: items with an `id` are merged, other lists replaced."""
    return yaml.safe_dump(_merge(yaml.safe_load(SAMPLE), yaml.safe_load(snippet)), sort_keys=False, allow_unicode=True)


def _merge(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        merged = {key: _merge(base[key], over[key]) if key in over and key in base else base[key] for key in base}
        merged.update({key: value for key, value in over.items() if key not in base})
        return {key: value for key, value in merged.items() if value is not None}
    if isinstance(base, list) and isinstance(over, list) and over and all(isinstance(item, dict) and "id" in item for item in over):
        changed = {item["id"]: item for item in over}
        known = {item["id"] for item in base}
        kept = [_merge(item, changed[item["id"]]) if item["id"] in changed else item for item in base]
        return kept + [item for item in over if item["id"] not in known]
    return over
