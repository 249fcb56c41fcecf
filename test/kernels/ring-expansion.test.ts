import { expect, it } from "vitest";
import { createRingExpansion } from "../../sim-core/kernels/ring-expansion.ts";
import { createRandomVector } from "../linalg/matrices.ts";

const START = [0, 3, 3, 7, 12];
const NODES = 12;

it.each([1, 3, 5])(
  "expands %i waves of rings of odd, no and even length, in both forms to the same bits",
  (waves) => {
    const values = createRandomVector(NODES * waves, 3);
    const share = createRandomVector(NODES, 5);
    const given = createRandomVector(8 * waves, 7);
    const [potentials, flows] = [given.subarray(0, 4 * waves), given.subarray(4 * waves)];
    const results = (["typescript", "wasm"] as const).map((kernels) => {
      const rings = createRingExpansion({ start: START, waves, values, share }, { kernels });
      rings.potentials.set(potentials);
      rings.flows.set(flows);
      // Twice, since nothing may stay behind from the first time.
      rings.expand(1e9);
      rings.expand(0.7);
      return [rings.potential, rings.flow].map((array) => Array.from(array));
    });
    expect(results[1]).toEqual(results[0]);
    const [potential, flow] = results[0]!;
    for (let p = 0; p < 4; p++) {
      for (let k = START[p]!; k < START[p + 1]!; k++) {
        let [above, along] = [0.7, 0];
        for (let m = 0; m < waves; m++) {
          above += values[k * waves + m]! * potentials[p * waves + m]!;
          along += values[k * waves + m]! * flows[p * waves + m]!;
        }
        expect(potential![k]).toBeCloseTo(above, 13);
        expect(flow![k]).toBeCloseTo(share[k]! * along, 13);
      }
    }
  },
);
