"""The JSON Schema by which editors complete and check a scenario while it is written."""

from __future__ import annotations

from typing import Any


def scenario_schema() -> dict[str, Any]:
    """Return the schema of a scenario file."""
    from game.content.files import ScenarioFile

    schema = ScenarioFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
