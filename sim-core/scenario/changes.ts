/** What differs between two scenarios, and whether a running cell can take it. */
import { PARAMETERS, valueIn } from "./parameters/parameters.ts";
import type { ParameterEvent, Scenario } from "./record/scenario.ts";

/** Paths whose change needs a new cell: rebuild parameters, and the lists that belong to the geometry. */
export function listRebuilds(before: Scenario, after: Scenario): string[] {
  const paths = PARAMETERS.filter(
    (parameter) =>
      parameter.effect === "rebuild" && !isSame(valueIn(before, parameter), valueIn(after, parameter)),
  ).map((parameter) => parameter.path);
  const lists: readonly [string, unknown, unknown][] = [
    ["cathode.particles", before.cathode.particles, after.cathode.particles],
    ["cathode.inactiveZones", before.cathode.inactiveZones, after.cathode.inactiveZones],
    ["anode.protrusions", before.anode.protrusions, after.anode.protrusions],
    ["protocol.blocks", before.protocol.blocks, after.protocol.blocks],
  ];
  for (const [path, one, other] of lists) {
    if (JSON.stringify(one) !== JSON.stringify(other)) paths.push(path);
  }
  return paths;
}

/** Live parameters in which two scenarios differ, with the values of `after`. */
export function listChanges(before: Scenario, after: Scenario): Omit<ParameterEvent, "time">[] {
  return PARAMETERS.filter(
    (parameter) =>
      parameter.effect === "live" && !isSame(valueIn(before, parameter), valueIn(after, parameter)),
  ).map((parameter) => ({
    path: parameter.path,
    value: valueIn(after, parameter) as ParameterEvent["value"],
  }));
}

/** Material functions are compared by their text. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === "object" && typeof other === "object")
    return JSON.stringify(one) === JSON.stringify(other);
  return one === other;
}
