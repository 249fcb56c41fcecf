/**
 * What a checkpoint has to be before a run goes on from it: the fields that the solver reads, arrays of the lengths that the
 * model has, indices within them, numbers that are numbers. Records may hold more than is named here, which only has to be
 * finite. Arrays of the solvers' memory are measured by the solvers themselves, as they take them in.
 */
import { z } from "zod";
import type { Model } from "../cell/model.ts";

const NUMBER = z.number({ error: "a finite number" });
const COUNT = z.int({ error: "a whole number, 0 or more" }).min(0, { error: "a whole number, 0 or more" });

/** Numbers [length], of any length where none is given. */
export function floats(length?: number): z.ZodType<Float64Array> {
  return z.custom<Float64Array>(
    (value) => value instanceof Float64Array && (length === undefined || value.length === length),
    { error: length === undefined ? "numbers of 8 bytes" : `${length} numbers of 8 bytes` },
  );
}

/** Bytes [length] below `end`. */
function bytes(length: number, end: number): z.ZodType<Uint8Array> {
  return z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array && value.length === length && value.every((own) => own < end),
    { error: `${length} bytes below ${end}` },
  );
}

/** Whole numbers of any length from 0 up to below `end`, as array of 4 bytes each. */
function indices(end: number): z.ZodType<Int32Array> {
  return z.custom<Int32Array>(
    (value) => value instanceof Int32Array && value.every((own) => own >= 0 && own < end),
    { error: `whole numbers of 4 bytes from 0 to ${end - 1}` },
  );
}

const MODEL = z.object({
  conductivity: z.number().positive({ error: "a conductivity above 0" }),
  fracture: z.boolean(),
  points: floats(),
  remade: z
    .object({
      version: COUNT,
      lithiumThickness: NUMBER,
      particleY: floats(),
      front: floats(),
      initialColumn: floats(),
      meshedGrown: floats(),
      meshedDrift: floats(),
    })
    .optional(),
});

/** The parts that tell which model the rest belongs to. */
export const HEAD = z.looseObject({
  scenario: z.record(z.string(), z.unknown()),
  model: MODEL,
  state: z.looseObject({
    memory: z.looseObject({
      held: z.looseObject({ beyond: z.looseObject({ model: MODEL }).optional() }).optional(),
    }),
  }),
});

/** The columns of a remade model, whose lengths are known once it has been made. */
export function remadeSchema({ boundary, population }: Model): z.ZodType {
  const front = floats(boundary.count - boundary.frontStart);
  return z.looseObject({ initialColumn: front, meshedGrown: front, meshedDrift: floats(population.count) });
}

/** A state of `model`, without its memory. */
export function stateSchema(model: Model): z.ZodType {
  const { population, boundary, electrolyte, scenario } = model;
  const each = floats(population.count);
  const front = floats(boundary.count - boundary.frontStart);
  const nTriangle = electrolyte.triangles.length / 3;
  const geometry = geometrySchema(model);
  const potentials = potentialsSchema(model);
  return z.looseObject({
    time: NUMBER,
    step: COUNT,
    cursor: z.looseObject({
      cycle: COUNT,
      index: COUNT.max(scenario.protocol.steps.length - 1, { error: "a step of the protocol" }),
      elapsed: NUMBER,
      passed: NUMBER,
      finished: z.boolean(),
    }),
    particles: z.looseObject({
      concentration: floats(population.count * scenario.solver.shells),
      ...{ surface: each, damage: each, contact: each, crack: each, filmGrowth: each, drift: each },
      status: bytes(population.count, 3),
      detachedIn: z.custom((value) => value instanceof Int32Array && value.length === population.count, {
        error: `${population.count} whole numbers`,
      }),
    }),
    front: z.looseObject({
      ...{ plated: front, interphaseChemical: front, interphaseDriven: front, contact: front },
      ...{ diverted: front, entering: front, returning: front },
      depleted: bytes(boundary.count - boundary.frontStart, 2),
    }),
    electrolyte: z.looseObject({
      lithium: z.looseObject({ connected: floats(nTriangle), dead: floats(nTriangle) }),
      cracks: z.array(crackSchema(model)),
      shortCircuit: indices(nTriangle),
      elapsed: NUMBER,
      passed: NUMBER,
    }),
    mechanics: mechanicsSchema(model).optional(),
    geometry,
    awaited: z.looseObject({ geometry, drift: each }).optional(),
    potentials,
    solvedOn: geometry,
    current: NUMBER,
    past: z.array(z.looseObject({ timeStep: NUMBER, potentials, surface: each, geometry })).max(3),
    before: z
      .looseObject({
        timeStep: NUMBER,
        concentration: floats(population.count * scenario.solver.shells),
        plated: front,
      })
      .optional(),
    proposedStep: NUMBER,
    tally: z.record(z.string(), z.unknown()),
    ledger: z.record(z.string(), z.unknown()),
  });
}

