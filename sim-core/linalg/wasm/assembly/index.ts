/** What the module exports. */
export { solveInterfaces } from "./charge-transfer";
export { clearSteps, gather, scatter } from "./copy";
export { factor } from "./factor";
export { addScaled, crossFront, crossRings, dot, turnDirection } from "./interface-vectors";
export { backward, backwardSteps, forward, forwardSteps } from "./substitution";
