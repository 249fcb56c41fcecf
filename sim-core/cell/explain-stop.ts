/** What a cell looks like whose potentials cannot be solved any more, in words a person can act on. */
import { FARADAY } from "../base/constants.ts";
import { showNumber as show } from "../scenario/record/problems.ts";
import { PARTICLE_ACTIVE, PARTICLE_CUT_OFF, PARTICLE_LET_GO } from "./frame.ts";
import type { Model } from "./model.ts";
import type { CellState } from "./state.ts";

/** Of x: a surface nearer to 0 or 1 has hardly any exchange current left. */
const EDGE = 0.02;
/** Lag of a surface behind its mean, in x, that leaves no room between empty and full. */
const LARGEST_LAG = 1;

/** Returns the `reason` of a step that could not be made from `state`, with its cause as far as the cell shows it. */
export function explainStop(model: Model, state: CellState, reason: string): string {
  const cause = findCause(model, state);
  return cause === undefined ? reason : `${cause} (${reason})`;
}

function findCause(model: Model, { particles, current }: CellState): string | undefined {
  const { population } = model;
  const { status, surface } = particles;
  const active: number[] = [];
  let cutOff = 0;
  let letGo = 0;
  for (let p = 0; p < population.count; p++) {
    if (status[p] === PARTICLE_ACTIVE) active.push(p);
    if (status[p] === PARTICLE_CUT_OFF) cutOff++;
    if (status[p] === PARTICLE_LET_GO) letGo++;
  }
  if (active.length === 0) {
    if (letGo === population.count) return `all ${letGo} particles were let go by hand`;
    const detached = population.count - cutOff - letGo;
    const lost = `${detached} of ${population.count} particles have lost contact, ${cutOff} have no electronic path to the collector`;
    return letGo === 0 ? lost : `${lost}, ${letGo} were let go by hand`;
  }
  const lowest = Math.min(...active.map((p) => surface[p]));
  const highest = Math.max(...active.map((p) => surface[p]));
  if (highest > 1 - EDGE) return `particles are full of lithium at their surface (x = ${show(highest)})`;
  if (lowest < EDGE) return `particles are empty of lithium at their surface (x = ${show(lowest)})`;
  const lag = estimateLag(model, { current, active, surface });
  if (lag <= LARGEST_LAG) return undefined;
  return `diffusion is too slow for this current: the surface of the particles would lag their mean by x = ${show(lag)}`;
}

/** Quasi-steady lag of a sphere's surface behind its mean, (dx/dt) R^2 / 15 D, in the mean particle. */
function estimateLag(
  { scenario, population, oneC }: Model,
  given: { readonly current: number; readonly active: readonly number[]; readonly surface: Float64Array },
): number {
  const { ncm, cell } = scenario;
  const { active, surface } = given;
  const area = active.reduce((sum, p) => sum + population.area[p], 0);
  const asked = Math.abs(given.current) || oneC * cell.cRate;
  const rate = asked / (FARADAY * ncm.maximumConcentration * area);
  const mean = active.reduce((sum, p) => sum + surface[p], 0) / active.length;
  const radius = active.reduce((sum, p) => sum + population.radius[p], 0) / active.length;
  return (rate * radius * radius) / (15 * ncm.diffusivity.evaluate(mean));
}
