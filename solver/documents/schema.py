"""JSON Schema of every document, as coaches may write it.

The models read more than one spelling (`3` for `{from: 3, to: 3}`, a word for a list of one), and
rules are read one by one, so that each mistake has its place. The schemas know both.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from solver.documents.base import Document
from solver.documents.catalogue import CatalogueFile
from solver.documents.export import ExportFile
from solver.documents.mapping import MappingFile
from solver.documents.plan import PlanFile
from solver.documents.rulebook import Modifier, Rule, Rulebook
from solver.documents.scenario import Scenario
from solver.documents.week import WeekFile
from solver.files.data import json_text

DRAFT = "https://json-schema.org/draft/2020-12/schema"
EXTENDS = "extends"
#: The lists that an overlay may change by the names of their items.
BY_NAME = (
    ("competitions",), ("away",), ("labels",), ("athletes",), ("phases",), ("history", "days"),
    ("history", "totals"), ("rulebooks",),
)  # fmt: skip
_WORDS: JsonSchemaValue = {"type": "array", "items": {"type": "string"}}
#: What else a value may be, by the name of the function that reads it.
_SHORT: Mapping[str, list[JsonSchemaValue]] = {
    "_range": [{"type": "integer"}],
    "_weights": [{"type": "integer"}],
    "_loading": [{"type": "string"}],
    "several": [
        {"type": "string"},
        _WORDS,
        {"type": "object", "properties": {"not": {"type": "string"}}, "additionalProperties": False},
    ],
    "_either": [{"type": "array"}],
    "_slots": [_WORDS, {"type": "object", "additionalProperties": {"type": "string"}}],
}


class _Generator(GenerateJsonSchema):
    """Knows the short spellings, and leaves out titles that only repeat the name."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        full = super().function_before_schema(schema)
        if full.get("type") == "string":
            return full
        name = getattr(schema["function"]["function"], "__name__", "")
        many: JsonSchemaValue = next((part for part in (full, *full.get("anyOf", ())) if "items" in part), {})
        short = _SHORT.get(name) or ([many["items"]] if many else [{"type": "string"}])
        return {"anyOf": [full, *short]}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema(document: str) -> dict[str, Any]:
    """The JSON Schema of a document, by the word of its kind."""
    found = _DOCUMENTS[document]()
    return {"$schema": DRAFT, "title": f"speedfirst {document}"} | {
        name: value for name, value in found.items() if name != "title"
    }


def dumps(document: str) -> str:
    """The text of a schema file."""
    return json_text(schema(document))


def _of(model: type[Document]) -> dict[str, Any]:
    return model.model_json_schema(schema_generator=_Generator)


def _rulebook() -> dict[str, Any]:
    rule, modifier = _part(Rule, "Rule"), _part(Modifier, "Modifier")
    found = _of(Rulebook)
    return _with(found, rule["$defs"] | modifier["$defs"], _ref("Rule"), _ref("Modifier"))


def _scenario() -> dict[str, Any]:
    """In a scenario a rule may be whole, in part (an override), or switched on or off."""
    modifier = _part(Modifier, "Modifier")
    part = _optional(_part(Rule, "Rule")["$defs"])
    partly = {"anyOf": [{"enum": ["on", "off"]}, _ref("Rule" + _PART)]}
    return _with(_of(Scenario), part | modifier["$defs"], partly, _ref("Modifier"))


def _overlay() -> dict[str, Any]:
    """An overlay has parts of a scenario, and lists by the names of their items."""
    found: dict[str, Any] = _freed(_scenario())
    extends = {"description": "The scenario or overlay below this one.", "type": "string"}
    own = {"description": "The id of the scenario, if it is another one.", "type": "string"}
    found["properties"] = {EXTENDS: extends, **found["properties"], "scenario": own}
    changed = found["properties"]["modifiers"]["patternProperties"]
    for name, body in changed.items():
        changed[name] = {"anyOf": [{"enum": ["off"]}, body]}
    for *above, name in BY_NAME:
        place = found["$defs"]["History"] if above else found
        place["properties"][name] = _by_name(place["properties"][name])
    return found


def _by_name(several: dict[str, Any]) -> dict[str, Any]:
    """A list, or by its name what changes in an item of it."""
    item = several["items"]
    one = {"enum": ["off"] if "$ref" in item else ["on", "off"]}
    part = {"anyOf": [one, item]} if "$ref" in item else one
    return {"anyOf": [several, {"type": "object", "additionalProperties": part}]}


def _freed(value: Any) -> Any:
    """A schema in which nothing is required."""
    if isinstance(value, list):
        return [_freed(each) for each in value]
    if not isinstance(value, dict):
        return value
    loose = isinstance(value.get("required"), list)
    return {name: _freed(each) for name, each in value.items() if not (loose and name == "required")}


def _with(found: dict[str, Any], definitions: dict[str, Any], rule: Any, modifier: Any) -> dict[str, Any]:
    for name, body in (("rules", rule), ("modifiers", modifier)):
        below = found["properties"][name]
        below["patternProperties"] = dict.fromkeys(below["patternProperties"], body)
        below["additionalProperties"] = False
    found["$defs"] = dict(sorted((found.get("$defs", {}) | definitions).items()))
    return found


def _part(model: type[Document], name: str) -> dict[str, Any]:
    """A model's schema with itself among its definitions."""
    found = _of(model)
    definitions = found.pop("$defs", {})
    return {"$defs": definitions | {name: found}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


_PART = "-in-part"


def _optional(definitions: dict[str, Any]) -> dict[str, Any]:
    """The same definitions under other names, with nothing required."""
    return {name + _PART: _loosened(copy.deepcopy(body)) for name, body in definitions.items()}


def _loosened(value: Any) -> Any:
    if isinstance(value, list):
        return [_loosened(each) for each in value]
    if not isinstance(value, dict):
        return value
    if set(value) >= {"$ref"} and isinstance(value["$ref"], str):
        value = value | {"$ref": value["$ref"] + _PART}
    loose = isinstance(value.get("required"), list)
    return {k: _loosened(v) for k, v in value.items() if not (loose and k == "required")}


_DOCUMENTS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "catalogue": lambda: _of(CatalogueFile),
    "rulebook": _rulebook,
    "scenario": _scenario,
    "overlay": _overlay,
    "plan": lambda: _of(PlanFile),
    "week": lambda: _of(WeekFile),
    "mapping": lambda: _of(MappingFile),
    "export": lambda: _of(ExportFile),
}
