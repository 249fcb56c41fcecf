/**
 * Patches of poor conductor that a hand has painted into the electrolyte. A triangle is of a patch where its middle is, in
 * the position in which it was meshed, so that what a mesh makes of a patch follows from both alone. physics.md 6.9.
 */
import { InputError } from "../base/errors.ts";
import type { CrossSection } from "../mesh/cross-section.ts";
import { findMiddles, type TriangleMesh } from "../mesh/transfer/triangle-density.ts";
import { findMissingPatches } from "../scenario/record/patch-events.ts";
import type { Patch, ScenarioEvent } from "../scenario/record/scenario.ts";

const MICROMETRES = 1e6;

type MeshedElectrolyte = Pick<TriangleMesh, "points" | "triangles">;

/** Whether the place is in the disc, um. */
function covers({ x, y, radius }: Omit<Patch, "factor">, atX: number, atY: number): boolean {
  const [dx, dy] = [atX - x, atY - y];
  return dx * dx + dy * dy <= radius * radius;
}

/**
 * Returns the factor on the conductivity [nTriangle] that `patches` leave of `built`, the last of those that overlap; `built`
 * itself where they change nothing.
 */
export function paintFactors(
  electrolyte: MeshedElectrolyte,
  patches: readonly Patch[] | undefined,
  built: Float64Array | undefined,
): Float64Array | undefined {
  if (patches === undefined) return built;
  const middles = findMiddles(electrolyte);
  const factors = middles.x.map((x, t) => {
    const last = patches.findLast((own) => covers(own, x * MICROMETRES, middles.y[t] * MICROMETRES));
    return last?.factor ?? 1;
  });
  if (factors.every((own) => own === 1)) return built;
  return built === undefined ? factors : factors.map((own, t) => own * built[t]);
}

/** Whether the middle of any triangle lies in the patch. */
export function touchesElectrolyte(electrolyte: MeshedElectrolyte, patch: Patch): boolean {
  const { x, y } = findMiddles(electrolyte);
  return x.some((own, t) => covers(patch, own * MICROMETRES, y[t] * MICROMETRES));
}

/**
 * Returns the patches after another one has been painted, undefined where none is left: those that lie wholly beneath it are
 * gone, and one of factor 1 stays only where it wipes a part of another.
 */
export function addPatch(patches: readonly Patch[], added: Patch): readonly Patch[] | undefined {
  const distance = (own: Patch): number => Math.sqrt((own.x - added.x) ** 2 + (own.y - added.y) ** 2);
  const kept = patches.filter((own) => distance(own) + own.radius > added.radius);
  const wipes = kept.some((own) => distance(own) < own.radius + added.radius);
  const all = added.factor === 1 && !wipes ? kept : [...kept, added];
  return all.some(({ factor }) => factor < 1) ? all : undefined;
}

/** What a patch has to reach in a cell that has not been meshed. */
export function describeRoom(
  section: Pick<CrossSection, "width" | "cathodeThickness" | "electrolyteThickness">,
): Parameters<typeof findMissingPatches>[1] {
  const width = section.width * MICROMETRES;
  const height = (section.cathodeThickness + section.electrolyteThickness) * MICROMETRES;
  const nearest = (at: number, end: number): number => Math.min(Math.max(at, 0), end);
  return {
    touches: (patch) => covers(patch, nearest(patch.x, width), nearest(patch.y, height)),
    expected: `one that reaches into the electrolyte: x from 0 um to ${roundMicrometres(width)} um, y from 0 um to ${roundMicrometres(height)} um, particles aside`,
  };
}

function roundMicrometres(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** Throws InputError with all events about patches that lie over no triangle of a cell's electrolyte. */
export function refusePatches(
  events: readonly ScenarioEvent[],
  { section, electrolyte }: { readonly section: CrossSection; readonly electrolyte: MeshedElectrolyte },
): void {
  const { expected } = describeRoom(section);
  const touches = (patch: Patch): boolean => touchesElectrolyte(electrolyte, patch);
  const problems = findMissingPatches(events, { touches, expected });
  if (problems.length > 0) throw new InputError(problems);
}
