"""Reads the BPX file named first with the package of the format and writes what it understood to the second."""

import json
import sys

import bpx

read = bpx.parse_bpx_file(sys.argv[1])
electrode = read.parameterisation.positive_electrode
window = (electrode.minimum_stoichiometry, electrode.maximum_stoichiometry)
ocp = electrode.ocp.to_python_function()
print(f"bpx {bpx.__version__}: {type(electrode).__name__}, OCP {ocp(window[0]):.6f} to {ocp(window[1]):.6f} V")
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(json.loads(read.model_dump_json(by_alias=True, exclude_unset=True)), file, indent=1)
