/** Tracers as short streaks that fade towards their tail, or arrows; one instanced draw per cell. */
import { type Buffer, UniformGroup } from "pixi.js";
import {
  createDrawing,
  createDynamicBuffer,
  createProgram,
  createSquares,
  type Drawing,
  destroyDrawing,
} from "./gpu.ts";
import { PALETTE } from "./palette.ts";
import { STREAK_STRIDE } from "./tracer-field.ts";

const PROGRAM = createProgram(
  "streaks",
  `in vec2 aCorner;
in vec4 aEnds;
in float aStrength;
uniform vec2 uShape;
out vec2 vLocal;
flat out float vLength;
flat out float vStrength;
void main() {
  vec2 along = aEnds.xy - aEnds.zw;
  float size = length(along);
  vec2 forward = size > 0.0 ? along / size : vec2(1.0, 0.0);
  vLength = size * uPixel.x;
  vStrength = aStrength;
  float pad = (uShape.x + 1.0) * uPixel.y + 1.0;
  vLocal = vec2(mix(-pad, vLength + pad, 0.5 * aCorner.x + 0.5), aCorner.y * pad);
  vec2 um = aEnds.zw + (vLocal.x * forward + vLocal.y * vec2(-forward.y, forward.x)) / uPixel.x;
  gl_Position = place(um);
}`,
  `in vec2 vLocal;
flat in float vLength;
flat in float vStrength;
uniform vec2 uShape;
uniform vec4 uColour;
void main() {
  float along = clamp(vLocal.x / max(vLength, 1e-3), 0.0, 1.0);
  float alpha;
  float shade = 0.0;
  if (uShape.y > 0.5) {
    float head = min(0.55 * vLength, 5.0 * uPixel.y);
    float fromTip = vLength - vLocal.x;
    float half_ = fromTip < head ? 0.5 * fromTip : 0.5 * uPixel.y;
    float off = abs(vLocal.y) - half_;
    alpha = vLocal.x < 0.0 ? 0.0 : cover(off) * 0.9;
    shade = vLocal.x < 0.0 ? 0.0 : 0.75 * cover(off - 1.1 * uPixel.y);
  } else {
    float beyond = max(max(-vLocal.x, vLocal.x - vLength), 0.0);
    float width = uShape.x * uPixel.y * mix(0.55, 1.0, along);
    float off = length(vec2(beyond, vLocal.y)) - width;
    float fade = mix(0.08, 1.0, pow(along, 1.4));
    alpha = cover(off) * fade;
    shade = 0.28 * cover(off - 0.9 * uPixel.y) * fade;
  }
  // A dark rim keeps the streak legible on the bright end of a colour map.
  float total = alpha + shade * (1.0 - alpha);
  paint(uColour.rgb * alpha / max(total, 1e-4), total * vStrength * uColour.a);
}`,
);

/** Half width of a streak and of an arrow head, CSS px. */
const STREAK_WIDTH = 0.85;
const ARROW_WIDTH = 2.6;

export interface StreakDrawing {
  readonly mesh: Drawing;
  /** Sends the streaks, which are read in place, to the GPU. */
  update(): void;
  /** `opacity` in 0..1; hidden where undefined. */
  style(opacity: number | undefined): void;
  destroy(): void;
}

export function createStreakDrawing(
  streaks: Float32Array,
  view: UniformGroup,
  kind: "streaks" | "arrows",
): StreakDrawing {
  const arrows = kind === "arrows";
  const buffer: Buffer = createDynamicBuffer(streaks);
  const geometry = createSquares(streaks.length / STREAK_STRIDE, [
    {
      buffer,
      stride: STREAK_STRIDE,
      attributes: [
        ["aEnds", 4, 0],
        ["aStrength", 1, 4],
      ],
    },
  ]);
  const uniforms = new UniformGroup({
    uShape: {
      value: new Float32Array([arrows ? ARROW_WIDTH : STREAK_WIDTH, arrows ? 1 : 0]),
      type: "vec2<f32>",
    },
    uColour: { value: new Float32Array([...PALETTE.tracer, 1]), type: "vec4<f32>" },
  });
  const mesh = createDrawing(PROGRAM, geometry, { view, streaks: uniforms });
  return {
    mesh,
    update() {
      buffer.update();
    },
    style(opacity) {
      mesh.visible = opacity !== undefined;
      uniforms.uniforms.uColour[3] = opacity ?? 0;
    },
    destroy() {
      destroyDrawing(mesh);
    },
  };
}
