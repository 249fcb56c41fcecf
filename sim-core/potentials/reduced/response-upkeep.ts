/**
 * The Green's matrix of the electrolyte as it is loaded, made anew no sooner than somebody solves: another conductivity
 * only scales it, and while the nodes move it is kept until it is found to be off.
 */

import type { Boundary } from "../boundary.ts";
import {
  type ConductionStructure,
  type ConductionSystem,
  createConductionSystem,
} from "../conduction-system.ts";
import type { Geometry } from "../geometry.ts";
import type { InterfaceModes } from "../interface-modes.ts";
import type { ReducedMemory } from "../solver-memory.ts";
import { createModalResponse, groundSystem, type ModalResponse } from "./modal-response.ts";

export type ResponseMemory = Pick<ReducedMemory, "responseOn" | "factor" | "builtFor" | "aged">;

export class ResponseUpkeep {
  /** Tied down at one node of the front as soon as it is loaded. */
  readonly #system: ConductionSystem;
  readonly #boundary: Boundary;
  readonly #modes: InterfaceModes;
  #response: ModalResponse | undefined;
  /** Geometry for which the response was made, its factor since, and the conductivity that this stands for. */
  #responseOn: Geometry | undefined;
  #factor = 1;
  #builtFor = 0;
  #loaded: Geometry | undefined;
  /** The stiffness that the system has not been loaded with yet. */
  #pending: (() => ArrayLike<number>) | undefined;
  #aged = false;

  constructor(structure: ConductionStructure, boundary: Boundary, modes: InterfaceModes) {
    this.#system = createConductionSystem(structure, boundary);
    this.#boundary = boundary;
    this.#modes = modes;
  }

  /** The nodes have moved since the response was built. */
  get aged(): boolean {
    return this.#aged;
  }

  /** Takes K of `geometry`, whose unit stiffness is asked for when needed; `moved`: it is another than before. */
  load(stiffness: () => ArrayLike<number>, geometry: Geometry, moved: boolean): void {
    this.#pending = stiffness;
    this.#loaded = geometry;
    if (moved && this.#response !== undefined) this.#aged = true;
  }

  /** Returns the response for the conductivity of now; the nodes may have moved since it was built. */
  current(): ModalResponse {
    if (this.#loaded === undefined) throw new Error("broken invariant: a geometry is loaded before a solve");
    const { conductivity } = this.#loaded;
    if (this.#response === undefined) {
      this.#response = createModalResponse(this.#ground(), this.#boundary, this.#modes);
      this.#responseOn = this.#loaded;
      this.#factor = 1;
      this.#builtFor = conductivity;
    }
    if (this.#builtFor !== conductivity) {
      this.#response.scale(this.#builtFor / conductivity);
      this.#factor *= this.#builtFor / conductivity;
    }
    this.#builtFor = conductivity;
    return this.#response;
  }

  /** The next response is built on the nodes of then. */
  discard(): void {
    this.#response = undefined;
    this.#responseOn = undefined;
    this.#aged = false;
  }

  /** Writes the potential of every electrolyte node [nNode] for boundary values and injections that belong to K. */
  extend(potential: ArrayLike<number>, injection: ArrayLike<number>, out: Float64Array): void {
    this.#ground().extend(potential, injection, out);
  }

  remember(): ResponseMemory {
    return {
      responseOn: this.#responseOn,
      factor: this.#factor,
      builtFor: this.#builtFor,
      aged: this.#aged,
    };
  }

  /** Builds the response that was remembered. What was loaded before has to be loaded again. */
  recall(memory: ResponseMemory, stiffness: (geometry: Geometry) => ArrayLike<number>): void {
    const { responseOn, factor } = memory;
    this.#responseOn = responseOn;
    this.#factor = factor;
    this.#builtFor = memory.builtFor;
    this.#aged = memory.aged;
    if (responseOn === undefined) return;
    this.#system.load(stiffness(responseOn), responseOn.conductivity);
    groundSystem(this.#system, this.#boundary);
    this.#response = createModalResponse(this.#system, this.#boundary, this.#modes);
    this.#response.scale(factor);
  }

  #ground(): ConductionSystem {
    if (this.#pending !== undefined && this.#loaded !== undefined) {
      this.#system.load(this.#pending(), this.#loaded.conductivity);
      groundSystem(this.#system, this.#boundary);
      this.#pending = undefined;
    }
    return this.#system;
  }
}
