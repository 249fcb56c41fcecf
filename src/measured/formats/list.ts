/** All formats, in the order in which a file is asked whether it is of one: those with marks of their own first. */
import type { Format, Head, TableStart } from "../format.ts";
import { arbin } from "./arbin.ts";
import { baSyTec } from "./basytec.ts";
import { batteryDataFormat, ownTimeSeries } from "./battery-data-format.ts";
import { bioLogic } from "./biologic.ts";
import { land } from "./land.ts";
import { maccor } from "./maccor.ts";
import { neware, newareLayered } from "./neware.ts";
import { novonix } from "./novonix.ts";
import { plainTable } from "./plain-table.ts";
import { pyBaMM } from "./pybamm.ts";

const FORMATS: readonly Format[] = [
  bioLogic,
  baSyTec,
  newareLayered,
  ownTimeSeries,
  batteryDataFormat,
  pyBaMM,
  land,
  arbin,
  maccor,
  novonix,
  neware,
  plainTable,
];

/** Names of all formats. */
export const formatNames: readonly string[] = FORMATS.map(({ name }) => name);

/** Returns the format of a file by its content, and where its table begins; undefined where it is of none. */
export function recogniseFormat(
  head: Head,
): { readonly format: Format; readonly table: TableStart } | undefined {
  for (const format of FORMATS) {
    const table = format.recognise(head);
    if (table) return { format, table };
  }
  return undefined;
}
