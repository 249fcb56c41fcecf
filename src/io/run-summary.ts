/** The record of a run that stands in summary.json. */
import type {
  CycleSummary,
  EventKind,
  Frame,
  InterfaceModel,
  KernelForm,
  Phase,
  RunEvent,
  RunStatus,
  Scenario,
} from "../../sim-core/index.ts";

/** "running" stands in a file only while the run goes on, or when its process was killed. */
export type RunOutcome = RunStatus["kind"] | "interrupted";

/** What computed a run; its bits depend on the kernel alone. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  readonly kernel: KernelForm;
}

export interface RunSummary {
  readonly scenario: string;
  readonly version: string;
  readonly seed: number;
  readonly engine: Engine;
  /** How the interfaces were asked to be solved: "full" or "reduced". */
  readonly model: InterfaceModel;
  readonly status: RunOutcome;
  readonly message: string;
  /** What of the scenario was questioned, and where and why the run was solved otherwise than asked for. */
  readonly notices: readonly string[];
  /** What happened for the first time, in order. */
  readonly events: readonly {
    readonly kind: EventKind;
    readonly time_s: number;
    readonly cycle: number;
    readonly phase: Phase;
    readonly voltage_V: number;
    readonly message: string;
  }[];
  readonly wallSeconds: number;
  readonly steps: number;
  /** Nodes of the electrolyte's mesh. */
  readonly nodes: number;
  readonly cycles: readonly CycleSummary[];
  /** mol per m2 of cell area. */
  readonly ledger: {
    readonly cathodeActive: number;
    readonly cathodeIsolated: number;
    readonly anode: number;
    readonly interphase: number;
    readonly intergranularConnected: number;
    readonly intergranularDead: number;
    readonly initial: number;
    /** Added by hand; absent where none was. */
    readonly drawn?: number;
    readonly residualRelative: number;
  };
}

export interface RunRecord {
  readonly scenario: Scenario;
  readonly version: string;
  readonly engine: Engine;
  readonly status: RunOutcome;
  readonly message: string;
  readonly notices: readonly string[];
  readonly events: readonly RunEvent[];
  readonly wallSeconds: number;
  readonly steps: number;
  readonly cycles: readonly CycleSummary[];
  /** The cell as it stands. */
  readonly frame: Frame;
}

/** Returns the summary with exactly the documented keys. */
export function summarizeRun(record: RunRecord): RunSummary {
  const { ledger, points } = record.frame;
  return {
    scenario: record.scenario.name,
    version: record.version,
    seed: record.scenario.seed,
    engine: record.engine,
    model: record.scenario.solver.model,
    status: record.status,
    message: record.message,
    notices: record.notices,
    events: record.events.map(({ kind, time, cycle, phase, voltage, message }) => ({
      kind,
      time_s: time,
      cycle,
      phase,
      voltage_V: voltage,
      message,
    })),
    wallSeconds: record.wallSeconds,
    steps: record.steps,
    nodes: points.length / 2,
    cycles: record.cycles,
    ledger: {
      cathodeActive: ledger.cathodeActive,
      cathodeIsolated: ledger.cathodeIsolated,
      anode: ledger.anode,
      interphase: ledger.interphase,
      intergranularConnected: ledger.intergranularConnected,
      intergranularDead: ledger.intergranularDead,
      initial: ledger.initial,
      ...(ledger.drawn === 0 || ledger.drawn === undefined ? {} : { drawn: ledger.drawn }),
      residualRelative: ledger.residual,
    },
  };
}
