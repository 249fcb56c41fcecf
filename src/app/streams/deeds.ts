/** What a cell has done so far, in one sentence of what is known of it and nothing else. */
import { type Frame, PARTICLE_ACTIVE, PARTICLE_LET_GO } from "../../../sim-core/index.ts";
import { type CellHistory, historyUntil } from "./history.ts";

type Seen = Pick<Frame, "time" | "cycle" | "particleStatus" | "jumped">;

/**
 * Returns how far a cell has come by the time of the frame, what capacity it keeps after its last finished cycle against the
 * first one that gives back what was charged, and how many of its particles are lost; a capacity is not named before there
 * are two cycles to compare.
 */
export function describeDeeds(frame: Seen | undefined, history: CellHistory): string {
  if (frame === undefined) return "Being prepared.";
  const { cycles } = historyUntil(history, frame.time);
  const finished = cycles.filter(({ retention }) => retention !== null);
  const last = finished.at(-1);
  const count = cycles.length;
  const kept =
    finished.length < 2 || last === undefined ? [] : [`keeps ${(100 * Number(last.retention)).toFixed(1)} %`];
  const when =
    count === 0 ? `Cycle ${frame.cycle} runs` : `After ${count} ${count === 1 ? "cycle" : "cycles"}`;
  return `${when}: ${[...kept, describeLost(frame.particleStatus)].join(", ")}.`;
}

function describeLost(status: ArrayLike<number>): string {
  let lost = 0;
  let letGo = 0;
  for (let p = 0; p < status.length; p++) {
    if (status[p] === PARTICLE_LET_GO) letGo += 1;
    else if (status[p] !== PARTICLE_ACTIVE) lost += 1;
  }
  const byHand = letGo === 0 ? "" : `, ${letGo} let go by hand`;
  return lost === 0 ? `no particle lost${byHand}` : `${lost} of ${status.length} particles lost${byHand}`;
}
