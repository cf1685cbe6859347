"""A Table Schema descriptor is executed: every type, constraint and key, by exact verdict; and what is refused."""

import csv
from pathlib import Path
from typing import Any

import pytest
from compare_frictionless import ours

from dgov_std.errors import StandardError
from dgov_std.foreign.table_schema import is_table_schema, table_schema_bundle

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"
Field = dict[str, Any]


def judged(tmp_path: Path, schema: dict[str, Any], *rows: list[str]) -> set[tuple[int, str]]:
    """What is wrong: (row of the sheet, the header being 1; id of the check)."""
    return {(row, f"{field}.{constraint}") for row, field, constraint in told(tmp_path, schema, *rows)[0]}


def told(tmp_path: Path, schema: dict[str, Any], *rows: list[str]) -> tuple[set[tuple[int, str, str]], list[str]]:
    path = tmp_path / "data.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return ours(path, schema)


def column(tmp_path: Path, field: Field, *cells: str, **schema: Any) -> set[tuple[int, str]]:
    """What is wrong in a column `x`, beside one that keeps empty cells from being empty rows."""
    document = {"fields": [{"name": "x", **field}, {"name": "no"}], **schema}
    return judged(tmp_path, document, ["x", "no"], *([cell, "-"] for cell in cells))


TYPES: list[tuple[Field, list[str], list[str]]] = [
    ({}, ["anything", " "], []),
    ({"type": "any"}, ["anything"], []),
    ({"type": "string"}, ["anything", "#N/A"], []),
    ({"type": "string", "format": "binary"}, ["YWJj"], ["YWJ"]),
    ({"type": "number"}, ["-1.5", "NaN", "1e5", ".5"], ["1,5", "1 ", "x"]),
    ({"type": "number", "decimalChar": ",", "groupChar": " "}, ["1 000,5"], ["1000.5"]),
    ({"type": "number", "bareNumber": False}, ["95%", "€ 5"], ["%"]),
    ({"type": "integer"}, ["007", "-1"], ["1.0", "x"]),
    ({"type": "integer", "groupChar": ","}, ["1,000"], ["1.000"]),
    ({"type": "boolean"}, ["true", "0"], ["yes", "TrUe"]),
    ({"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]}, ["oui", "non"], ["true"]),
    ({"type": "object"}, ["{}"], ["[]", "{"]),
    ({"type": "array"}, ["[1]"], ["{}", "[1"]),
    ({"type": "list", "delimiter": ";", "itemType": "integer"}, ["1;2"], ["1;x", "1,2"]),
    ({"type": "date"}, ["2024-02-29"], ["2023-02-29", "29/02/2024"]),
    ({"type": "date", "format": "%d/%m/%Y"}, ["29/02/2024", "1/1/2024"], ["2024-02-29"]),
    ({"type": "date", "format": "fmt:%d/%m/%Y"}, ["29/02/2024"], ["2024-02-29"]),
    ({"type": "date", "format": "%F"}, ["2024-02-29"], ["29/02/2024"]),
    ({"type": "date", "format": "any"}, ["29/02/2024", "Feb 29, 2024"], ["soon"]),
    ({"type": "time"}, ["15:00:00", "15:00:00.5Z"], ["15:00"]),
    ({"type": "datetime"}, ["2024-01-26T15:00:00Z"], ["2024-01-26", "2024-01-26T25:00:00Z"]),
    ({"type": "year"}, ["2024"], ["24"]),
    ({"type": "yearmonth"}, ["2024-12"], ["2024-13"]),
    ({"type": "duration"}, ["P1DT2H"], ["1 day"]),
    ({"type": "geopoint"}, ["90.5, 45.5"], ["90.5"]),
    ({"type": "geopoint", "format": "array"}, ["[90.5, 45.5]"], ["[190, 0]"]),
    ({"type": "geopoint", "format": "object"}, ['{"lon": 1, "lat": 2}'], ['{"lon": 1}']),
    ({"type": "geojson"}, ['{"type":"Point","coordinates":[1,2]}'], ['{"type":"Point"}']),
    ({"type": "geojson", "format": "topojson"}, ['{"type":"Topology","arcs":[],"objects":{}}'], ["{}"]),
]


@pytest.mark.parametrize(("field", "right", "wrong"), TYPES, ids=lambda value: str(value)[:60])
def test_every_type(tmp_path: Path, field: Field, right: list[str], wrong: list[str]) -> None:
    expected = {(i, "x.type") for i, _ in enumerate(wrong, start=2)}
    # Blanks at the edges of cells are told besides; the type does not ask for them.
    found = {each for each in column(tmp_path, field, *wrong, *right) if each[1] != "structure.TYP905"}
    assert found == expected


FORMATS = [
    ("email", "a@example.org", "a@"),
    ("uri", "https://example.org/a", "//example.org"),
    ("uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6ba7b810"),
]


@pytest.mark.parametrize(("form", "right", "wrong"), FORMATS)
def test_formats_of_strings(tmp_path: Path, form: str, right: str, wrong: str) -> None:
    assert column(tmp_path, {"type": "string", "format": form}, right, wrong) == {(3, "x.type")}


CONSTRAINTS: list[tuple[Field, str, Any, list[str], list[str]]] = [
    ({"type": "string"}, "minLength", 2, ["ab", "字字"], ["a", "字"]),
    ({"type": "string"}, "maxLength", 2, ["ab", "字字"], ["abc"]),
    ({"type": "array"}, "minLength", 1, ["[0]"], ["[]"]),
    ({"type": "object"}, "maxLength", 0, ["{}"], ['{"a":1}']),
    ({"type": "list"}, "maxLength", 2, ["a,b"], ["a,b,c"]),
    ({"type": "string"}, "pattern", "[0-9]{2}|x", ["12", "x"], ["123", "12x", "ax"]),
    ({"type": "number"}, "minimum", 0.1, ["0.1", "INF"], ["0.09999999999999999999", "NaN"]),
    ({"type": "number"}, "maximum", "1,5", ["1,50"], ["1,51"]),
    ({"type": "integer"}, "exclusiveMinimum", 0, ["1"], ["0"]),
    ({"type": "integer"}, "exclusiveMaximum", 10.0, ["9"], ["10"]),
    ({"type": "date", "format": "%d/%m/%Y"}, "minimum", "01/02/2024", ["1/2/2024"], ["31/01/2024"]),
    ({"type": "time"}, "maximum", "12:00:00", ["12:00:00"], ["12:00:01"]),
    ({"type": "datetime"}, "minimum", "2024-01-01T00:00:00Z", ["2024-01-01T01:00:00+01:00"], ["2023-12-31T23:59:59"]),
    ({"type": "year"}, "minimum", 2000, ["2000"], ["1999"]),
    ({"type": "yearmonth"}, "maximum", "2024-06", ["2024-06"], ["2024-07"]),
    ({"type": "duration"}, "maximum", "P1D", ["PT24H"], ["PT25H"]),
    ({"type": "string"}, "enum", ["a", "b"], ["a"], ["A"]),
    ({"type": "number"}, "enum", [1, 2.5], ["1.0", "2.50"], ["3"]),
    ({"type": "boolean"}, "enum", [True], ["1", "TRUE"], ["false"]),
    ({"type": "date"}, "enum", ["2024-01-01"], ["2024-01-01"], ["2024-01-02"]),
    ({"type": "array"}, "enum", [[1, 2]], ["[1, 2.0]"], ["[2,1]"]),
    ({"type": "geopoint", "format": "array"}, "enum", [[1, 2]], ["[1.0,2]"], ["[2,1]"]),
]


@pytest.mark.parametrize(("field", "constraint", "value", "right", "wrong"), CONSTRAINTS, ids=lambda value: str(value)[:40])
def test_every_constraint(
    tmp_path: Path, field: Field, constraint: str, value: Any, right: list[str], wrong: list[str]
) -> None:
    decimal = {"decimalChar": ","} if value == "1,5" else {}
    found = column(tmp_path, {**field, **decimal, "constraints": {constraint: value}}, *wrong, *right)
    assert found == {(i, f"x.{constraint}") for i, _ in enumerate(wrong, start=2)}


def test_a_cell_is_blamed_once_and_the_type_comes_first(tmp_path: Path) -> None:
    field = {"type": "integer", "constraints": {"minimum": 5, "enum": [7]}}
    assert column(tmp_path, field, "x", "3", "6", "7") == {(2, "x.type"), (3, "x.minimum"), (4, "x.enum")}


def test_two_bounds_are_two_checks(tmp_path: Path) -> None:
    field = {"type": "integer", "constraints": {"minimum": 5, "maximum": 7}}
    assert column(tmp_path, field, "4", "6", "8") == {(2, "x.minimum"), (4, "x.maximum")}


def test_required_and_unique(tmp_path: Path) -> None:
    field = {"type": "string", "constraints": {"required": True, "unique": True}}
    found = told(
        tmp_path, {"fields": [{"name": "x", **field}, {"name": "no"}]}, ["x", "no"], *(["a", "1"], ["", "2"], ["a", "3"])
    )
    assert found[0] == {(3, "x", "required"), (2, "x", "unique"), (4, "x", "unique")}


def test_categories_restrict_like_enum(tmp_path: Path) -> None:
    labelled = [{"value": 0, "label": "apple"}, {"value": 1}]
    assert column(tmp_path, {"type": "integer", "categories": labelled}, "0", "01", "2") == {(4, "x.categories")}
    assert column(tmp_path, {"type": "string", "categories": ["a"], "categoriesOrdered": True}, "a", "b") == {
        (3, "x.categories")
    }


def test_missing_values_of_the_schema(tmp_path: Path) -> None:
    field = {"type": "integer", "constraints": {"required": True}}
    listed = [{"value": "", "label": "omitted"}, {"value": "-99"}]
    assert column(tmp_path, field, "-99", "", "1", missingValues=listed) == {(2, "x.required"), (3, "x.required")}


def test_an_empty_cell_is_a_value_where_it_is_not_listed_as_missing(tmp_path: Path) -> None:
    required = {"constraints": {"required": True}}
    assert column(tmp_path, {"type": "integer", **required}, "", "-", missingValues=["-"]) == {
        (2, "x.type"),
        (3, "x.required"),
    }
    assert column(tmp_path, {"type": "string", **required}, "", missingValues=[]) == set()


def test_missing_values_of_a_field_replace_those_of_the_schema(tmp_path: Path) -> None:
    field = {"type": "integer", "missingValues": ["-"]}
    assert column(tmp_path, field, "-", "NA", "", missingValues=["", "NA"]) == {(3, "x.type"), (4, "x.type")}


def test_a_primary_key_is_required_and_unique(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}
    found = told(tmp_path, schema, ["a", "b"], ["1", "1"], ["1", "2"], ["1", "1"], ["", "1"])
    assert found[0] == {(2, "", "primaryKey"), (4, "", "primaryKey"), (5, "a", "required")}
    alone = told(tmp_path, {"fields": [{"name": "a"}], "primaryKey": "a"}, ["a"], ["1"], ["1"])
    assert alone[0] == {(2, "", "primaryKey"), (3, "", "primaryKey")}


def test_unique_keys_leave_out_rows_with_a_missing_cell(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "uniqueKeys": [["a", "b"]], "$schema": V2}
    found = told(tmp_path, schema, ["a", "b"], ["1", ""], ["1", ""], ["1", "2"], ["1", "2"])
    assert found[0] == {(4, "uniqueKeys", "0"), (5, "uniqueKeys", "0")}


def test_keys_compare_values_not_spellings(tmp_path: Path) -> None:
    number = {"name": "n", "type": "number", "constraints": {"unique": True}}
    flag = {"name": "flag", "type": "boolean"}
    schema = {"fields": [number, flag, {"name": "s", "constraints": {"unique": True}}], "uniqueKeys": [["n", "flag"]]}
    rows = [["1", "true", "1"], ["1.0", "1", "1.0"], ["01", "0", "01"], ["x", "1", "x"]]
    found = told(tmp_path, schema, ["n", "flag", "s"], *rows)[0]
    assert {(row, field) for row, field, _ in found if field != "n"} == {(2, "uniqueKeys"), (3, "uniqueKeys")}
    assert {(row, constraint) for row, field, constraint in found if field == "n"} == {
        (2, "unique"), (3, "unique"), (4, "unique"), (5, "type"),
    }  # fmt: skip
    key = {"name": "id", "type": "integer"}
    parent = {"fields": ["up"], "reference": {"fields": ["id"]}}
    own = {"fields": [key, {"name": "up", "type": "integer"}], "foreignKeys": [parent]}
    assert told(tmp_path, own, ["id", "up"], ["1", ""], ["2", "01"], ["3", "+1"])[0] == set()


def test_a_foreign_key_to_the_same_table(tmp_path: Path) -> None:
    key = {"fields": "parent", "reference": {"resource": "", "fields": "id"}}
    schema = {"fields": [{"name": "id"}, {"name": "parent"}], "foreignKeys": [key]}
    found = told(tmp_path, schema, ["id", "parent"], ["1", ""], ["2", "1"], ["3", "9"])
    assert found[0] == {(4, "foreignKeys", "0")}


def test_a_foreign_key_to_another_table_names_the_table() -> None:
    key = {"fields": ["a"], "reference": {"resource": "codes", "fields": ["code"]}}
    bundle = table_schema_bundle({"fields": [{"name": "a"}], "foreignKeys": [key]}, "t")
    assert bundle["schema"]["$defs"]["rows"]["references"] == [
        {"columns": ["a"], "to": {"table": "codes", "columns": ["code"]}}
    ]


HEADERS = [
    ({}, "warning", "warning"),
    ({"$schema": V2}, "error", "error"),
    ({"fieldsMatch": "exact"}, "error", "error"),
    ({"fieldsMatch": "equal"}, "error", "error"),
    ({"fieldsMatch": "subset"}, "info", "error"),
    ({"fieldsMatch": "superset"}, "error", "info"),
    ({"fieldsMatch": ["partial"]}, "info", "info"),
]


@pytest.mark.parametrize(("schema", "extra", "absent"), HEADERS)
def test_fields_match(schema: dict[str, Any], extra: str, absent: str) -> None:
    binding = table_schema_bundle({"fields": [{"name": "a"}], **schema}, "t")["binding"]
    assert (binding["extra_columns"], binding["absent_columns"]) == (extra, absent)


def test_columns_are_bound_by_name_in_any_order(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "n", "type": "integer"}, {"name": "s"}], "fieldsMatch": "exact"}
    assert told(tmp_path, schema, ["s", "n"], ["x", "1"], ["1", "x"]) == ({(3, "n", "type")}, [])


