/** One small test of a cell as each instrument would write it: two cycles of charge, rest, discharge, rest at 1.5 mA. */

export interface Point {
  /** s */
  readonly time: number;
  readonly stepTime: number;
  /** V */
  readonly voltage: number;
  /** mA, positive while charging. */
  readonly current: number;
  readonly cycle: number;
  /** From 1, counted through. */
  readonly step: number;
  readonly state: "charge" | "rest" | "discharge";
  /** mAh of the step. */
  readonly capacity: number;
}

const STEPS = [
  { state: "charge", current: 1.5, from: 3.5, to: 4.2 },
  { state: "rest", current: 0, from: 4.15, to: 4.1 },
  { state: "discharge", current: -1.5, from: 4, to: 3 },
  { state: "rest", current: 0, from: 3.1, to: 3.2 },
] as const;
const POINTS = 5;
const INTERVAL = 450;

/** 40 rows; each charge and discharge moves 0.75 mAh. */
export const POINTS_OF_TEST: readonly Point[] = Array.from({ length: 40 }, (_, row) => {
  const [count, k] = [Math.floor(row / POINTS), row % POINTS];
  const { state, current, from, to } = STEPS[count % 4]!;
  const stepTime = k * INTERVAL;
  return {
    ...{ time: count * 4 * INTERVAL + stepTime, stepTime, current, state },
    voltage: Number((from + ((to - from) * k) / 4).toFixed(4)),
    cycle: Math.floor(count / 4) + 1,
    step: count + 1,
    capacity: (Math.abs(current) * stepTime) / 3600,
  };
});

const table = (
  labels: readonly string[],
  row: (point: Point, k: number) => readonly (string | number)[],
  { delimiter = ",", end = "\n", comma = false } = {},
): string =>
  [labels, ...POINTS_OF_TEST.map(row)]
    .map((cells) =>
      cells
        .map((cell) => (comma && typeof cell === "number" ? String(cell).replace(".", ",") : String(cell)))
        .join(delimiter),
    )
    .join(end) + end;

/** "1:02:03.500" of s. */
export function clock(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${hours}:${pad(minutes)}:${pad(seconds % 60)}.000`;
}

/** "2026-01-01 00:07:30", s after midnight. */
const dateOf = (seconds: number): string =>
  new Date(Date.UTC(2026, 0, 1) + 1000 * seconds).toISOString().slice(0, 19).replace("T", " ");

export function bdf(): string {
  return table(
    [
      "Test Time / s",
      "Voltage / V",
      "Current / A",
      "Cycle Count / 1",
      "Step Count / 1",
      "Internal Resistance / Ohm",
    ],
    ({ time, voltage, current, cycle, step }) => [time, voltage, current / 1000, cycle, step, 12.5],
  );
}

export function bdfMachine(): string {
  return table(
    [
      "test_time_second",
      "voltage_volt",
      "current_ampere",
      "cycle_count",
      "step_count",
      "surface_temperature_celsius",
    ],
    ({ time, voltage, current, cycle, step }) => [time, voltage, current / 1000, cycle, step, 25.5],
    { end: "\r\n" },
  );
}

/** Latin-1 signs, a decimal comma where `comma` is true, CRLF, and a tab at the end of each line. */
export function bioLogic({ comma = true } = {}): string {
  const head = [
    ...["EC-Lab ASCII FILE", "Nb header lines : 13", ""],
    ...["Galvanostatic Cycling with Potential Limitation", "", "Run on channel : 3 (SN 37153)"],
    ...["Acquisition started on : 09/23/2025 20:36:45.375", "Device : VSP (SN 1760)"],
    ...[
      "Electrode material : NCM",
      "Mass of active material : 5,000 mg",
      "Electrode surface area : 0,785 cm²",
    ],
    "Comments : 25 °C; Ewe/V against Li",
  ];
  const labels = [
    "mode",
    "Ns",
    "time/s",
    "Ewe/V",
    "<I>/mA",
    "cycle number",
    "Q charge/discharge/mA.h",
    "P/µW",
    "",
  ];
  const body = table(
    labels,
    ({ time, voltage, current, cycle, step, capacity }) => [
      1,
      (step - 1) % 4,
      time,
      voltage,
      current,
      cycle,
      capacity,
      voltage * current,
      "",
    ],
    { delimiter: "\t", end: "\r\n", comma },
  );
  return `${head.join("\r\n")}\r\n${body}`;
}

export function arbin(): string {
  return table(
    [
      "Data_Point",
      "Test_Time(s)",
      "Date_Time",
      "Step_Time(s)",
      "Step_Index",
      "Cycle_Index",
      "Current(A)",
      "Voltage(V)",
      "Charge_Capacity(Ah)",
      "Aux_Temperature(C)_1",
    ],
    ({ time, stepTime, voltage, current, cycle, step }, k) => [
      k + 1,
      time,
      dateOf(time),
      stepTime,
      step,
      cycle,
      current / 1000,
      voltage,
      0,
      25,
    ],
  );
}

/** Time of the step only; the sign for degrees Celsius as a wrong encoding shows it. */
export function newareFlat(): string {
  return table(
    [
      "Cycle ID",
      "Step ID",
      "Record ID",
      "Time(h:min:s.ms)",
      "Voltage(V)",
      "Current(mA)",
      "Temperature(¡æ)",
      "Capacity(mAh)",
      "Capacity Density(mAh/g)",
      "Realtime",
    ],
    ({ time, stepTime, voltage, current, cycle, step, capacity }, k) => [
      cycle,
      step,
      k + 1,
      clock(stepTime),
      voltage,
      current,
      25,
      capacity,
      capacity / 0.005,
      dateOf(time),
    ],
  );
}

export function newareLayered(): string {
  const lines = [
    "Cycle ID,Cap_Chg(mAh),Cap_DChg(mAh),,,",
    ",Step ID,Step Name,Step Time(h:min:s.ms),,",
    ",,Record ID,Time(h:min:s.ms),Voltage(V),Current(mA)",
  ];
  POINTS_OF_TEST.forEach(({ cycle, step, stepTime, state, voltage, current }, k) => {
    if (POINTS_OF_TEST[k - 1]?.cycle !== cycle) lines.push(`${cycle},0.75,0.75,,,`);
    if (POINTS_OF_TEST[k - 1]?.step !== step) lines.push(`,${step},${NEWARE[state]},0:30:00.000,,`);
    lines.push(`,,${k + 1},${clock(stepTime)},${voltage},${current}`);
  });
  return `${lines.join("\r\n")}\r\n`;
}

const NEWARE = { charge: "CC_Chg", rest: "Rest", discharge: "CC_DChg" } as const;
const LAND = { charge: "RateC", rest: "R", discharge: "RateD" } as const;
const MACCOR = { charge: "C", rest: "R", discharge: "D" } as const;
const BASYTEC = { charge: "Charge", rest: "Pause", discharge: "Discharge" } as const;

/** Hours, microamperes, an empty column, and "-" for what was not measured. */
export function land(): string {
  return table(
    [
      "Record",
      "TestTime/h",
      "SysTime",
      "",
      "Cycle-Index",
      "Step-Index",
      "State",
      "Voltage/V",
      "Current/uA",
      "Capacity/uAh",
      "SpeCap/mAh/g",
      "Temperature/℃",
    ],
    ({ time, voltage, current, cycle, step, state, capacity }, k) => [
      k + 1,
      time / 3600,
      dateOf(time),
      "",
      cycle,
      step,
      LAND[state],
      voltage,
      current * 1000,
      capacity * 1000,
      capacity / 0.005,
      "-",
    ],
    { delimiter: "\t" },
  );
}

/** Currents without a sign, thousands parted by commas. */
export function maccor(): string {
  const grouped = (value: number): string => value.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
  const body = table(
    [
      "Rec#",
      "Cyc#",
      "Step",
      "Test (Sec)",
      "Step (Sec)",
      "Amp-hr",
      "Watt-hr",
      "Amps",
      "Volts",
      "State",
      "ES",
      "DPt Time",
    ],
    ({ time, stepTime, voltage, current, cycle, step, state, capacity }, k) => [
      k + 1,
      cycle,
      step,
      grouped(time),
      grouped(stepTime),
      capacity / 1000,
      0,
      Math.abs(current) / 1000,
      voltage,
      MACCOR[state],
      1,
      dateOf(time),
    ],
    { delimiter: "\t" },
  );
  return `Today's Date\t03/21/2026\tDate of Test:\t03/17/2026\tFilename:\tC:\\cell.001\n${body}`;
}

