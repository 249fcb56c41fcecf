/** Formulas of x in the grammar of Python, as the Battery Parameter eXchange format (BPX 1.1.1) holds them. */
import type { FunctionNode, MathNode, OperatorNode, ParenthesisNode, SymbolNode } from "mathjs";
import { mathSubset } from "../record/mathjs-subset.ts";

/** What its reader can also evaluate, beyond what it lets pass. */
const FUNCTIONS: readonly string[] = ["exp", "tanh", "cosh", "abs", "min", "max", "pow"];
const SIGNS: Readonly<Record<string, string>> = { add: "+", subtract: "-", multiply: "*", divide: "/" };

class NotWritable extends Error {}

/** Returns a formula that `parseFormula` accepts with every product and power written out; undefined where it has what that format has not. */
export function writePythonFormula(formula: string): string | undefined {
  try {
    return write(mathSubset.parse(formula));
  } catch (error) {
    if (error instanceof NotWritable) return undefined;
    throw error;
  }
}

function write(node: MathNode): string {
  switch (node.type) {
    case "ConstantNode":
      return node.toString();
    case "SymbolNode":
      return writeSymbol((node as SymbolNode).name);
    case "ParenthesisNode":
      return `(${write((node as ParenthesisNode).content)})`;
    case "OperatorNode":
      return writeOperator(node as OperatorNode);
    default:
      return writeCall(node as FunctionNode);
  }
}

function writeSymbol(name: string): string {
  if (name === "x") return "x";
  throw new NotWritable(name);
}

function writeOperator({ fn, args }: OperatorNode): string {
  const [a, b] = (args as MathNode[]).map(write);
  if (b === undefined) return fn === "unaryMinus" ? `-${a}` : `${a}`;
  if (fn === "pow") return `${a}**${b}`;
  const sign = SIGNS[fn];
  if (sign === undefined) throw new NotWritable(fn);
  return sign === "+" || sign === "-" ? `${a} ${sign} ${b}` : `${a} ${sign} ${wrapProduct(args[1], b)}`;
}

/** A product without a sign between its factors binds more tightly than one with it: 1 / 2 x is 1 / (2 x). */
function wrapProduct(node: MathNode | undefined, written: string): string {
  const { type, implicit } = (node ?? {}) as Partial<OperatorNode>;
  return type === "OperatorNode" && implicit ? `(${written})` : written;
}

function writeCall({ fn, args }: FunctionNode): string {
  const { name } = fn as unknown as SymbolNode;
  if (!FUNCTIONS.includes(name)) throw new NotWritable(name);
  return `${name}(${args.map(write).join(", ")})`;
}
