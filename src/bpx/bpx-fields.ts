/** What the Battery Parameter eXchange format (BPX 1.1) calls what this model has too, with how it is converted. */
import { FARADAY, type NumberParameter, parameterOf } from "../../sim-core/index.ts";

/** Sections of a file. */
export const ELECTRODE = "Positive electrode";
/** Where its values stand. */
export const WHERE: string = `Parameterisation.${ELECTRODE}`;
/** Where what the format has no names for is kept, below "User-defined". */
export const OWN_SECTION = "fluxtwin";

export const FIELDS = {
  radius: "Particle radius [m]",
  thickness: "Thickness [m]",
  concentration: "Maximum concentration [mol.m-3]",
  least: "Minimum stoichiometry",
  most: "Maximum stoichiometry",
  surface: "Surface area per unit volume [m-1]",
  diffusivity: "Diffusivity [m2.s-1]",
  diffusivityActivation: "Diffusivity activation energy [J.mol-1]",
  potential: "OCP [V]",
  rate: "Reaction rate constant [mol.m-2.s-1]",
  rateActivation: "Reaction rate constant activation energy [J.mol-1]",
  entropic: "Entropic change coefficient [V.K-1]",
} as const;

/** A number of the electrode that stands for one parameter: `factor` times it, in SI. */
export interface NumberField {
  readonly name: string;
  readonly path: string;
  readonly factor: number;
  /** In words, where not any number above zero will do. */
  readonly expected: "a number above 0" | "a number from 0 to 1" | "a number of 0 or more" | "a number";
  readonly needed: boolean;
}

/**
 * The exchange current density is F K sqrt(x (1 - x)) there, i0 2 sqrt(x (1 - x)) here; both are per area of spheres, here
 * of the part that is in contact.
 */
export const NUMBER_FIELDS: readonly NumberField[] = [
  field(FIELDS.radius, "cathode.particleRadius"),
  field(FIELDS.thickness, "cathode.thickness"),
  field(FIELDS.concentration, "ncm.maximumConcentration"),
  field(FIELDS.most, "ncm.stoichiometryDischarged", { expected: "a number from 0 to 1" }),
  field(FIELDS.least, "ncm.stoichiometryCharged", { expected: "a number from 0 to 1" }),
  field(FIELDS.rate, "interface.exchangeCurrentDensity", { factor: FARADAY / 2 }),
  field(FIELDS.diffusivityActivation, "ncm.diffusivityActivation", activation()),
  field(FIELDS.rateActivation, "interface.exchangeActivation", activation()),
  field(FIELDS.entropic, "thermal.entropicCoefficient", { expected: "a number", needed: false }),
];

function field(name: string, path: string, own: Partial<NumberField> = {}): NumberField {
  return { name, path, factor: 1, expected: "a number above 0", needed: true, ...own };
}

function activation(): Partial<NumberField> {
  return { expected: "a number of 0 or more", needed: false };
}

/** Returns the table's entry of a number. */
export function numberAt(path: string): NumberParameter {
  const parameter = parameterOf(path);
  if (parameter?.kind !== "number") throw new Error(`${path} is no number`);
  return parameter;
}
