#!/bin/sh
# battery-data-standard 0.3.1: repair_policy="repair" sorts the rows of a test that was begun anew by their time.
#
# Expected: a time that falls back to 0 is told, the second part is moved behind the first, or the file is refused.
# Behaviour: the rows of both parts are shuffled into each other, those of equal time a microsecond apart: a charge of three rows and
#   then a discharge of three become charge, discharge, charge, discharge..., and the table validates. Without "repair" the same
#   file is refused, as "Auto detection could not produce a valid time-series table".
# Found while comparing readers of measured files with it; time that falls is refused there unless the person says --restarts.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check battery-data-standard==0.3.1
cat >check.py <<'END'
import sys
import battery_data_standard as bds

rows = ["0,3.5,0.1", "60,3.6,0.1", "120,3.7,0.1", "0,4.0,-0.1", "60,3.9,-0.1", "120,3.8,-0.1"]
with open("cell.csv", "w") as file:
    file.write("\n".join(["Test Time / s,Voltage / V,Current / A", *rows, ""]))
table = bds.read("cell.csv", repair_policy="repair")
seen = [table["test_time_s"].to_list(), table["current_a"].to_list(), bds.validate(table).valid]
print(seen)
try:
    bds.read("cell.csv")
    refused = False
except bds.ConversionError:
    refused = True
same = refused and seen == [[0, 1e-06, 60, 60.000001, 120, 120.000001], [0.1, -0.1, 0.1, -0.1, 0.1, -0.1], True]
print("as described" if same else "the behaviour has changed")
sys.exit(0 if same else 1)
END
venv/bin/python check.py
