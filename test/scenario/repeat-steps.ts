/** Protocols of one block. */
import { UNNAMED_BLOCK } from "../../sim-core/scenario/protocol/protocol.ts";
import type { Protocol, ProtocolStep } from "../../sim-core/scenario/record/scenario.ts";

/** Returns the protocol that passes `repeat` times over `steps`. */
export function repeatSteps(steps: readonly ProtocolStep[], repeat: number): Protocol {
  return { blocks: [{ name: UNNAMED_BLOCK, repeat: 1, steps }], repeat, end: [], referenceCycle: 0 };
}
