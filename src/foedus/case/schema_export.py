"""The JSON Schema of a case file, for editors and other programs."""

from __future__ import annotations

from typing import Any

from foedus.case.schema import Case

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def case_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``case.yaml``.

    It says what can be said of a single value: names, types, ranges. What relates values to each other or to
    the documents is said by `foedus.case.check`.
    """
    schema = Case.model_json_schema(mode="validation")
    return {"$schema": DIALECT, "title": "foedus case", **{k: v for k, v in schema.items() if k != "title"}}
