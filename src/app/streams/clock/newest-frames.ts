/** The newest frame and the mesh of each cell, as they come, until both are shown together. */
import { Subscription } from "rxjs";
import type { Frame, FrameMesh } from "../../../../sim-core/index.ts";
import type { CellEngine } from "../../engine/cell-engine.ts";

/** The newest frames of both cells; undefined for one that has none yet. */
export type FramePair = readonly [Frame | undefined, Frame | undefined];

/** The meshes that belong to a pair of frames. */
export type MeshPair = readonly [FrameMesh | undefined, FrameMesh | undefined];

export class NewestFrames {
  readonly subscription = new Subscription();
  readonly #frames: [Frame | undefined, Frame | undefined] = [undefined, undefined];
  readonly #meshes: [FrameMesh | undefined, FrameMesh | undefined] = [undefined, undefined];
  #fresh = false;

  constructor(engines: readonly CellEngine[]) {
    engines.forEach((engine, cell) => {
      this.subscription.add(engine.built$.subscribe(({ frame, mesh }) => this.#keep(cell, frame, mesh)));
      this.subscription.add(engine.advanced$.subscribe(({ frame, mesh }) => this.#keep(cell, frame, mesh)));
      this.subscription.add(
        engine.status$.subscribe(({ kind }) => {
          if (kind === "refused" && this.#frames[cell] !== undefined) this.#keep(cell, undefined);
        }),
      );
    });
  }

  /** Whether there is one that has not been taken. */
  get fresh(): boolean {
    return this.#fresh;
  }

  take(): { readonly frames: FramePair; readonly meshes: MeshPair } {
    this.#fresh = false;
    return { frames: [...this.#frames], meshes: [...this.#meshes] };
  }

  /** Without a mesh the cell has the one that it had. */
  #keep(cell: number, frame: Frame | undefined, mesh = this.#meshes[cell]): void {
    this.#frames[cell] = frame;
    this.#meshes[cell] = mesh;
    this.#fresh = true;
  }
}
