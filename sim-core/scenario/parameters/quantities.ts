/** Units of the parameter table: how a quantity is called and shown, and its plain factor to SI. */
import type { Quantity } from "./parameter.ts";

export const MICROMETRE: Quantity = { quantity: "a length", unit: "um", siUnit: "m", toSI: 1e-6 };
export const NANOMETRE: Quantity = { quantity: "a length", unit: "nm", siUnit: "m", toSI: 1e-9 };
export const CELSIUS: Quantity = {
  quantity: "a temperature",
  unit: "degC",
  siUnit: "K",
  toSI: 1,
  toSIOffset: 273.15,
};
export const MEGAPASCAL: Quantity = { quantity: "a pressure", unit: "MPa", siUnit: "Pa", toSI: 1e6 };
export const GIGAPASCAL: Quantity = { quantity: "a pressure", unit: "GPa", siUnit: "Pa", toSI: 1e9 };
/** 1/h; written as "0.5C" or "C/20", which is no coulomb. */
export const C_RATE: Quantity = { quantity: "a C-rate", unit: "C", siUnit: "1/h", toSI: 1 };
export const SPECIFIC_CAPACITY: Quantity = {
  quantity: "a specific capacity",
  unit: "mAh/g",
  siUnit: "C/kg",
  toSI: 3600,
};
export const CONCENTRATION: Quantity = {
  quantity: "a concentration",
  unit: "mol/m3",
  siUnit: "mol/m3",
  toSI: 1,
};
export const DENSITY: Quantity = { quantity: "a density", unit: "g/cm3", siUnit: "kg/m3", toSI: 1000 };
export const MOLAR_ENERGY: Quantity = {
  quantity: "a molar energy",
  unit: "kJ/mol",
  siUnit: "J/mol",
  toSI: 1000,
};
export const ELECTRONVOLT: Quantity = { quantity: "an energy", unit: "eV", siUnit: "eV", toSI: 1 };
export const CURRENT_DENSITY: Quantity = {
  quantity: "a current density",
  unit: "A/m2",
  siUnit: "A/m2",
  toSI: 1,
};
export const AREA_RESISTANCE: Quantity = {
  quantity: "an area resistance",
  unit: "ohm cm2",
  siUnit: "ohm m2",
  toSI: 1e-4,
};
export const AREA_RESISTANCE_GROWTH: Quantity = {
  quantity: "an area resistance per square root of time",
  unit: "ohm cm2/h^0.5",
  siUnit: "ohm m2/s^0.5",
  toSI: 1e-4 / 60,
};
export const MILLISIEMENS: Quantity = {
  quantity: "a conductivity",
  unit: "mS/cm",
  siUnit: "S/m",
  toSI: 0.1,
};
export const SIEMENS: Quantity = { quantity: "a conductivity", unit: "S/m", siUnit: "S/m", toSI: 1 };
export const VOLT: Quantity = { quantity: "a voltage", unit: "V", siUnit: "V", toSI: 1 };
export const MILLIVOLT: Quantity = { quantity: "a voltage", unit: "mV", siUnit: "V", toSI: 1e-3 };
export const SECOND: Quantity = { quantity: "a duration", unit: "s", siUnit: "s", toSI: 1 };
export const SURFACE_DENSITY: Quantity = {
  quantity: "a surface per volume",
  unit: "um^-1",
  siUnit: "m^-1",
  toSI: 1e6,
};
export const INTERPHASE_RATE: Quantity = {
  quantity: "a charge per area and square root of time",
  unit: "uAh/(cm2 h^0.5)",
  siUnit: "C/(m2 s^0.5)",
  toSI: 0.6,
};
export const INTERPHASE_THICKNESS: Quantity = {
  quantity: "a thickness per charge and area",
  unit: "nm cm2/uAh",
  siUnit: "m3/C",
  toSI: 1e-9 / 36,
};
export const GIGABYTE: Quantity = { quantity: "an amount of memory", unit: "GB", siUnit: "B", toSI: 1e9 };
export const AREAL_CHARGE: Quantity = {
  quantity: "a charge per area",
  unit: "mAh/cm2",
  siUnit: "C/m2",
  toSI: 3.6e4,
};
export const RATE: Quantity = { quantity: "a rate", unit: "s^-1", siUnit: "s^-1", toSI: 1 };
export const SPEED: Quantity = { quantity: "a speed", unit: "nm/s", siUnit: "m/s", toSI: 1e-9 };
export const TOUGHNESS: Quantity = {
  quantity: "a fracture toughness",
  unit: "MPa m^0.5",
  siUnit: "Pa m^0.5",
  toSI: 1e6,
};
export const SQUARE_CENTIMETRE: Quantity = { quantity: "an area", unit: "cm2", siUnit: "m2", toSI: 1e-4 };
export const PERCENT: Quantity = { quantity: "a fraction", unit: "%", siUnit: "", toSI: 0.01 };
export const PLAIN: Quantity = { quantity: "a number", unit: "", siUnit: "", toSI: 1 };
export const CYCLES: Quantity = { quantity: "a number of cycles", unit: "", siUnit: "", toSI: 1 };
export const AREAL_HEAT_CAPACITY: Quantity = {
  quantity: "a heat capacity per area",
  unit: "J/(m2 K)",
  siUnit: "J/(m2 K)",
  toSI: 1,
};
export const HEAT_TRANSFER: Quantity = {
  quantity: "a heat transfer coefficient",
  unit: "W/(m2 K)",
  siUnit: "W/(m2 K)",
  toSI: 1,
};
export const ENTROPIC_COEFFICIENT: Quantity = {
  quantity: "a voltage per kelvin",
  unit: "mV/K",
  siUnit: "V/K",
  toSI: 1e-3,
};
export const AREAL_CAPACITANCE: Quantity = {
  quantity: "a capacitance per area",
  unit: "uF/cm2",
  siUnit: "F/m2",
  toSI: 0.01,
};
