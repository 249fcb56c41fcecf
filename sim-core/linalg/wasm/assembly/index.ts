/** What the module exports. */
export { clearSteps, gather, scatter } from "./copy";
export { multiplyDense } from "./dense-product";
export { factor } from "./factor";
export { backward, backwardSteps, forward, forwardSteps } from "./substitution";
