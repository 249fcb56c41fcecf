/** Numbers of the report: columns of cycles.csv as calibration reads them, what follows from these, and what the end shows. */
import { FARADAY } from "../../sim-core/index.ts";
import { observe } from "../calibration/observe.ts";
import type { KeptRun } from "./kept-run.ts";

type Read = (run: KeptRun, cycle: number) => number;

const column =
  (quantity: string): Read =>
  ({ status, cycles }, cycle) =>
    observe({ scenario: "", quantity, cycle }, { status: { kind: status }, cycles });

const atEnd =
  (name: string): Read =>
  ({ end }) =>
    end[name] ?? Number.NaN;

/** mAh/cm2 put in from the start to the end of a cycle. */
const charged: Read = ({ cycles }, cycle) =>
  cycles.reduce((sum, own) => (own.cycle <= cycle ? sum + own.chargeCapacity_mAh_cm2 : sum), 0);

/** An even flux reacts with the square root of age, so that the end of a run tells every cycle before it. */
const chemical: Read = (run, cycle) => {
  const own = run.cycles.find((one) => one.cycle === cycle) ?? run.cycles.at(-1);
  const age = own === undefined ? Number.NaN : own.start_s + own.duration_s;
  return atEnd("chemical_nm")(run, 0) * Math.sqrt(age / atEnd("time_s")(run, 0));
};

/** Products in grain boundaries as if they lay on the front. */
const inBoundaries: Read = (run, cycle) =>
  column("reactedLithium_mol_m2")(run, cycle) * FARADAY * atEnd("thickness_nm_m2_C")(run, 0);

const total = column("interphaseThickness_nm");
const driven: Read = (run, cycle) => total(run, cycle) - chemical(run, cycle) - inBoundaries(run, cycle);
const thinnest = column("lithiumThicknessMin_um");
const thickest = column("lithiumThicknessMax_um");
const retention = column("retention");
const active = column("activeFraction");

/** The first cycle in which a cell has shorted; one more than it had where it never did. */
const shortCycle: Read = (run) => column("shortCycle")(run, 0);

const DERIVED: Readonly<Record<string, Read>> = {
  shortCycle,
  shorted: ({ cycles }, cycle) => (cycles.some((own) => own.shorted && own.cycle <= cycle) ? 1 : 0),
  capacityLost: (run, cycle) => 1 - retention(run, cycle),
  activeLost: (run, cycle) => 1 - active(run, cycle),
  activeLostOverCapacityLost: (run, cycle) => (1 - active(run, cycle)) / (1 - retention(run, cycle)),
  interphaseChemical_nm: chemical,
  interphaseBoundaries_nm: inBoundaries,
  interphaseDriven_nm: driven,
  interphasePerCharge: (run, cycle) => total(run, cycle) / charged(run, cycle),
  boundaryLithium_mol_m2: (run, cycle) =>
    column("intergranularLithium_mol_m2")(run, cycle) + column("reactedLithium_mol_m2")(run, cycle),
  thicknessSpread_um: (run, cycle) => thickest(run, cycle) - thinnest(run, cycle),
  thicknessChange_um: (run, cycle) =>
    (thickest(run, cycle) + thinnest(run, cycle)) / 2 - atEnd("initialLithium_um")(run, 0),
  xLostLessActive: (run) => atEnd("xLost")(run, 0) - atEnd("xActive")(run, 0),
  xCollectorLessElectrolyte: (run) => atEnd("xNearCollector")(run, 0) - atEnd("xNearElectrolyte")(run, 0),
  /** Share of the lithium of the cell that neither the cathode nor the metal on the front has any more. */
  lithiumBetween: ({ ledger }) =>
    (ledger.interphase + ledger.intergranularConnected + ledger.intergranularDead) / ledger.initial,
  lithiumIsolated: ({ ledger }) => ledger.cathodeIsolated / ledger.initial,
  ledgerResidual: ({ ledger }) => Math.abs(ledger.residual),
  chargeImbalance: ({ ledger }) => Math.abs(ledger.chargeImbalance),
};

/** Only a cycle that was solved tells how uneven the current was: a jumped one has the pattern of an earlier one. */
const SOLVED_ONLY: ReadonlySet<string> = new Set(["anodeCurrentCoV"]);

/** Returns a number of a run after `cycle`; NaN where the run does not tell. Names are those of `cycles.csv`, derived ones, or `end.` and a reading. */
export function readQuantity(run: KeptRun, quantity: string, cycle: number): number {
  if (quantity.startsWith("end.")) return atEnd(quantity.slice(4))(run, cycle);
  const own = run.cycles.find((one) => one.cycle === cycle);
  if (SOLVED_ONLY.has(quantity) && own?.jumped === true) return Number.NaN;
  return (DERIVED[quantity] ?? column(quantity))(run, cycle);
}
