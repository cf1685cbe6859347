"""Only parse: pyarrow, all columns as strings, two threads; `streaming` batch by batch, or `whole` as one table."""

import sys
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

path, way = sys.argv[1:]
pa.set_cpu_count(2)
with Path(path).open(encoding="utf-8") as file:
    labels = file.readline().strip().replace('"', "").split(",")
convert = csv.ConvertOptions(column_types=dict.fromkeys(labels, pa.string()), strings_can_be_null=False)
if way == "streaming":
    with csv.open_csv(path, convert_options=convert) as reader:
        print(sum(batch.num_rows for batch in reader))
else:
    print(csv.read_csv(path, convert_options=convert).num_rows)