def test_a_lacking_and_a_further_column_are_told(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "$schema": V2}
    _, whole = told(tmp_path, schema, ["a", "zzz"], ["1", "2"])
    assert whole == ["STR102 Named(found='', expected='b')", "STR103 Named(found='zzz', expected=None)"]


def test_v1_reads_a_typeless_field_as_text_and_v2_as_anything() -> None:
    field = {"name": "a", "constraints": {"pattern": "a"}}
    assert table_schema_bundle({"fields": [field]}, "t")["checks"][0]["id"] == "a.pattern"
    with pytest.raises(StandardError, match="pattern does not apply to the type any"):
        table_schema_bundle({"fields": [field], "$schema": V2}, "t")


def test_v2_wants_a_time_without_fraction_and_zone(tmp_path: Path) -> None:
    assert column(tmp_path, {"type": "time"}, "15:00:00", "15:00:00Z", **{"$schema": V2}) == {(3, "x.type")}


def test_names_may_hold_any_character(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a/b~c %", "type": "integer", "constraints": {"required": True}}, {"name": "no"}]}
    found = told(tmp_path, schema, ["a/b~c %", "no"], ["x", "1"], ["", "2"])
    assert found[0] == {(2, "a/b~c %", "type"), (3, "a/b~c %", "required")}


def test_annotations_are_kept_and_unknown_properties_are_annotations() -> None:
    field = {"name": "a", "title": "A", "description": "D", "rdfType": "x", "example": 1, "unheard-of": []}
    bundle = table_schema_bundle({"fields": [field], "title": "T", "version": "1", "homepage": "h"}, "t")
    assert bundle["schema"]["$defs"]["row"]["properties"]["a"] == {"title": "A", "description": "D"}
    assert bundle["standard"]["title"] == {"zh": "T", "en": "T"}
    assert bundle["standard"]["edition"] == "1"


def test_a_data_package_gives_its_one_table_or_the_one_of_that_name() -> None:
    one = {"name": "one", "path": "data/one.csv", "schema": {"fields": [{"name": "a"}]}}
    two = {"name": "two", "path": ["data/2.csv"], "schema": {"fields": [{"name": "b"}]}}
    assert table_schema_bundle({"resources": [one, {"name": "readme", "path": "r.md"}]}, "t")["dataset"]["id"] == "one"
    package = {"resources": [one, two]}
    for resource in ("two", "2.csv", "some/where/2.csv", "C:\\some\\2.csv"):
        assert table_schema_bundle(package, "t", resource)["dataset"]["id"] == "two"
    with pytest.raises(StandardError, match="/resources: the Data Package holds several tables: one, two"):
        table_schema_bundle(package, "t", "three.csv")


def test_what_is_a_table_schema() -> None:
    assert is_table_schema({"fields": []})
    assert is_table_schema({"resources": [{"schema": {}}]})
    assert not is_table_schema({"type": "object"})
    assert not is_table_schema({"fields": {}})
    assert not is_table_schema([])


A = {"name": "a"}
MALFORMED: list[tuple[Any, str]] = [
    ([], "a Table Schema should be an object"),
    ({}, "/fields: fields should be a list that is not empty"),
    ({"fields": []}, "/fields: fields should be a list that is not empty"),
    ({"fields": [A], "$ref": "x"}, "/$ref: $ref is not supported. see docs/table-schema.md, or take it out"),
    ({"fields": ["a"]}, "/fields/0: a field should be an object"),
    ({"fields": [{}]}, "/fields/0/name: the field has no name"),
    ({"fields": [A, A]}, "/fields/1/name: two fields are called a. columns are bound by name, so names must differ"),
    (
        {"fields": [A], "fieldsMatch": "some"},
        "/fieldsMatch: there is no fieldsMatch some. use one of exact, equal, subset, superset, partial",
    ),
    ({"fields": [A], "missingValues": ""}, "/missingValues: missingValues should be a list"),
    ({"fields": [A], "missingValues": [-99]}, "/missingValues/0: a missing value should be a text"),
    ({"fields": [A], "primaryKey": "b"}, "/primaryKey: there is no field b"),
    ({"fields": [A], "primaryKey": 1}, "/primaryKey: this should be a list of field names"),
    ({"fields": [A], "uniqueKeys": ["b"]}, "/uniqueKeys/0: there is no field b"),
    ({"fields": [A], "uniqueKeys": [[]]}, "/uniqueKeys/0: this should be a list of field names"),
    ({"fields": [A], "foreignKeys": [{"fields": "a"}]}, "/foreignKeys/0: the foreign key has no reference"),
    (
        {"fields": [A], "foreignKeys": [{"fields": "a", "reference": {"resource": "r", "fields": ["x", "y"]}}]},
        "/foreignKeys/0/reference/fields: the two sides of the foreign key have different numbers of fields",
    ),
    (
        {"resources": [{"schema": "https://example.org/schema.json"}]},
        "/resources/0/schema: the schema is elsewhere: https://example.org/schema.json. "
        "put it here, or give its file; nothing is ever fetched",
    ),
]


@pytest.mark.parametrize(("document", "message"), MALFORMED)
def test_a_malformed_descriptor_says_where(document: Any, message: str) -> None:
    with pytest.raises(StandardError) as raised:
        table_schema_bundle(document, "t")
    assert str(raised.value) == message


CHANGE = "take it out, or change the type"
MALFORMED_FIELDS: list[tuple[Field, str]] = [
    ({"required": True}, "/required: required stands outside constraints. write it as constraints.required"),
    ({"type": "text"}, "/type: there is no type text. use one of any, array, boolean, date, datetime, duration, geojson, geopoint, "
     "integer, list, number, object, string, time, year, yearmonth"),
    ({"type": "string", "format": "phone"}, "/format: string/phone is not supported. see docs/table-schema.md, or take it out"),
    ({"type": "date", "format": "YYYY"}, "/format: YYYY is not supported. see docs/table-schema.md, or take it out"),
    ({"type": "date", "format": "%x"}, "/format: %x in the date format %x is not supported. use %Y %y %m %d %j %H %I %M %S %f %p "
     "%b %B %a %A %z %Z, each once"),
    ({"type": "date", "format": "%Y %Y"}, "/format: %Y in the date format %Y %Y is not supported. use %Y %y %m %d %j %H %I %M %S "
     "%f %p %b %B %a %A %z %Z, each once"),
    ({"type": "integer", "decimalChar": ","}, f"/decimalChar: the type integer has no decimalChar. {CHANGE}"),
    ({"type": "number", "bareNumber": "no"}, "/bareNumber: bareNumber should be true or false"),
    ({"type": "number", "groupChar": "."}, "/groupChar: groupChar and decimalChar are the same"),
    ({"type": "boolean", "trueValues": [1]}, "/trueValues: trueValues should be a list of texts"),
    ({"type": "boolean", "trueValues": ["0"]}, ': "0" means both true and false'),
    ({"type": "list", "itemType": "geopoint"}, "/itemType: itemType geopoint is not supported. see docs/table-schema.md, or take it out"),
    ({"type": "number", "categories": [1]}, "/categories: categories does not apply to the type number"),
    ({"title": 1}, "/title: title should be a text"),
    ({"constraints": []}, "/constraints: this should be an object"),
    ({"constraints": {"required": "yes"}}, "/constraints/required: required should be true or false"),
    ({"constraints": {"minSize": 1}}, "/constraints/minSize: minSize is not supported. see docs/table-schema.md, or take it out"),
    ({"type": "object", "constraints": {"jsonSchema": {}}}, "/constraints/jsonSchema: jsonSchema is not supported. "
     "see docs/table-schema.md, or take it out"),
    ({"type": "integer", "constraints": {"pattern": "1"}}, f"/constraints/pattern: pattern does not apply to the type integer. {CHANGE}"),
    ({"type": "string", "constraints": {"minimum": 1}}, f"/constraints/minimum: minimum does not apply to the type string. {CHANGE}"),
    ({"type": "number", "constraints": {"minLength": 1}}, f"/constraints/minLength: minLength does not apply to the type number. {CHANGE}"),
    ({"type": "string", "constraints": {"minLength": -1}}, "/constraints/minLength: minLength should be a whole number, 0 or more"),
    ({"type": "string", "constraints": {"enum": []}}, "/constraints/enum: enum should be a list that is not empty"),
    ({"type": "integer", "constraints": {"minimum": 0.5}}, "/constraints/minimum: 0.5 is no value of the type integer"),
    ({"type": "number", "constraints": {"minimum": "NaN"}}, '/constraints/minimum: "NaN" is no value of the type number'),
    ({"type": "date", "constraints": {"minimum": "2023-02-29"}}, '/constraints/minimum: "2023-02-29" is no value of the type date'),
    ({"type": "integer", "constraints": {"enum": [1, "x"]}}, '/constraints/enum/1: "x" is no value of the type integer'),
    ({"type": "date", "format": "any", "constraints": {"minimum": "2024-01-01"}}, "/constraints/minimum: the format any leaves the "
     "order open, so there can be no bound. name the format"),
    ({"constraints": {"pattern": "(?=a)"}}, "/constraints/pattern: (?= in the pattern (?=a) is not supported. do without look-around, "
     "back references and class subtraction"),
    ({"constraints": {"pattern": "[a-z-[aeiou]]"}}, "/constraints/pattern: -[ in the pattern [a-z-[aeiou]] is not supported. "
     "do without look-around, back references and class subtraction"),
    ({"constraints": {"pattern": "a{,3}"}}, "/constraints/pattern: {, in the pattern a{,3} is not supported. do without look-around, "
     "back references and class subtraction"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "message"), MALFORMED_FIELDS, ids=lambda value: str(value)[:60])
def test_a_malformed_field_says_where(field: Field, message: str) -> None:
    with pytest.raises(StandardError) as raised:
        table_schema_bundle({"fields": [A, {"name": "b", **field}]}, "t")
    assert str(raised.value) == f"/fields/1{message}"


def test_the_document_is_not_changed_and_the_bundle_is_json() -> None:
    import json

    field = {"name": "a", "type": "number", "constraints": {"enum": ["1,50"], "required": True}, "decimalChar": ","}
    document = {"fields": [field], "primaryKey": "a", "missingValues": ["", "-"]}
    before = json.dumps(document)
    json.dumps(table_schema_bundle(document, "t"), allow_nan=False)
    assert json.dumps(document) == before