/** Blanks instead of tabs, so that the date is two cells. */
export function baSyTec({ delimiter = " " } = {}): string {
  const body = table(
    [
      "~Time[h]",
      "DataSet",
      "DateTime",
      "t-Step[h]",
      "Line",
      "Command",
      "U[V]",
      "I[A]",
      "Ah[Ah]",
      "T1[°C]",
      "Cyc-Count",
    ],
    ({ time, stepTime, voltage, current, cycle, step, state, capacity }, k) => [
      time / 3600,
      k + 1,
      "14.11.2022 10:40:01",
      stepTime / 3600,
      step,
      BASYTEC[state],
      voltage,
      current / 1000,
      capacity / 1000,
      25,
      cycle,
    ],
    { delimiter },
  );
  return `~Resultfile from Basytec Battery Test System\n~Start of Test: 14.11.2022 10:40:01\n~\n${body}`;
}

export function novonix(): string {
  const body = table(
    [
      "Date and Time",
      "Cycle Number",
      "Step Type",
      "Run Time (h)",
      "Step Time (h)",
      "Current (A)",
      "Potential (V)",
      "Capacity (Ah)",
      "Temperature (°C)",
      "Step Number",
    ],
    ({ time, stepTime, voltage, current, cycle, step, capacity }) => [
      "2026-01-01 1:00:00 AM",
      cycle,
      7,
      time / 3600,
      stepTime / 3600,
      current / 1000,
      voltage,
      capacity / 1000,
      25,
      step,
    ],
  );
  return `[Summary]\nNovonix Test File\nStarted: 2026-01-01 1:00:00 AM\n[End Summary]\n[Protocol]\nCharge (CC): 0.0015A, 4.2V\n[End Protocol]\n[Data]\n${body}`;
}

/** Discharge positive; no cycles and no steps. */
export function pyBaMM(): string {
  return table(
    ["Time [s]", "Current [A]", "Voltage [V]", "Discharge capacity [A.h]"],
    ({ time, voltage, current }) => [time, -current / 1000, voltage, 0],
  );
}
