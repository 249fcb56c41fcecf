/**
 * fluxtwin as a library: a scenario goes in, a run steps through it, frames and tables come out. Bad input is an
 * {@link InputError} that lists every problem at once; what goes wrong within a run is its `status`, never an exception.
 * The same scenario gives the same bits in every engine. Nothing here touches files, clocks, timers or a page;
 * `runMany` starts workers.
 *
 * @module fluxtwin
 */
export {
  type Advance,
  type AdvanceRequest,
  type Block,
  type Bump,
  type BumpEvent,
  type ConductionCase,
  type Confidence,
  type ContactEvent,
  type CurrentProfile,
  type CycleSummary,
  createGeometryCache,
  type DepthProfilePoint,
  type DepthProfileRequest,
  type DifferentialCapacity,
  type DifferentialCapacityRequest,
  describeProblem,
  describeScenario,
  differentiateCapacity,
  type EventKind,
  type Frame,
  type FrameMesh,
  type FrameRequest,
  formatValue,
  type GeometryCache,
  type GreyInterval,
  type GreyMap,
  type ImpedancePoint,
  type ImpedanceRequest,
  type ImpedanceSpectrum,
  type InactiveZone,
  InputError,
  type InputProblem,
  type InterfaceModel,
  type KernelForm,
  kernelInUse,
  type Limit,
  type LithiumLedger,
  layProtocol,
  type MaterialFunction,
  type MechanicsCase,
  type MeshResolution,
  PARAMETERS,
  PARTICLE_ACTIVE,
  PARTICLE_CUT_OFF,
  PARTICLE_DETACHED,
  PARTICLE_LET_GO,
  type Parameter,
  type ParameterEvent,
  type ParticleSite,
  type Patch,
  type PatchEvent,
  type Peak,
  type Phase,
  type PortableCache,
  type Protocol,
  type ProtocolStep,
  type Protrusion,
  type Provenance,
  parameterOf,
  parseProtocolText,
  parseSnapshotCase,
  protocolTextOf,
  pythonExperimentOf,
  type Rate,
  type Reading,
  type RegionGrey,
  type RegionName,
  type RunEnd,
  type RunEvent,
  type RunStatus,
  type Scenario,
  type ScenarioChange,
  type ScenarioEvent,
  type SnapshotCase,
  type SnapshotGeometry,
  type SnapshotResult,
  type StepSample,
  type StepSummary,
  type StoredGeometry,
  type StoredPart,
  scenarioJsonSchema,
  solveSnapshot,
  type TitratedPulse,
  type TitrationPulse,
  type TitrationRequest,
  type Told,
  type TomographyRequest,
  type TomographySlice,
  titrateCell,
  type WrittenExperiment,
} from "../../sim-core/index.ts";
export type { CauseKey, Side } from "../attribution/causes.ts";
export type { CauseShare, CoalitionCapacity, Explanation, Part } from "../attribution/explanation.ts";
export { type BpxReading, readBpx, type TakenValue } from "../bpx/read-bpx.ts";
export { type BpxFile, writeBpx } from "../bpx/write-bpx.ts";
export { formatCycleTable, formatStepTable } from "../io/cycle-table.ts";
export { encodeGreyPicture } from "../io/grey-picture.ts";
export {
  formatDepthProfile,
  formatDifferentialCapacity,
  formatGreyHistograms,
  formatGreyRegions,
  formatImpedanceTable,
  formatTitration,
  type Measured,
} from "../io/instrument-tables.ts";
export { encodeTiffStack, type GreyPage } from "../io/tiff-stack.ts";
export { formatTimeSeries, parseTimeSeries } from "../io/time-series.ts";
export type { VtkMoment } from "../io/vtk-xml.ts";
export { type FrameOrigin, formatPvd, formatVtu, SUBDOMAINS } from "../io/vtu.ts";
export {
  formatMeasuredCycles,
  type MeasuredCycle,
  type MeasuredCycles,
  measureCycles,
} from "../measured/cycle-quantities.ts";
export type { MeasuredSource } from "../measured/decode.ts";
export {
  describeMeasured,
  type MeasuredPreview,
  printMeasured,
  type QuantityRange,
} from "../measured/describe-measured.ts";
export { formatMeasured } from "../measured/format-measured.ts";
export { type HalfCycle, halfCyclesOf } from "../measured/half-cycles.ts";
export type { CellSize } from "../measured/plan.ts";
export {
  type MeasuredProgress,
  type ReadMeasuredOptions,
  readMeasured,
} from "../measured/read-measured.ts";
export {
  type CurrentSign,
  type MeasuredCycling,
  type OtherColumn,
  type Quantity,
  type TextColumn,
  textAt,
  type UnderstoodColumn,
} from "../measured/record.ts";
export {
  type Alignment,
  type Curve,
  type CycleResidual,
  type Residual,
  residualOf,
  residualPerCycle,
} from "../measured/residual.ts";
export { type ExplainFailed, type ExplainOptions, explain } from "./explain.ts";
export type { ExplainStore } from "./explain-campaign.ts";
export type { ExplainMember } from "./explain-members.ts";
export type { ExplainProgress } from "./explain-progress.ts";
export {
  createFieldSampler,
  FIELDS,
  type Field,
  type FieldName,
  type FieldSampler,
  type Line,
} from "./fields.ts";
export type { MemberWorker } from "./member-seats.ts";
export type {
  MemberEnded,
  MemberFailed,
  MemberProgress,
  MemberRequest,
  MemberResult,
  MemberSequel,
} from "./members.ts";
export { continueRun, createRun, type Run, type RunOptions, resumeRun } from "./run.ts";
export { type ManyOptions, runMany } from "./run-many.ts";
export { type ParseOptions, parseScenario } from "./scenario.ts";
export { type RunState, restoreState, serialiseState, VERSION } from "./state.ts";
export { type Table, type TableRange, tabulate } from "./tabulate.ts";
