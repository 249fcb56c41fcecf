/** What all drawings share: the view uniforms, GLSL snippets, and meshes made of own shaders and buffers. */
import {
  Buffer,
  BufferImageSource,
  BufferUsage,
  Geometry,
  GlProgram,
  Mesh,
  Shader,
  type TextureSource,
  UniformGroup,
} from "pixi.js";
import { TABLE_SIZE } from "../layers/form/colour-maps.ts";
import { DECADES } from "./colour-range.ts";

/**
 * Uniforms of a viewport. `uView`: scale x, y and offset x, y from um to clip space. `uClip`: left, bottom, right,
 * top of what the viewport shows, um. `uPixel`: device px per um, device px per CSS px.
 */
export function createViewUniforms(): UniformGroup {
  return new UniformGroup({
    uView: { value: new Float32Array(4), type: "vec4<f32>" },
    uClip: { value: new Float32Array(4), type: "vec4<f32>" },
    uPixel: { value: new Float32Array([1, 1]), type: "vec2<f32>" },
  });
}

/** Vertex shaders start with this and set gl_Position = place(um). */
export const VERTEX_HEAD = `#version 300 es
precision highp float;
uniform vec4 uView;
uniform vec2 uPixel;
out vec2 vWorld;
vec4 place(vec2 um) {
  vWorld = um;
  return vec4(um * uView.xy + uView.zw, 0.0, 1.0);
}
`;

/** Fragment shaders start with this and end with paint(colour, alpha), which keeps to the viewport. */
export const FRAGMENT_HEAD = `#version 300 es
precision highp float;
uniform vec4 uClip;
uniform vec2 uPixel;
in vec2 vWorld;
out vec4 finalColour;
void paint(vec3 colour, float alpha) {
  if (any(lessThan(vWorld, uClip.xy)) || any(greaterThan(vWorld, uClip.zw))) discard;
  finalColour = vec4(colour * alpha, alpha);
}
/** Share of a pixel inside an edge at signed distance d (device px, inside negative). */
float cover(float d) { return clamp(0.5 - d, 0.0, 1.0); }
/** Place of a value in a table: even, or by root (bend 1) or logarithm (2) of its size, on a scale from zero or about it. */
float scalePlace(float value, vec2 range, float bend) {
  float even = (value - range.x) / (range.y - range.x);
  float share = clamp(abs(value) / range.y, 0.0, 1.0);
  float size = bend > 1.5 ? max(0.0, 1.0 + log(max(share, 1e-9)) / ${DECADES * Math.LN10}) : sqrt(share);
  float bent = range.x < 0.0 ? 0.5 + 0.5 * sign(value) * size : size * step(0.0, value);
  return bend > 0.5 ? bent : even;
}
vec3 lookUp(sampler2D table, float t) {
  return texture(table, vec2((clamp(t, 0.0, 1.0) * 255.0 + 0.5) / 256.0, 0.5)).rgb;
}
`;

/** Returns a 256x1 texture of an RGBA table. */
export function createTableTexture(table: Uint8Array): TextureSource {
  return new BufferImageSource({
    resource: table,
    width: TABLE_SIZE,
    height: 1,
    format: "rgba8unorm",
    alphaMode: "no-premultiply-alpha",
    scaleMode: "linear",
    addressMode: "clamp-to-edge",
  });
}

/** Returns a buffer that is written anew as the run goes. */
export function createDynamicBuffer(data: Float32Array | Uint32Array): Buffer {
  return new Buffer({ data, usage: BufferUsage.VERTEX | BufferUsage.COPY_DST });
}

export function createIndexBuffer(data: Uint32Array): Buffer {
  return new Buffer({ data, usage: BufferUsage.INDEX | BufferUsage.COPY_DST | BufferUsage.STATIC });
}

/** A drawing that places itself by the view uniforms. */
export type Drawing = Mesh<Geometry, Shader>;

export function createDrawing(
  program: GlProgram,
  geometry: Geometry,
  resources: Record<string, UniformGroup | TextureSource>,
): Drawing {
  const drawing = new Mesh({ geometry, shader: new Shader({ glProgram: program, resources }) });
  drawing.eventMode = "none";
  return drawing;
}

export function createProgram(name: string, vertex: string, fragment: string): GlProgram {
  return GlProgram.from({ name, vertex: VERTEX_HEAD + vertex, fragment: FRAGMENT_HEAD + fragment });
}

/** One instanced attribute: its name, number of floats, and place in the record, in floats. */
export type InstanceAttribute = readonly [name: string, size: 1 | 2 | 4, offset: number];

/** Returns a geometry of unit squares (corner `aCorner` in -1..1), one per record of the buffers. */
export function createSquares(
  count: number,
  sources: readonly { buffer: Buffer; stride: number; attributes: readonly InstanceAttribute[] }[],
): Geometry {
  const geometry = new Geometry({
    attributes: {
      aCorner: {
        buffer: createDynamicBuffer(new Float32Array([-1, -1, 1, -1, 1, 1, -1, 1])),
        format: "float32x2",
      },
    },
    indexBuffer: createIndexBuffer(new Uint32Array([0, 1, 2, 0, 2, 3])),
    instanceCount: count,
  });
  for (const { buffer, stride, attributes } of sources) {
    for (const [name, size, offset] of attributes) {
      const format = size === 1 ? "float32" : size === 2 ? "float32x2" : "float32x4";
      geometry.addAttribute(name, { buffer, format, stride: 4 * stride, offset: 4 * offset, instance: true });
    }
  }
  return geometry;
}

/** Frees the drawing with the buffers that are its own. */
export function destroyDrawing(drawing: Drawing): void {
  const { geometry, shader } = drawing;
  drawing.destroy();
  geometry.destroy(true);
  shader?.destroy();
}

/** Whether the browser can draw here; asks for a context, and gives it back. */
export function hasWebGl2(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
