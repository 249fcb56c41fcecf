/**
 * What a checkpoint has to be before a run goes on from it: the fields that the solver reads, arrays of the lengths that the
 * model has, indices within them, numbers that are numbers. Records may hold more than is named here, which only has to be
 * finite. Arrays of the solvers' memory are measured by the solvers themselves, as they take them in.
 */
import { z } from "zod";
import type { Model } from "../../cell/model.ts";
import type { ProtocolCursor } from "../../cell/state.ts";
import { createInitialState } from "../../mechanisms/initial-state.ts";
import type { Protocol } from "../../scenario/record/scenario.ts";
import { bytes, CONDUCTIVITY, COUNT, floats, NUMBER } from "./array-schema.ts";
import { cycleMemorySchema } from "./cycle-memory-schema.ts";

/** Whole numbers of any length from 0 up to below `end`, as array of 4 bytes each. */
function indices(end: number): z.ZodType<Int32Array> {
  return z.custom<Int32Array>(
    (value) => value instanceof Int32Array && value.every((own) => own >= 0 && own < end),
    { error: `Int32Array, all from 0 to ${end - 1}` },
  );
}

const MODEL = z.object({
  conductivity: CONDUCTIVITY,
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

const PATCH = z.object({
  ...{ x: NUMBER, y: NUMBER },
  radius: NUMBER.positive({ error: "a radius above 0" }),
  factor: z.number({ error: "a factor" }).min(1e-3, { error: "a factor" }).max(1, { error: "a factor" }),
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

/** A state of `model`, without its memory; what a state has from the start is measured by one. */
export function stateSchema(model: Model): z.ZodType {
  const { population, boundary, electrolyte, scenario } = model;
  const begin = createInitialState(model);
  const nFront = boundary.count - boundary.frontStart;
  const nTriangle = electrolyte.triangles.length / 3;
  const geometry = geometrySchema(model);
  const potentials = potentialsSchema(model);
  const concentration = floats(begin.particles.concentration.length);
  return like(begin, {
    cursor: like(begin.cursor).refine((cursor) => isInProtocol(scenario.protocol, cursor as ProtocolCursor), {
      error: "a step of the protocol",
    }),
    particles: like(begin.particles, { status: bytes(population.count, 4) }),
    front: like(begin.front, { depleted: bytes(nFront, 2) }),
    electrolyte: like(begin.electrolyte, {
      cracks: z.array(crackSchema(model)),
      shortCircuit: indices(nTriangle),
      patches: z.array(PATCH).optional(),
    }),
    mechanics: mechanicsSchema(model).optional(),
    cycles: cycleMemorySchema(model).optional(),
    awaited: z.looseObject({ geometry, drift: floats(population.count) }).optional(),
    ...{ geometry, potentials, solvedOn: geometry },
    past: z.array(z.looseObject({ timeStep: NUMBER, current: NUMBER, potentials, geometry })).max(4),
    earlier: z
      .array(
        z.looseObject({
          timeStep: NUMBER,
          concentration,
          plated: floats(nFront),
          charge: NUMBER,
          energy: NUMBER,
        }),
      )
      .max(3),
  });
}

/** Whether there is such a step, and such an interval of its profile. */
function isInProtocol({ blocks }: Protocol, { block, inCheck, index, segment }: ProtocolCursor): boolean {
  const own = blocks[block];
  const step = (inCheck ? own?.check?.steps : own?.steps)?.[index];
  if (step === undefined) return false;
  return step.kind === "profile"
    ? Number.isInteger(segment) && segment >= 0 && segment < step.repeat * step.profile.currentDensity.length
    : segment === 0;
}

/**
 * A record with the members of `template`, or with those in `own`: numbers, switches, texts, records of the same kind,
 * arrays of the same type and length, of any length where the template's is empty.
 */
function like(template: object, own: Readonly<Record<string, z.ZodType>> = {}): z.ZodType {
  const members = Object.entries(template).map(([key, value]) => [key, own[key] ?? likeValue(value)]);
  return z.looseObject(Object.fromEntries(members));
}

function likeValue(value: unknown): z.ZodType {
  if (typeof value === "number") return NUMBER;
  if (typeof value === "boolean") return z.boolean();
  if (typeof value === "string") return z.string();
  if (Array.isArray(value)) return z.array(z.unknown());
  if (ArrayBuffer.isView(value)) return arrayLike(value as Float64Array);
  return value === undefined ? z.unknown().optional() : like(value as object);
}

function arrayLike(template: Float64Array): z.ZodType {
  const { length } = template;
  const kind = template.constructor;
  return z.custom(
    (value) =>
      ArrayBuffer.isView(value) &&
      value.constructor === kind &&
      (length === 0 || (value as Float64Array).length === length),
    { error: length === 0 ? kind.name : `${kind.name} of ${length}` },
  );
}

function geometrySchema({ electrolyte, boundary }: Model): z.ZodType {
  const front = floats(boundary.count - boundary.frontStart);
  const { nodeCount, triangles } = electrolyte;
  return z.looseObject({
    points: floats(2 * nodeCount).refine((points) => hasAreas(points, triangles), {
      error: "nodes between which no triangle is turned over",
    }),
    conductivity: CONDUCTIVITY,
    obstruction: floats(triangles.length / 3)
      .refine((factor) => factor.every((own) => own > 0), { error: "factors above 0" })
      .optional(),
    frontLength: front,
    grown: front,
  });
}

function hasAreas(points: Float64Array, triangles: ArrayLike<number>): boolean {
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [2 * triangles[t], 2 * triangles[t + 1], 2 * triangles[t + 2]];
    const [x, y] = [points[a], points[a + 1]];
    const doubled = (points[b] - x) * (points[c + 1] - y) - (points[b + 1] - y) * (points[c] - x);
    if (!(doubled > 0)) return false;
  }
  return true;
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

const TOLD = z.object({
  samples: z.array(z.looseObject({ time: NUMBER })),
  steps: z.array(z.looseObject({ stepCount: COUNT })),
  cycles: z.array(z.looseObject({ cycle: COUNT })),
  notices: z.array(z.string()),
  events: z.array(z.looseObject({ kind: z.string() })),
});

/** The memory of a run of `model`, without a step that is held. */
export function memorySchema(model: Model): z.ZodType {
  return z.looseObject({
    solver: solverSchema(model),
    known: z.array(z.enum(["detachment", "letGo", "yield", "depletion", "crack", "short"])),
    status: z.object({
      kind: z.enum(["running", "completed", "end-condition", "empty", "worn-out", "shorted", "failed"]),
      message: z.string(),
    }),
    said: z.array(z.string()),
    untold: TOLD.optional(),
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
    reduced: model.scenario.solver.model !== "reduced" ? z.undefined().optional() : reduced,
    status: bytes(model.population.count, 4).optional(),
    cycle: COUNT,
  });
}
