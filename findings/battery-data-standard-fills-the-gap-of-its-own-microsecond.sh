#!/bin/sh
# battery-data-standard 0.3.1: "repair" of four rows, two of them at one time, takes all the memory of the machine.
#
# Expected: the last row of a charge and the first of the rest behind it may both be at 3600 s, as cyclers that log both ends of a
#   step and PyBaMM's solutions have them; repair_policy="repair" puts the second a microsecond later, and that is all.
# Behaviour: without repair the file is refused ("could not produce a valid time-series table", as if its format were unknown). With
#   it the microsecond is then taken for the interval of sampling, and the hours between are to be filled up with rows of it: a
#   MemoryError, or the kernel ends the process; time_sampling_max_inserted_rows (100,000) does not stop it. strict=False reads it.
# Found while comparing readers of measured files with it: all thirteen test files had to be read with strict=False.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check battery-data-standard==0.3.1
cat >check.py <<'END'
import resource
import sys

import battery_data_standard as bds

resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
with open("cell.csv", "w") as file:
    file.write("Test Time / s,Voltage / V,Current / A\n0,3.5,0.1\n3600,4.2,0.1\n3600,4.15,0\n7200,4.1,0\n")


def outcome(**options):
    try:
        return bds.read("cell.csv", **options)["test_time_s"].to_list()
    except (MemoryError, bds.ConversionError) as error:
        return type(error).__name__


seen = [outcome(), outcome(strict=False), outcome(repair_policy="repair")]
print(seen)
same = seen == ["ConversionError", [0, 3600, 3600, 7200], "MemoryError"]
print("as described" if same else "the behaviour has changed")
sys.exit(0 if same else 1)
END
venv/bin/python check.py
