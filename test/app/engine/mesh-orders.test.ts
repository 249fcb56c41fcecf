/** A run in this thread whose meshes come from a real channel, as in the app. */
import { MessageChannel } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { createRun, type MeshOrder, type Run } from "../../../sim-core/index.ts";
import {
  type MakerPort,
  makeMeshes,
  type OrderPort,
  orderMeshes,
  type PostedOrder,
} from "../../../src/app/engine/mesh-orders.ts";
import { protrudedScenario } from "../../cell/small-cell.ts";

const scenario = protrudedScenario();
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function finish(run: Run, untilMesh: () => Promise<void>): Promise<number> {
  let waits = 0;
  while (run.status.kind === "running") {
    const { waiting } = run.advance({ maximumSteps: 3 });
    if (!waiting) continue;
    waits++;
    await untilMesh();
  }
  return waits;
}

describe("meshes of another worker", () => {
  it("make the same run, byte by byte, and wait for nothing that never comes", async () => {
    const { port1, port2 } = new MessageChannel();
    const { source, untilMesh } = orderMeshes(port2 as unknown as OrderPort);
    makeMeshes(port1 as unknown as MakerPort);
    // The other end says that it is there.
    await later(20);
    const run = createRun(scenario, source);
    const waits = await finish(run, () => untilMesh(later(5000)));
    port1.close();
    port2.close();
    const own = createRun(scenario);
    own.advance({});
    expect(waits).toBeGreaterThanOrEqual(own.mesh.version);
    expect(own.mesh.version).toBeGreaterThan(1);
    expect(run.frame()).toEqual(own.frame());
    expect(run.mesh).toEqual(own.mesh);
  }, 60_000);

  it("are made here where nobody answers, or where the answer is that it cannot be done there", async () => {
    const own = createRun(scenario);
    own.advance({});
    const orders: PostedOrder[] = [];
    const port: OrderPort = {
      postMessage: (message) => void orders.push(message),
      onmessage: null,
      onmessageerror: null,
    };
    const alone = orderMeshes(port);
    const run = createRun(scenario, alone.source);
    expect(await finish(run, () => alone.untilMesh(later(1)))).toBe(0);
    expect(orders.length).toBe(0);
    expect(run.frame()).toEqual(own.frame());

    const broken = orderMeshes(port);
    const tell = (data: unknown): void => port.onmessage?.({ data } as MessageEvent);
    tell({ kind: "ready" });
    const other = createRun(scenario, broken.source);
    await finish(other, async () => tell({ kind: "broken", id: orders.at(-1)!.id }));
    expect(orders.length).toBeGreaterThan(1);
    expect(other.frame()).toEqual(own.frame());
  }, 60_000);

  it("are made here, the same, once nobody has answered for too long", async () => {
    const own = createRun(scenario);
    own.advance({});
    const orders: PostedOrder[] = [];
    const port: OrderPort = {
      postMessage: (message) => void orders.push(message),
      onmessage: null,
      onmessageerror: null,
    };
    const gone = orderMeshes(port);
    port.onmessage?.({ data: { kind: "ready" } } as MessageEvent);
    const run = createRun(scenario, gone.source);
    const waits = await finish(run, () => gone.untilMesh(Promise.resolve()));
    expect(waits).toBe(24);
    expect(orders).toHaveLength(1);
    expect(run.frame()).toEqual(own.frame());

    // A torn answer is as good as none.
    const torn = orderMeshes(port);
    port.onmessage?.({ data: { kind: "ready" } } as MessageEvent);
    const other = createRun(scenario, torn.source);
    const tear = async (): Promise<void> => port.onmessageerror?.({} as MessageEvent);
    expect(await finish(other, tear)).toBe(1);
    expect(other.frame()).toEqual(own.frame());
  }, 60_000);

  it("hand over all arrays of an answer, and still know the grains for the next one", async () => {
    const posted: MeshOrder[] = [];
    const { source } = orderMeshes({
      postMessage: ({ order }) => void posted.push(structuredClone(order)),
      onmessageerror: null,
      set onmessage(receive: ((event: MessageEvent) => void) | null) {
        receive?.({ data: { kind: "ready" } } as MessageEvent);
      },
    });
    createRun(scenario, source).advance({});
    const [order] = posted as [MeshOrder];
    const handed: { kind: string; answer?: unknown; transfer: ArrayBuffer[] }[] = [];
    const maker: MakerPort = {
      onmessage: null,
      postMessage: (message, transfer) => {
        handed.push({ ...structuredClone(message, { transfer }), transfer });
      },
    };
    makeMeshes(maker);
    for (const id of [1, 2, 3])
      maker.onmessage?.({ data: { id, order: structuredClone(order) } } as MessageEvent);
    expect(handed.map(({ kind }) => kind)).toEqual(["ready", "made", "made", "made"]);
    expect(handed[1]!.transfer.length).toBeGreaterThan(30);
    expect(handed[2]!.answer).toEqual(handed[1]!.answer);
    expect(handed[3]!.answer).toEqual(handed[1]!.answer);
  }, 60_000);
});
