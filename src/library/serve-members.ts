/** The worker's side of an ensemble. */
import { createGeometryCache } from "../../sim-core/index.ts";
import type { MemberReport, PostedMember } from "./members.ts";
import { solveMember } from "./solve-member.ts";

/** The worker's end of a channel: the scope of a web worker, or the port to the parent of a worker thread. */
export interface MemberPort {
  /** Reports to whoever has handed the member over. */
  postMessage(message: MemberReport): void;
  /** Called with a member that is to be computed. */
  onmessage: ((event: MessageEvent<PostedMember>) => void) | null;
}

/**
 * Computes the members of an ensemble that come in at `port`, the worker itself where none is given, one after another; those
 * of one geometry share what follows from it.
 */
export function serveMembers(port: MemberPort = globalThis as unknown as MemberPort): void {
  const shared = createGeometryCache();
  port.onmessage = ({ data }) => {
    const turns = solveMember(data, shared);
    let turn = turns.next();
    for (; !turn.done; turn = turns.next()) {
      for (const progress of turn.value) port.postMessage({ kind: "progress", progress });
    }
    port.postMessage({ kind: "result", result: turn.value });
  };
}
