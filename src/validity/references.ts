/** How far the program is from solutions that are known otherwise: measured here where that is cheap, else where it is tested. */
import { parseSnapshotCase, type SnapshotResult, solveSnapshot } from "../../sim-core/index.ts";
import { reading } from "./claim.ts";
import { TABLE_CYCLES } from "./ensembles.ts";
import { formatNumber } from "./format.ts";
import { readQuantity } from "./quantities.ts";
import { type Runs, readMeasure } from "./rules.ts";

export interface Reference {
  readonly what: string;
  readonly against: string;
  readonly result: string;
  /** Where it is measured: a test's file, or this report. */
  readonly where: string;
}

const HERE = "this report";

/** The frozen cross-sections of test/reference: their files by name, as `read` gives them. */
const SNAPSHOTS = ["flat-anode-centre-inactive", "protruded-anode-sides-inactive"] as const;
const MESHES = ["draft", "standard"] as const;

/** Returns the comparison with FreeFEM; `read` gives the records of test/reference by name. */
export function compareSnapshots(read: (name: string) => unknown): Reference[] {
  return SNAPSHOTS.flatMap((name) => {
    const written = read(name) as Record<string, unknown>;
    const given = parseSnapshotCase({ ...written, mechanics: undefined });
    const reference = read(`${name}.reference`) as SnapshotResult;
    const rest = given.conduction?.openCircuit ?? 0;
    return MESHES.map((mesh) => {
      const own = solveSnapshot(given, mesh);
      const drop = ((own.voltage ?? Number.NaN) - rest) / ((reference.voltage ?? Number.NaN) - rest) - 1;
      const worst = (ours: readonly number[], theirs: readonly number[]): number =>
        Math.max(...ours.map((value, k) => Math.abs(value / (theirs[k] ?? Number.NaN) - 1)));
      const particles = worst(Object.values(own.particles), Object.values(reference.particles));
      const bins = worst(
        own.anodeBins.map((bin) => bin.current_A_per_m_um),
        reference.anodeBins.map((bin) => bin.current_A_per_m_um),
      );
      return {
        what: `${name}, ${mesh} mesh: voltage drop; worst particle; worst piece of the front`,
        against: "FreeFEM 4.11, P2, 80 000 nodes and more",
        result: `${percent(drop)}; ${percent(particles)}; ${percent(bins)}`,
        where: HERE,
      };
    });
  });
}

/** Returns what all runs of the report tell of balances and of a closed form. */
export function checkRuns(runs: Runs): Reference[] {
  const all = [...runs.values()].flat();
  const largest = (quantity: string): number =>
    all.reduce((most, run) => Math.max(most, readQuantity(run, quantity, 0) || 0), 0);
  const off = all.reduce((most, { end }) => {
    const [own, exact] = [end.chemical_nm ?? 0, end.chemicalExact_nm ?? 0];
    return exact > 0 ? Math.max(most, Math.abs(own / exact - 1)) : most;
  }, 0);
  const over = `largest of ${all.length} runs`;
  return [
    {
      what: "lithium, sum over where it is",
      against: "what was put in",
      result: `${small(largest("ledgerResidual"))}, ${over}`,
      where: HERE,
    },
    {
      what: "current of all particles",
      against: "plating current",
      result: `${small(largest("chargeImbalance"))}, ${over}`,
      where: HERE,
    },
    {
      what: "interphase of an even flux",
      against: "k sqrt(t)",
      result: `${small(off)}, ${over}`,
      where: HERE,
    },
  ];
}

/** What jumping does to what the report reads, as number, unit and scale. */
const JUMPED = [
  ["retention", "points", 100],
  ["anodeCurrentCoV", "of the unevenness (CoV)", 1],
  ["interphaseThickness_nm", "nm of interphase", 1],
  ["boundaryLithium_mol_m2", "mmol/m2 in boundaries", 1000],
] as const;