function geometrySchema({ electrolyte, boundary }: Model): z.ZodType {
  const front = floats(boundary.count - boundary.frontStart);
  return z.looseObject({
    points: floats(2 * electrolyte.nodeCount),
    conductivity: z.number().positive({ error: "a conductivity above 0" }),
    obstruction: floats(electrolyte.triangles.length / 3).optional(),
    frontLength: front,
    grown: front,
  });
}

function potentialsSchema({ boundary, population, scenario }: Model): z.ZodType {
  const { particleHarmonics, frontModes } = scenario.solver;
  const modes = floats(population.count * (1 + 2 * particleHarmonics) + frontModes - 1);
  return z.looseObject({
    potential: floats(boundary.count),
    injection: floats(boundary.count),
    particleCurrent: floats(population.count),
    voltage: NUMBER,
    drive: NUMBER,
    modes: z.looseObject({ current: modes, amplitude: modes, frontPotential: NUMBER }).optional(),
  });
}

function crackSchema({ electrolyte, grains }: Model): z.ZodType {
  const lists = { nodes: electrolyte.nodeCount, edges: (grains?.grains.edges.length ?? 0) / 2 };
  const below = (end: number): z.ZodType =>
    z.array(COUNT.max(end - 1, { error: `a whole number below ${end}` }));
  return z.looseObject({ nodes: below(lists.nodes), edges: below(lists.edges), length: NUMBER });
}

function mechanicsSchema({ boundary, population, grains }: Model): z.ZodType {
  return z.looseObject({
    time: NUMBER,
    frontPressure: floats(boundary.count - boundary.frontStart),
    particleMeanStress: floats(population.count),
    boundaryStress: floats((grains?.grains.edges.length ?? 0) / 2),
    largestVonMises: z.object({ value: NUMBER, x: NUMBER, y: NUMBER }),
    yieldedShare: NUMBER,
    flow: z
      .looseObject({
        displacement: floats(),
        plasticStrain: floats(),
        stress: floats(),
        load: z.looseObject({
          eigenstrain: floats().optional(),
          offset: floats().optional(),
          force: floats().optional(),
        }),
      })
      .optional(),
  });
}

/** The memory of a run of `model`, without a step that is held. */
export function memorySchema(model: Model): z.ZodType {
  return z.looseObject({
    solver: solverSchema(model),
    known: z.array(z.enum(["detachment", "yield", "depletion", "crack", "short"])),
    status: z.object({
      kind: z.enum(["running", "finished", "failed", "shorted"]),
      message: z.string(),
    }),
    stress: z.object({ built: z.boolean(), refusing: z.boolean() }),
  });
}

/** The memory of the solvers of `model`. */
export function solverSchema(model: Model): z.ZodType {
  const geometry = geometrySchema(model).optional();
  const kinetics = z.looseObject({ density: floats(), gain: floats(), last: floats() });
  const reduced = z.looseObject({
    responseOn: geometry,
    factor: NUMBER.positive({ error: "a factor above 0" }),
    builtFor: NUMBER,
    aged: z.boolean(),
    sinceCheck: COUNT,
    failures: COUNT,
    exact: z.boolean(),
    notices: z.array(z.string()),
    ...{ coarse: kinetics, fine: kinetics.optional(), front: kinetics },
  });
  return z.looseObject({
    system: z.looseObject({ noted: geometry, loaded: geometry, slope: floats(), conductance: floats() }),
    full: z.looseObject({
      kinetics,
      corrections: z.array(z.looseObject({ x: floats(), kx: floats() })).max(6),
      stale: z.boolean(),
      foreign: z.boolean(),
    }),
    reduced: model.scenario.solver.model === "full" ? z.undefined().optional() : reduced,
    status: bytes(model.population.count, 3).optional(),
    cycle: COUNT,
  });
}
