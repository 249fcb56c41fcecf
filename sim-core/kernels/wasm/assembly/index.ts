/** What the module exports. */
export { solveInterfaces } from "./charge-transfer";
export * from "./cholesky/double";
export {
  backward as backwardSingle,
  backwardBlock as backwardBlockSingle,
  backwardSteps as backwardStepsSingle,
  clearSteps as clearStepsSingle,
  factor as factorSingle,
  forward as forwardSingle,
  forwardBlock as forwardBlockSingle,
  forwardSteps as forwardStepsSingle,
  gather as gatherSingle,
  scatter as scatterSingle,
} from "./cholesky/single";
export { multiplyDense } from "./dense-product";
export {
  addScaled,
  balanceRings,
  closeRings,
  crossFront,
  crossRings,
  dot,
  driveRings,
  sumMagnitudes,
  turnDirection,
} from "./interface-vectors";
export { respondParticles } from "./particle-diffusion";
export { expandRings } from "./ring-waves";
