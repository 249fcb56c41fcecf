/**
 * Meshes from another worker: orders go out, answers come in, both plain data. As long as nobody has said at the other end
 * that it is there, where making one has failed there, and where an answer does not come for too long, meshes are made
 * here; which, is nothing that a run could tell.
 */
import {
  createMesher,
  createMeshSource,
  type MeshAnswer,
  type MeshOrder,
  type MeshSource,
} from "../../../sim-core/index.ts";
import { transferables } from "./messages.ts";

export interface PostedOrder {
  readonly id: number;
  readonly order: MeshOrder;
}

export type MeshReport =
  | { readonly kind: "ready" }
  | { readonly kind: "made"; readonly id: number; readonly answer: MeshAnswer }
  | { readonly kind: "broken"; readonly id: number };

/** Times that patience may run out over one order before the maker is taken for gone. */
const MOST_WAITS = 24;

/** One end of a channel (a MessagePort will do), here and at the maker. */
export interface OrderPort {
  postMessage(message: PostedOrder): void;
  onmessage: ((event: MessageEvent<MeshReport>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}
export interface MakerPort {
  postMessage(message: MeshReport, transfer: ArrayBuffer[]): void;
  onmessage: ((event: MessageEvent<PostedOrder>) => void) | null;
}

export interface OrderedMeshes {
  readonly source: MeshSource;
  /** Resolves when an answer has come that nobody had waited for yet, or `patience` has resolved. */
  untilMesh(patience: Promise<void>): Promise<void>;
}

/** Returns the source of meshes that are made at the other end of `port`. */
export function orderMeshes(port: OrderPort): OrderedMeshes {
  const here = createMeshSource();
  const answers = new Map<number, MeshAnswer | "broken">();
  let isReady = false;
  let last = 0;
  let waits = 0;
  let arrive: () => void = () => undefined;
  let arrival = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  port.onmessage = ({ data }) => {
    // Whoever answers is there, be it late.
    isReady = true;
    waits = 0;
    if (data.kind !== "ready") answers.set(data.id, data.kind === "made" ? data.answer : "broken");
    if (data.kind !== "ready") arrive();
  };
  port.onmessageerror = () => {
    isReady = false;
    arrive();
  };

  return {
    source: {
      request(order) {
        const own = here.request(order);
        if (!isReady) return own;
        const id = ++last;
        waits = 0;
        port.postMessage({ id, order });
        // Whatever was ordered before is not waited for any more.
        answers.clear();
        return () => {
          const answer = answers.get(id);
          return answer === "broken" || (answer === undefined && !isReady) ? own() : answer;
        };
      },
    },
    async untilMesh(patience) {
      const came = await Promise.race([arrival.then(() => true), patience.then(() => false)]);
      waits = came ? 0 : waits + 1;
      if (waits >= MOST_WAITS) isReady = false;
      arrival = new Promise((resolve) => {
        arrive = resolve;
      });
    },
  };
}

/** Makes the meshes that come in as orders at `port`. */
export function makeMeshes(port: MakerPort): void {
  const make = createMesher();
  port.onmessage = ({ data: { id, order } }) => {
    try {
      const answer = make(order);
      port.postMessage({ kind: "made", id, answer }, transferables(answer));
    } catch {
      port.postMessage({ kind: "broken", id }, []);
    }
  };
  port.postMessage({ kind: "ready" }, []);
}
