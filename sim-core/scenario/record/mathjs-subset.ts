/**
 * The parts of mathjs in use: units and the parser of expressions. Nothing of it evaluates an expression; units are
 * converted with its `pow`, which is replaced by one that gives the same bits on every engine.
 */
import { create, type MathNode, parseDependencies, type Unit, unitDependencies } from "mathjs";
import { pow } from "../../base/elementary.ts";

interface MathSubset {
  readonly unit: (value: number, unit: string) => Unit;
  readonly parse: (text: string) => MathNode;
}

const subset = create({ ...unitDependencies, ...parseDependencies });
// Before the first unit: that binds what is there.
subset.import({ pow }, { override: true });

export const mathSubset = subset as unknown as MathSubset;
