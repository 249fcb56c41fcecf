/** The front door of the simulator: a scenario goes in, frames come out. */

export { FARADAY, REFERENCE_TEMPERATURE } from "./base/constants.ts";
export { describeProblem, InputError, type InputProblem, shortenProblems } from "./base/errors.ts";
export { createRandom, type Random } from "./base/random.ts";
export { normalProbability } from "./cathode/normal-quantile.ts";
export {
  type CycleSummary,
  type EventKind,
  type Frame,
  type FrameMesh,
  hasContact,
  type LithiumLedger,
  PARTICLE_ACTIVE,
  PARTICLE_CUT_OFF,
  PARTICLE_DETACHED,
  PARTICLE_LET_GO,
  type Peak,
  type Phase,
  type RunEvent,
  type StepSample,
  type StepSummary,
} from "./cell/frame.ts";
export {
  createGeometryCache,
  type GeometryCache,
  type PortableCache,
  type StoredGeometry,
  type StoredPart,
} from "./cell/geometry-cache.ts";
export { describeGeometry, examineGeometry } from "./cell/model.ts";
export { barycentric } from "./fem/fields.ts";
export {
  type DepthProfilePoint,
  type DepthProfileRequest,
  measureDepthProfile,
} from "./instruments/depth-profile.ts";
export {
  type DifferentialCapacity,
  type DifferentialCapacityRequest,
  differentiateCapacity,
} from "./instruments/differential-capacity.ts";
export {
  type ImpedancePoint,
  type ImpedanceRequest,
  type ImpedanceSpectrum,
  listFrequencies,
  measureImpedance,
} from "./instruments/impedance/impedance.ts";
export { type SnapshotResult, solveSnapshot } from "./instruments/snapshot.ts";
export {
  type ConductionCase,
  type MechanicsCase,
  parseSnapshotCase,
  type SnapshotCase,
  type SnapshotGeometry,
} from "./instruments/snapshot-case.ts";
export { type TitratedPulse, titrateCell } from "./instruments/titrate-cell.ts";
export type { Reading, TitrationPulse, TitrationRequest } from "./instruments/titration.ts";
export type { GreyMap } from "./instruments/tomography/grey-scale.ts";
export type { GreyInterval, RegionGrey, RegionName } from "./instruments/tomography/regions.ts";
export {
  checkTomography,
  type TomographyRequest,
  type TomographySlice,
  takeSlice,
} from "./instruments/tomography/tomography.ts";
export { type KernelForm, kernelInUse } from "./kernels/kernel-form.ts";
export { arrhenius } from "./kinetics/arrhenius.ts";
export { createLocator, type Locator } from "./mesh/transfer/locate.ts";
export {
  createMesher,
  createMeshSource,
  type MeshAnswer,
  type MeshOrder,
  type MeshSource,
} from "./remeshing/mesher.ts";
export { nominalArealCapacity, particleAreaPerWidth } from "./scenario/capacity.ts";
export { describeScenario } from "./scenario/describe.ts";
export { writeEvent } from "./scenario/events.ts";
export { writePythonFormula } from "./scenario/functions/python-formula.ts";
export type { NumberParameter, Parameter } from "./scenario/parameters/parameter.ts";
export {
  expectedOf,
  formatValue,
  fromDisplay,
  joinUnit,
  PARAMETER_GROUPS,
  PARAMETERS,
  parameterOf,
  roundDigits,
  SLIDER_PARAMETERS,
  toDisplay,
  valueIn,
} from "./scenario/parameters/parameters.ts";
export { parseScenario, parseScenarioText } from "./scenario/parse.ts";
export type { BlockOutline, ProtocolOutline, StepOutline } from "./scenario/protocol/outline-protocol.ts";
export { countCycles } from "./scenario/protocol/protocol.ts";
export { parseProtocolText } from "./scenario/protocol/protocol-file.ts";
export type { StepParts } from "./scenario/protocol/protocol-text.ts";
export { writeStepText } from "./scenario/protocol/write-protocol.ts";
export type { WrittenExperiment } from "./scenario/protocol/write-python-experiment.ts";
export {
  layProtocol,
  outlineProtocolText,
  protocolTextOf,
  pythonExperimentOf,
} from "./scenario/protocol-source.ts";
export { parseBump } from "./scenario/record/bump-events.ts";
export {
  parseContacts,
  writeContacts,
  writeParticles,
} from "./scenario/record/contact-events.ts";
export { parsePatch } from "./scenario/record/patch-events.ts";
export type {
  Ambient,
  Block,
  Bump,
  BumpEvent,
  Confidence,
  ContactEvent,
  CurrentProfile,
  InactiveZone,
  InterfaceModel,
  Limit,
  MaterialFunction,
  MeshResolution,
  ParameterEvent,
  ParticleSite,
  Patch,
  PatchEvent,
  Protocol,
  ProtocolStep,
  Protrusion,
  Provenance,
  Rate,
  RunEnd,
  Scenario,
  ScenarioChange,
  ScenarioEvent,
  Target,
} from "./scenario/record/scenario.ts";
export { isParameterEvent } from "./scenario/record/scenario.ts";
export { scenarioJsonSchema } from "./scenario/schema.ts";
export { type Checkpoint, resumeCheckpoint, takeCheckpoint } from "./time/checkpoint/checkpoint.ts";
export { continueCheckpoint } from "./time/checkpoint/continue-run.ts";
export { createRun } from "./time/run/run.ts";
export type { ResumableRun } from "./time/run/run-memory.ts";
export type { Advance, AdvanceRequest, FrameRequest, Run, RunStatus, Told } from "./time/run/run-types.ts";
export { addTold, createTold } from "./time/run/told.ts";
export type { RejectedStep, SolverStep } from "./time/search/step-effort.ts";