/** Returns how far the runs of a cell with jumped cycles are from those with all solved, from the same seeds. */
export function compareJumped(runs: Runs, solved: string, jumped: string): Reference[] {
  let count = 0;
  const worst = JUMPED.map(([quantity, unit, scale]) => {
    const differences = TABLE_CYCLES.flatMap((cycle) => {
      const pair = {
        what: "",
        reading: reading(jumped, quantity, cycle),
        minus: reading(solved, quantity, cycle),
      };
      return [...readMeasure(pair, runs).values()].map(Math.abs);
    });
    count = Math.max(count, differences.length / TABLE_CYCLES.length);
    return `${formatNumber(scale * Math.max(0, ...differences))} ${unit}`;
  });
  if (count === 0) return [];
  const what = `\`${jumped}\` at cycles ${TABLE_CYCLES.join(", ")}, largest of ${Math.ceil(count)} seeds`;
  return [{ what, against: `\`${solved}\`, all cycles solved`, result: worst.join("; "), where: HERE }];
}

/** What is measured in tests, with their figures as of the table of verification in the README. */
export const TESTED: readonly Reference[] = [
  {
    ...{ what: "plating at the middle and at the wall, central third inactive, four area resistances" },
    ...{
      against: "another finite-element program, 1 um elements (docs/physics.md 9.10)",
      result: "within 2 %",
    },
    where: "test/potentials/potentials.test.ts",
  },
  {
    ...{ what: "flux through a slab", against: "1/(cosh kL + kappa R k sinh kL)", result: "within 0.5 %" },
    where: "test/fem/laplace.test.ts",
  },
  {
    ...{
      what: "diffusion in a particle",
      against: "lag of disc and sphere, Bessel decay",
      result: "order 2",
    },
    where: "test/cathode/diffusion.test.ts",
  },
  {
    what: "stress of a snapshot, standard mesh",
    ...{ against: "FreeFEM, P2", result: "displacement 1 %, von Mises 1.5 %, mean stress 2 %, energy 0.5 %" },
    where: "test/instruments/snapshot.test.ts",
  },
  {
    ...{
      what: "damage law without space",
      against: "published 0D population, 100 cycles",
      result: "within 0.5 points",
    },
    where: "test/degradation/population.test.ts",
  },
  {
    ...{ what: "shrinking particle", against: "exact inclusion, +633 MPa", result: "within 1 %" },
    where: "test/mechanics/exact-bodies.test.ts",
  },
  {
    ...{ what: "cracks", against: "Griffith lengths 12.4, 9.9, 30.7 um", result: "exact" },
    where: "test/degradation/electrolyte-cracking.test.ts",
  },
  {
    ...{
      what: "reduced model, current of a particle",
      against: "full model",
      result: "0.1 % of the mean at most, else the full model takes over",
    },
    where: "test/time/reduced.test.ts",
  },
  {
    what: "jumped cycles, retention",
    ...{
      against: "all cycles solved",
      result: "half a point, but for up to 4 cycles of a run (up to 1.3 points)",
    },
    where: "test/time/jump.test.ts",
  },
  {
    ...{ what: "impedance of a flat cell", against: "the chain of its elements", result: "1e-8" },
    where: "test/instruments/impedance-circuit.test.ts",
  },
  {
    what: "homogenised cell with all particles alike, capacity of a cycle at 0.1C, 0.5C, 1C and 2C",
    ...{ against: "PyBaMM, half-cell DFN", result: "0.001, 0.005, 0.01 and 0.03 %" },
    where: "test/time/half-cell-dfn.test.ts",
  },
  {
    what: "homogenised cell, resistance of a layer of small particles",
    ...{ against: "Newman's porous electrode", result: "0.15 %, order 1.95 in their distance" },
    where: "test/cell/continuum-cathode.test.ts",
  },
  {
    what: "homogenised `ncm`, 50 cycles without stress: retention and particles lost",
    ...{
      against: "the resolved model",
      result:
        "0.011 points at most; the same particles (measured apart; the test runs 4 cycles of a small cell)",
    },
    where: "test/time/homogenised.test.ts",
  },
  {
    what: "effective conductivity of circles on squares",
    ...{ against: "the series of Perrins and others", result: "0.2 %; 1.5 % in narrow gaps" },
    where: "test/cell/effective-conductivity.test.ts",
  },
];

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const small = (value: number): string => (value === 0 ? "0" : value.toExponential(0));
