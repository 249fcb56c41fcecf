/**
 * Exact answer of a particle's surface to an alternating flux (Crank, The Mathematics of Diffusion): fall per flux through
 * the drawn perimeter, (mol/m3) per mol/(m2 s), with L = R sqrt(s/D).
 */
import {
  addComplex,
  COMPLEX_ONE,
  type Complex,
  divideComplex,
  multiplyComplex,
  scaleComplex,
  subtractComplex,
} from "../../sim-core/base/complex.ts";

/** The root with a real part of 0 or more. */
export function complexRoot({ re, im }: Complex): Complex {
  const size = Math.hypot(re, im);
  const root = Math.sqrt(0.5 * (size + re));
  return { re: root, im: Math.sign(im || 1) * Math.sqrt(0.5 * (size - re)) };
}

/** e^-2z, from which tanh follows without overflow. */
function tanhComplex(z: Complex): Complex {
  const size = Math.exp(-2 * z.re);
  const falling = { re: size * Math.cos(2 * z.im), im: -size * Math.sin(2 * z.im) };
  return divideComplex(subtractComplex(COMPLEX_ONE, falling), addComplex(COMPLEX_ONE, falling));
}

function lengthOf(radius: number, diffusivity: number, s: Complex): Complex {
  return scaleComplex(radius, complexRoot(scaleComplex(1 / diffusivity, s)));
}

/** (2/3) (R/D) tanh L/(L - tanh L): a sphere, through whose surface two thirds of the drawn disc's flux pass. */
export function sphereResponse(radius: number, diffusivity: number, s: Complex): Complex {
  const reach = lengthOf(radius, diffusivity, s);
  const bent = tanhComplex(reach);
  return scaleComplex((2 * radius) / (3 * diffusivity), divideComplex(bent, subtractComplex(reach, bent)));
}

/** (R/D) I0(L)/(L I1(L)): a disc; by the power series, for |L| up to some 20. */
export function discResponse(radius: number, diffusivity: number, s: Complex): Complex {
  const reach = lengthOf(radius, diffusivity, s);
  const quarter = scaleComplex(0.25, multiplyComplex(reach, reach));
  let term: Complex = COMPLEX_ONE;
  let zeroth: Complex = { re: 0, im: 0 };
  let first: Complex = { re: 0, im: 0 };
  for (let k = 0; k < 200; k++) {
    zeroth = addComplex(zeroth, term);
    first = addComplex(first, scaleComplex(1 / (k + 1), term));
    term = scaleComplex(1 / (k + 1) ** 2, multiplyComplex(term, quarter));
  }
  const slope = multiplyComplex(scaleComplex(0.5, reach), first);
  return scaleComplex(radius / diffusivity, divideComplex(zeroth, multiplyComplex(reach, slope)));
}
