/** BioLogic EC-Lab and BT-Lab .mpt: "Nb header lines : N" counts its own lines up to that of the labels; tabs, any locale. */
import { cellsOf, type Format, type Head, metadataOf, type TableStart } from "../format.ts";

const MILLIGRAMS = 1e-6;
const SQUARE_CENTIMETRES = 1e-4;
/** What EC-Lab writes where nobody filled the field in, in mg and cm2. */
const UNTOUCHED = 0.001;

function recognise({ lines }: Head): TableStart | undefined {
  if (!/^(EC|BT)-Lab ASCII FILE/i.test(lines[0] ?? "")) return undefined;
  const count = Number(/Nb header lines\s*:\s*(\d+)/i.exec(lines[1] ?? "")?.[1]);
  const labelLine = lines[count - 1];
  if (!labelLine) return undefined;
  const before = lines.slice(0, count - 1);
  const mass = amountOf(metadataOf(before, /^Mass of active material\s*:/i), /^([\d.,]+)\s*mg/);
  const area = amountOf(metadataOf(before, /^Electrode surface area\s*:/i), /^([\d.,]+)\s*cm/);
  const startedAt = metadataOf(before, /^Acquisition started on\s*:/i);
  const instrument = metadataOf(before, /^Device\s*:/i);
  return {
    labels: cellsOf(labelLine, "\t").filter((label, k, all) => label !== "" || k < all.length - 1),
    firstRow: count,
    delimiter: "\t",
    ...(mass !== undefined && { mass: mass * MILLIGRAMS }),
    ...(area !== undefined && { area: area * SQUARE_CENTIMETRES }),
    ...(startedAt !== undefined && { startedAt }),
    ...(instrument !== undefined && { instrument }),
  };
}

function amountOf(text: string | undefined, pattern: RegExp): number | undefined {
  const value = Number(pattern.exec(text ?? "")?.[1]?.replace(",", "."));
  return value > 0 && value !== UNTOUCHED ? value : undefined;
}

export const bioLogic: Format = {
  name: "BioLogic .mpt",
  positive: "charge",
  rules: [
    { quantity: "time", label: /^time$/ },
    { quantity: "voltage", label: /^ecell$/ },
    { quantity: "voltage", label: /^<?ewe>?$/ },
    { quantity: "current", label: /^<?i>?$/ },
    { quantity: "cycle", label: /^cyclenumber$/ },
    { quantity: "step", label: /^ns$/ },
    { quantity: "chargeCapacity", label: /^qcharge$/ },
    { quantity: "dischargeCapacity", label: /^qdischarge$/ },
    { quantity: "capacity", label: /^capacity$/ },
    { quantity: "temperature", label: /^temperature$/ },
  ],
  recognise,
};
