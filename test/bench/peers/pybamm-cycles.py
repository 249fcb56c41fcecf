"""Times PyBaMM on a half-cell of Xu et al. 2019 at 0.5C: `pybamm-cycles.py CYCLES`, after one cycle to warm up.

Prints one line of JSON: processor time of the DFN and of the SPM, s.
"""

import json
import sys
import time

import pybamm

CYCLE = ("Charge at 0.5C until 4.2V", "Discharge at 0.5C until 3.5V")


def cycle(kind: str, count: int) -> float:
    """Returns the processor time that `count` cycles of a model take, its set-up included, s."""
    model = getattr(pybamm.lithium_ion, kind)({"working electrode": "positive"})
    simulation = pybamm.Simulation(
        model,
        experiment=pybamm.Experiment([CYCLE] * count),
        parameter_values=pybamm.ParameterValues("Xu2019"),
        solver=pybamm.IDAKLUSolver(),
    )
    start = time.process_time()
    simulation.solve()
    return time.process_time() - start


pybamm.set_logging_level("ERROR")
times = {}
for kind in ("DFN", "SPM"):
    cycle(kind, 1)
    times[kind] = cycle(kind, int(sys.argv[1]))
print(json.dumps(times))
