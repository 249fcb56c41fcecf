"""Solves with PyBaMM's half-cell DFN what the homogenised model is in its uniform limit: `solve.py SETUP.json`.

SETUP.json is what setup.ts prints: geometry, material and tables of the cell. Prints capacities of the first charge and
discharge in mAh/cm2 by C-rate as JSON. PyBaMM 26.10.1.1; ions of one kind, so that the electrolyte only conducts.
"""

import json
import sys

import numpy
import pybamm

with open(sys.argv[1], encoding="utf-8") as file:
    setup = json.load(file)
AREA = 1e-4
POROSITY = 0.5
table = {name: numpy.array(setup[name]) for name in ("stoichiometry", "openCircuit", "diffusivity")}


def read(name, stoichiometry):
    return pybamm.Interpolant(table["stoichiometry"], table[name], stoichiometry, interpolator="linear")


def exchange(_, concentration, largest, __):
    share = concentration / largest
    return setup["exchange"] * 2 * (share * (1 - share)) ** 0.5


parameters = pybamm.ParameterValues("Xu2019")
parameters.update(
    {
        "Electrode height [m]": AREA**0.5,
        "Electrode width [m]": AREA**0.5,
        "Positive electrode thickness [m]": setup["cathodeThickness"],
        "Separator thickness [m]": setup["separatorThickness"],
        "Positive electrode porosity": POROSITY,
        "Positive electrode Bruggeman coefficient (electrolyte)": numpy.log(setup["share"]) / numpy.log(POROSITY),
        "Positive electrode Bruggeman coefficient (electrode)": 0,
        "Positive electrode conductivity [S.m-1]": 1e2,
        "Separator porosity": 1.0,
        "Separator Bruggeman coefficient (electrolyte)": 0.0,
        "Positive electrode active material volume fraction": setup["fraction"],
        "Positive particle radius [m]": setup["radius"],
        "Maximum concentration in positive electrode [mol.m-3]": setup["largest"],
        "Initial concentration in positive electrode [mol.m-3]": setup["initial"] * setup["largest"],
        "Positive particle diffusivity [m2.s-1]": lambda stoichiometry, _: read("diffusivity", stoichiometry),
        "Positive electrode OCP [V]": lambda stoichiometry: read("openCircuit", stoichiometry),
        "Positive electrode OCP entropic change [V.K-1]": 0,
        "Positive electrode exchange-current density [A.m-2]": exchange,
        "Exchange-current density for lithium metal electrode [A.m-2]": lambda *_: pybamm.Scalar(
            setup["frontExchange"]
        ),
        "Contact resistance [Ohm]": setup["frontResistance"] / AREA,
        "Cation transference number": 1.0,
        "Thermodynamic factor": 1.0,
        "Electrolyte conductivity [S.m-1]": setup["conductivity"],
        "Electrolyte diffusivity [m2.s-1]": 1e-9,
        "Reference temperature [K]": setup["temperature"],
        "Ambient temperature [K]": setup["temperature"],
        "Initial temperature [K]": setup["temperature"],
        "Nominal cell capacity [A.h]": setup["oneC"] * AREA,
        "Current function [A]": setup["oneC"] * AREA,
        "Lower voltage cut-off [V]": 2.5,
        "Upper voltage cut-off [V]": 4.4,
    },
    check_already_exists=False,
)
pybamm.set_logging_level("ERROR")
model = pybamm.lithium_ion.DFN({"working electrode": "positive", "contact resistance": "true"})
capacities = {}
for rate in (0.1, 0.5, 1, 2):
    current = setup["oneC"] * AREA * rate
    solution = pybamm.Simulation(
        model,
        parameter_values=parameters,
        var_pts={"x_n": 20, "x_s": 30, "x_p": 60, "r_p": 160},
        solver=pybamm.IDAKLUSolver(rtol=1e-6, atol=1e-8),
        experiment=pybamm.Experiment(
            [(f"Charge at {current} A until 4.3 V", f"Discharge at {current} A until 2.6 V")]
        ),
    ).solve()
    charge, discharge = (
        abs(step["Discharge capacity [A.h]"].entries[-1] - step["Discharge capacity [A.h]"].entries[0]) * 1000
        for step in solution.cycles[0].steps
    )
    capacities[f"{rate:g}C"] = {"charge": round(float(charge), 7), "discharge": round(float(discharge), 7)}
print(json.dumps(capacities, indent=2))
