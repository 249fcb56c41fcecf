/** GLSL of one particle. Widths are in CSS px where they must stay legible, in shares of the radius where they can. */

export const PARTICLE_VERTEX = `in vec2 aCorner;
in vec4 aDisc;
in vec2 aState;
in vec4 aValues;
uniform vec3 uMode;
out vec2 vLocal;
flat out vec2 vRadii;
flat out vec2 vState;
flat out vec4 vValues;
flat out float vSelected;
flat out float vTurn;
void main() {
  vSelected = abs(float(gl_InstanceID) - uMode.z) < 0.5 ? 1.0 : 0.0;
  float reach = aDisc.z + 6.0 * uPixel.y / uPixel.x;
  vLocal = aCorner * reach;
  vRadii = aDisc.zw;
  vState = aState;
  vValues = aValues;
  vTurn = fract(sin(float(gl_InstanceID) * 12.9898) * 43758.5453);
  gl_Position = place(aDisc.xy + vLocal);
}`;

export const PARTICLE_FRAGMENT = `in vec2 vLocal;
flat in vec2 vRadii;
flat in vec2 vState;
flat in vec4 vValues;
flat in float vSelected;
flat in float vTurn;
uniform sampler2D uTable;
uniform sampler2D uTint;
uniform vec2 uRange;
uniform vec2 uTintRange;
uniform vec4 uPlain;
uniform vec3 uMode;
uniform vec2 uBend;
uniform vec3 uGap;
uniform vec3 uOutline;
uniform vec3 uInactive;
uniform vec3 uInactiveLine;
uniform vec3 uSelection;
uniform vec4 uCoat;
vec3 tint(float x) {
  return lookUp(uTint, scalePlace(x, uTintRange, uBend.y));
}
void main() {
  float d = length(vLocal) * uPixel.x;
  float px = uPixel.y;
  float hole = vRadii.x * uPixel.x;
  float detached = vState.x > 0.5 && (vState.x < 1.5 || vState.x > 2.5) ? 1.0 : 0.0;
  float inactive = vState.x > 0.5 ? 1.0 : 0.0;
  float turn = fract(atan(vLocal.y, vLocal.x) / 6.2831853 + vTurn);
  float inArc = detached > 0.5 ? 1.0 : step(turn, vState.y);
  float gapWidth = max(0.13 * hole, 1.5 * px);
  float body = mix(vRadii.y * uPixel.x, min(vRadii.y * uPixel.x, hole - gapWidth), inArc);

  vec3 field = lookUp(uTable, scalePlace(vValues.x, uRange, uBend.x));
  vec3 colour = mix(mix(field, uPlain.rgb, uPlain.a), uGap, inArc);

  vec3 filling = mix(uPlain.rgb, tint(vValues.y), uMode.y);
  if (uMode.x > 0.5) {
    float ring = body - max(0.24 * hole, 1.8 * px);
    filling = mix(filling, tint(vValues.z), cover(ring - d));
    filling = mix(filling, uOutline, 0.55 * cover(abs(d - ring) - 0.3 * px));
  }
  if (inactive > 0.5) {
    float period = 4.0 * px;
    float stripe = abs(fract((vLocal.x + vLocal.y) * uPixel.x * 0.70711 / period) - 0.5) * period;
    filling = mix(mix(filling, uInactive, 0.78), uGap, 0.75 * cover(stripe - 0.75 * px));
  }
  float coat = min(max(0.16 * hole, 1.7 * px), 0.55 * hole);
  filling = mix(filling, uOutline, 0.7 * uCoat.a * cover(abs(d - body + coat) - 0.6 * px));
  filling = mix(filling, uCoat.rgb, uCoat.a * cover(body - coat - d));
  float outline = (1.0 - uCoat.a) * cover(abs(d - body + 0.45 * px) - 0.45 * px);
  filling = mix(filling, uOutline, outline * (inArc > 0.5 ? 0.0 : 0.75));
  colour = mix(colour, filling, cover(d - body));

  float dash = inactive * smoothstep(0.42, 0.5, abs(fract(turn * 9.0) - 0.5) + 0.22);
  colour = mix(colour, uInactiveLine, dash * 0.9 * cover(abs(d - hole + 0.1 * px) - 0.55 * px));

  float alpha = cover(d - hole - 0.6 * px);
  float halo = vSelected * cover(abs(d - hole - 3.0 * px) - 1.1 * px);
  float shade = vSelected * 0.7 * cover(abs(d - hole - 3.0 * px) - 2.4 * px);
  colour = mix(mix(uOutline, colour, alpha), uSelection, halo);
  alpha = max(alpha, max(halo, shade));
  if (alpha <= 0.0) discard;
  paint(colour, alpha);
}`;
