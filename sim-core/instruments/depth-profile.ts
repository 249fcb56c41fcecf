/**
 * Products of the reaction between lithium and Li6PS5Cl as X-ray photoelectrons would see them while they are etched away from
 * the side of the electrolyte: electrons from depth s reach the detector with exp(-s/lambda), so of a layer that is still d
 * thick the share 1 - exp(-d/lambda) of the signal comes; the rest is what lies below. Mean over the front. physics.md 15.4.
 */
import { consumedCharge } from "../anode/lithium.ts";
import { expm1 } from "../base/elementary.ts";
import { InputError, type InputProblem } from "../base/errors.ts";
import type { Model } from "../cell/model.ts";
import type { CellState } from "../cell/state.ts";
import { interphaseThickness } from "../degradation/interphase.ts";

/** What is etched and how deep is looked. */
export interface DepthProfileRequest {
  /** nm of etching, each 0 or more; those of Zheng 2023 and the surface unless it is said. */
  readonly depths?: readonly number[] | undefined;
  /** nm: lambda, mean depth from which electrons come. */
  readonly escapeDepth?: number | undefined;
}

/** After one depth of etching; names and units are those of the table. */
export interface DepthProfilePoint {
  readonly depth_nm: number;
  /** Share of the signal that comes from products, 0..1. */
  readonly products: number;
  /** Share that comes from below them: lithium, or Li6PS5Cl where the anode is looked at from its other side. */
  readonly below: number;
  /** Share of the front on which products are left. */
  readonly covered: number;
}

const DEPTHS: readonly number[] = [0, 40, 80, 120, 160];
/** nm: S 2p and P 2p under Al K-alpha in Li2S and Li6PS5Cl, by the formula TPP-2M. */
const ESCAPE_DEPTH = 3.3;
/** nm; a depth beyond it is a slip of units. */
const LARGEST_DEPTH = 1e6;

/** Returns the profile of the front of `state`, in the order of the depths; throws InputError where the request is wrong. */
export function measureDepthProfile(
  { scenario }: Pick<Model, "scenario">,
  { front, geometry }: Pick<CellState, "front" | "geometry">,
  { depths = DEPTHS, escapeDepth = ESCAPE_DEPTH }: DepthProfileRequest = {},
): DepthProfilePoint[] {
  checkRequest(depths, escapeDepth);
  const { thicknessPerCharge } = scenario.interphase;
  const thickness = consumedCharge(front).map(
    (charge) => 1e9 * interphaseThickness(charge, thicknessPerCharge),
  );
  return depths.map((depth) => {
    const left = thickness.map((own) => Math.max(0, own - depth));
    const products = average(geometry.frontLength, (k) => -expm1(-left[k] / escapeDepth));
    const covered = average(geometry.frontLength, (k) => (left[k] > 0 ? 1 : 0));
    return { depth_nm: depth, products, below: 1 - products, covered };
  });
}

function checkRequest(depths: readonly number[], escapeDepth: number): void {
  const problems: InputProblem[] = [];
  const check = (where: string, value: number, least: number): void => {
    if (!(value >= least && value <= LARGEST_DEPTH)) {
      problems.push({
        where,
        got: String(value),
        expected: `a depth in nm from ${least} to ${LARGEST_DEPTH}`,
      });
    }
  };
  depths.forEach((depth, k) => {
    check(`depths.${k}`, depth, 0);
  });
  check("escapeDepth", escapeDepth, 0.01);
  if (problems.length > 0) throw new InputError(problems);
}

function average(length: ArrayLike<number>, valueAt: (k: number) => number): number {
  let sum = 0;
  let total = 0;
  for (let k = 0; k < length.length; k++) {
    sum += length[k] * valueAt(k);
    total += length[k];
  }
  return sum / total;
}
