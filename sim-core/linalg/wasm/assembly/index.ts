/** What the module exports. */
export { factor, scatter } from "./factor";
export { backward, backwardSteps, forward, forwardSteps } from "./substitution";
