/** Files of the format, with numbers of their own. */

export type Json = Record<string, unknown>;

/** Values of one active material. */
export const MATERIAL = {
  "Minimum stoichiometry": 0.3,
  "Maximum stoichiometry": 0.9,
  "Maximum concentration [mol.m-3]": 50000,
  "Particle radius [m]": 4e-6,
  "Surface area per unit volume [m-1]": 300000,
  "Diffusivity [m2.s-1]": 5e-15,
  "Diffusivity activation energy [J.mol-1]": 20000,
  "OCP [V]": "4.4 - 0.9 * x**2 - 0.1 * tanh(3 * (x - 0.5))",
  "Reaction rate constant [mol.m-2.s-1]": 2e-5,
  "Reaction rate constant activation energy [J.mol-1]": 30000,
};

const ELECTRODE = {
  ...MATERIAL,
  "Thickness [m]": 60e-6,
  Porosity: 0.35,
  "Transport efficiency": 0.2,
  "Conductivity [S.m-1]": 0.5,
};

const CELL = {
  "Electrode area [m2]": 0.002,
  "Number of electrode pairs connected in parallel to make a cell": 3,
  "Lower voltage cut-off [V]": 2.7,
  "Upper voltage cut-off [V]": 4.2,
  "Nominal cell capacity [A.h]": 0.1,
};

/** A full cell of version 0.4, whose version is a number and whose temperatures stand with the cell. */
export function oldFile(electrode: Json = ELECTRODE): Json {
  return {
    Header: { BPX: 0.4, Title: "A cell with graphite", Model: "DFN" },
    Parameterisation: {
      Cell: { ...CELL, "Ambient temperature [K]": 308.15, "Reference temperature [K]": 298.15 },
      Electrolyte: { "Conductivity [S.m-1]": 1 },
      "Negative electrode": { "Thickness [m]": 80e-6 },
      "Positive electrode": electrode,
      Separator: { "Thickness [m]": 2e-5 },
    },
  };
}

/** A half-cell of version 1, which is no more than a part. */
export function newFile(electrode: Json = {}, cell: Json = {}): Json {
  return {
    Header: { BPX: "1.1.1", Title: "A half-cell", Model: "Partial" },
    Parameterisation: {
      Cell: { ...CELL, ...cell },
      "Positive electrode": { ...MATERIAL, "Thickness [m]": 60e-6, ...electrode },
    },
    State: {
      "Initial conditions": { "Initial state-of-charge": 0.25 },
      "Thermal environment": { "Ambient temperature [K]": 293.15 },
    },
  };
}
