/** What is told of a time step, a protocol step and a cycle, in the units of the files. */
import { MILLIAMPERE_HOURS } from "../../base/constants.ts";
import type { CycleSummary, StepSample, StepSummary } from "../../cell/frame.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import type { Throughput } from "../../cell/tallies.ts";
import { cellTemperature } from "../../mechanisms/cell-temperature.ts";
import { MECHANISMS } from "../../mechanisms/list.ts";
import { writeStepText } from "../../scenario/protocol/write-protocol.ts";
import { currentStep, passName, phaseOf } from "../protocol/protocol.ts";
import { efficiencyOf, isReferenceCycle, retentionOf } from "../step/tally.ts";

/** J/m2 per mWh/cm2 */
const MILLIWATT_HOURS = 3.6e4;
/** A/m2 per mA/cm2 */
const MILLIAMPERES = 10;

export function sampleState(model: Model, state: CellState): StepSample {
  const { cursor, throughput, ambient } = state;
  return {
    time: state.time,
    cycle: cursor.cycle,
    stepCount: cursor.ordinal,
    stepTime: cursor.elapsed,
    phase: phaseOf(model, cursor),
    voltage: state.potentials.voltage,
    currentDensity: state.current / model.section.width,
    capacity: cursor.passed / MILLIAMPERE_HOURS,
    charged: throughput.charged / MILLIAMPERE_HOURS,
    discharged: throughput.discharged / MILLIAMPERE_HOURS,
    temperature: cellTemperature(state),
    stackPressure: ambient.stackPressure,
  };
}

/** Sums up the protocol step that `state` has just completed. */
export function summariseStep(model: Model, state: CellState, endedBy: string): StepSummary {
  const { cursor, stepTally } = state;
  return {
    stepCount: cursor.ordinal,
    cycle: cursor.cycle,
    block: passName(model, cursor),
    step: currentStep(model, cursor).text ?? writeStepText(currentStep(model, cursor)),
    start_s: stepTally.startTime,
    duration_s: state.time - stepTally.startTime,
    ...describeThroughput(stepTally),
    startVoltage_V: stepTally.startVoltage,
    endVoltage_V: state.potentials.voltage,
    endCurrentDensity_mA_cm2: state.current / model.section.width / MILLIAMPERES,
    endedBy,
  };
}

/** Sums up the cycle that `state` has just completed, solved or jumped. */
export function summariseCycle(model: Model, state: CellState, jumped?: "jumped"): CycleSummary {
  const { tally, cursor } = state;
  const isReference = isReferenceCycle(tally, cursor.cycle, model.scenario.protocol.referenceCycle);
  return {
    cycle: cursor.cycle,
    block: passName(model, cursor),
    jumped: jumped !== undefined,
    start_s: tally.startTime,
    duration_s: state.time - tally.startTime,
    ...describeThroughput(tally),
    heldShare: tally.charged > 0 ? tally.held / tally.charged : null,
    restVoltageCharged_V: tally.restAfterCharge ?? null,
    restVoltageDischarged_V: tally.restAfterDischarge ?? null,
    retention: retentionOf(tally, isReference) ?? null,
    coulombicEfficiency: efficiencyOf(tally) ?? null,
    ...Object.assign({}, ...MECHANISMS.map(({ summarise }) => summarise?.(model, state))),
  };
}

function describeThroughput(
  sums: Throughput,
): Pick<
  CycleSummary,
  "chargeCapacity_mAh_cm2" | "dischargeCapacity_mAh_cm2" | "chargeEnergy_mWh_cm2" | "dischargeEnergy_mWh_cm2"
> {
  return {
    chargeCapacity_mAh_cm2: sums.charged / MILLIAMPERE_HOURS,
    dischargeCapacity_mAh_cm2: sums.discharged / MILLIAMPERE_HOURS,
    chargeEnergy_mWh_cm2: sums.chargedEnergy / MILLIWATT_HOURS,
    dischargeEnergy_mWh_cm2: sums.dischargedEnergy / MILLIWATT_HOURS,
  };
}
