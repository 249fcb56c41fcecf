/** The front door of the simulator: a scenario goes in, frames come out. */
export { describeProblem, InputError, type InputProblem } from "./base/errors.ts";
export {
  type CycleSummary,
  type EventKind,
  type Frame,
  type FrameMesh,
  type LithiumLedger,
  PARTICLE_ACTIVE,
  PARTICLE_CUT_OFF,
  PARTICLE_DETACHED,
  type Peak,
  type Phase,
  type RunEvent,
  type StepSample,
  type StepSummary,
} from "./cell/frame.ts";
export {
  createMesher,
  createMeshSource,
  type MeshAnswer,
  type MeshOrder,
  type MeshSource,
} from "./cell/mesher.ts";
export { examineGeometry } from "./cell/model.ts";
export { barycentric } from "./fem/fields.ts";
export { type SnapshotResult, solveSnapshot } from "./instruments/snapshot.ts";
export {
  type ConductionCase,
  type MechanicsCase,
  parseSnapshotCase,
  type SnapshotCase,
  type SnapshotGeometry,
} from "./instruments/snapshot-case.ts";
export { type KernelForm, kernelInUse } from "./linalg/wasm/module.ts";
export { createLocator, type Locator } from "./mesh/locate.ts";
export { describeScenario } from "./scenario/describe.ts";
export { writeEvent } from "./scenario/events.ts";
export type { NumberParameter, Parameter } from "./scenario/parameter.ts";
export {
  formatValue,
  fromDisplay,
  PARAMETER_GROUPS,
  PARAMETERS,
  parameterOf,
  SLIDER_PARAMETERS,
  toDisplay,
  valueIn,
} from "./scenario/parameters.ts";
export { parseScenario, parseScenarioText } from "./scenario/parse.ts";
export { countCycles } from "./scenario/protocol.ts";
export { parseProtocolText } from "./scenario/protocol-file.ts";
export type {
  Ambient,
  Block,
  Confidence,
  CurrentProfile,
  InactiveZone,
  InterfaceModel,
  Limit,
  MaterialFunction,
  MeshResolution,
  ParticleSite,
  Protocol,
  ProtocolStep,
  Protrusion,
  Provenance,
  Rate,
  RunEnd,
  Scenario,
  ScenarioEvent,
  Target,
} from "./scenario/scenario.ts";
export { scenarioJsonSchema } from "./scenario/schema.ts";
export { writeStepText } from "./scenario/write-protocol.ts";
export { type Checkpoint, resumeCheckpoint, takeCheckpoint } from "./time/checkpoint.ts";
export { continueCheckpoint } from "./time/continue-run.ts";
export { createRun } from "./time/run.ts";
export type { ResumableRun } from "./time/run-memory.ts";
export type { Advance, FrameRequest, Run, RunStatus, Told } from "./time/run-types.ts";
