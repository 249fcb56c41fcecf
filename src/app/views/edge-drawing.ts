/** Edges of the mesh as lines one device px wide, of the layer that shows some. */
import { type Buffer, Container, Geometry, UniformGroup } from "pixi.js";
import type { Edges, Layer } from "../layers/form/layer.ts";
import type { ShownCell } from "./cell-picture.ts";
import { createDrawing, createIndexBuffer, createProgram, type Drawing, destroyDrawing } from "./gpu.ts";
import { rgb } from "./palette.ts";

const PROGRAM = createProgram(
  "edges",
  `in vec2 aPoint;
void main() { gl_Position = place(aPoint); }`,
  `uniform vec4 uColour;
void main() { paint(uColour.rgb, uColour.a); }`,
);

export interface EdgeDrawing {
  readonly container: Container;
  style(layer: Layer): void;
  destroy(): void;
}

/** `points` are the nodes where they are drawn, which the field keeps up to date. */
export function createEdgeDrawing(picture: ShownCell, points: Buffer, view: UniformGroup): EdgeDrawing {
  const container = new Container({ eventMode: "none" });
  /** Made when they are first shown; undefined where the mesh has no such edges. */
  const made = new Map<Edges, Drawing | undefined>();

  function draw({ ends, colour, opacity }: Edges): Drawing | undefined {
    const index = ends(picture.mesh);
    if (index.length === 0) return undefined;
    const geometry = new Geometry({
      attributes: { aPoint: { buffer: points, format: "float32x2" } },
      indexBuffer: createIndexBuffer(index),
      topology: "line-list",
    });
    const uniforms = new UniformGroup({
      uColour: { value: new Float32Array([...rgb(colour), opacity]), type: "vec4<f32>" },
    });
    return container.addChild(createDrawing(PROGRAM, geometry, { view, edges: uniforms }));
  }

  return {
    container,
    style({ onTop: { edges } }) {
      if (edges !== undefined && !made.has(edges)) made.set(edges, draw(edges));
      for (const [each, drawing] of made) if (drawing !== undefined) drawing.visible = each === edges;
    },
    destroy() {
      for (const drawing of made.values()) if (drawing !== undefined) destroyDrawing(drawing);
      container.destroy();
    },
  };
}
