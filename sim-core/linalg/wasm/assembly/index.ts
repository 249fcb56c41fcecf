/** What the module exports. */
export * from "./double";
export {
  backward as backwardSingle,
  backwardSteps as backwardStepsSingle,
  clearSteps as clearStepsSingle,
  factor as factorSingle,
  forward as forwardSingle,
  forwardSteps as forwardStepsSingle,
  gather as gatherSingle,
  scatter as scatterSingle,
} from "./single";
