/** The parts of mathjs in use: units and the parser of expressions. Nothing of it evaluates an expression. */
import { create, type MathNode, parseDependencies, type Unit, unitDependencies } from "mathjs";

interface MathSubset {
  readonly unit: (value: number, unit: string) => Unit;
  readonly parse: (text: string) => MathNode;
}

export const mathSubset = create({ ...unitDependencies, ...parseDependencies }) as unknown as MathSubset;
