/** Samples, cycles and steps for tests of files: what does not matter there is filled in. */
import type { CycleSummary, StepSample } from "../../sim-core/index.ts";

export function sampleWith(own: Partial<StepSample> = {}): StepSample {
  return {
    time: 0,
    cycle: 1,
    stepCount: 1,
    stepTime: 0,
    phase: "charge",
    voltage: 3.7,
    currentDensity: 0,
    capacity: 0,
    charged: 0,
    discharged: 0,
    temperature: 298.15,
    stackPressure: 7e6,
    ...own,
  };
}

export function cycleWith(own: Partial<CycleSummary> = {}): CycleSummary {
  return {
    cycle: 1,
    block: "cycling",
    jumped: false,
    start_s: 0,
    duration_s: 14400,
    chargeCapacity_mAh_cm2: 2,
    dischargeCapacity_mAh_cm2: 1.9,
    chargeEnergy_mWh_cm2: 8,
    dischargeEnergy_mWh_cm2: 7,
    heldShare: 0,
    restVoltageCharged_V: null,
    restVoltageDischarged_V: null,
    retention: 1,
    coulombicEfficiency: 0.95,
    activeFraction: 0.9,
    anodeCurrentCoV: 0.1,
    lithiumThicknessMin_um: 48,
    lithiumThicknessMax_um: 52,
    maxVonMises_GPa: 0.9,
    intergranularLithium_mol_m2: 0.3,
    deadLithium_mol_m2: 0.1,
    reactedLithium_mol_m2: 0.05,
    interphaseThickness_nm: 40,
    depletedFraction: 0,
    voidFraction: 0.05,
    shorted: false,
    temperature_K: 303.15,
    heatLost_J_m2: 0,
    ...own,
  };
}
