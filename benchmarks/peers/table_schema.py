"""The checks of single columns with frictionless-py: a Table Schema with constraints, all errors collected."""

import sys
from collections import Counter
from pathlib import Path

import checks
from frictionless import Checklist, Dialect, Resource, Schema

C = checks.LABELS
KINDS = {"minimum": "decimal", "maximum": "decimal", "minLength": "length", "maxLength": "length", "enum": "codes"}
fields = {name: {"name": label, "type": "string", "constraints": {}} for name, label in C.items()}
for name in checks.REQUIRED:
    fields[name]["constraints"]["required"] = True
for name, pattern in checks.PATTERNS.items():
    fields[name]["constraints"]["pattern"] = pattern
for name, (least, most) in checks.LENGTHS.items():
    fields[name]["constraints"].update({"maxLength": most} | ({"minLength": least} if least else {}))
for name, values in {**checks.ENUMS, "division": tuple(checks.codes("division"))}.items():
    fields[name]["constraints"]["enum"] = list(values)
for name in checks.DATES:
    fields[name].update(type="date", format="%Y-%m-%d")
name, low, high = checks.RANGE
fields[name].update(type="number", constraints={"minimum": low, "maximum": high})
schema = Schema.from_descriptor({"fields": list(fields.values()), "missingValues": [""]})
file = Path(sys.argv[1])  # frictionless opens no absolute path unless told its folder
resource = Resource(path=file.name, basepath=str(file.parent), schema=schema, dialect=Dialect(), encoding="utf-8")
report = resource.validate(Checklist(skip_errors=["blank-row"]), limit_errors=10**9)
failed: Counter = Counter()
element = {label: name for name, label in C.items()}
for error in report.tasks[0].errors:
    name = element[error.field_name]
    if error.type == "type-error":
        failed[f"{name}.decimal" if fields[name]["type"] == "number" else f"{name}.date"] += 1
    else:
        constraint = error.note.split('"')[1]
        failed[f"{name}.{KINDS.get(constraint, constraint)}"] += 1
checks.print_result(failed)
