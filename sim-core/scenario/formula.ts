/**
 * Formulas of the stoichiometry x. mathjs parses the text into a tree; only arithmetic and the elementary
 * functions below are translated into closures, so that nothing else can be reached, whatever the text says.
 */

import type { ConstantNode, FunctionNode, MathNode, OperatorNode, ParenthesisNode, SymbolNode } from "mathjs";
import {
  asinh,
  atan,
  atanh,
  cbrt,
  cos,
  cosh,
  exp,
  log,
  log10,
  pow,
  sin,
  sinh,
  tan,
  tanh,
} from "../base/elementary.ts";
import { mathSubset } from "./mathjs-subset.ts";

type Evaluate = (x: number) => number;

const FUNCTIONS: ReadonlyMap<
  string,
  { readonly arity: number; readonly apply: (...values: number[]) => number }
> = new Map([
  ["exp", { arity: 1, apply: exp }],
  ["log", { arity: 1, apply: log }],
  ["log10", { arity: 1, apply: log10 }],
  ["sqrt", { arity: 1, apply: Math.sqrt }],
  ["cbrt", { arity: 1, apply: cbrt }],
  ["abs", { arity: 1, apply: Math.abs }],
  ["sin", { arity: 1, apply: sin }],
  ["cos", { arity: 1, apply: cos }],
  ["tan", { arity: 1, apply: tan }],
  ["atan", { arity: 1, apply: atan }],
  ["sinh", { arity: 1, apply: sinh }],
  ["cosh", { arity: 1, apply: cosh }],
  ["tanh", { arity: 1, apply: tanh }],
  ["asinh", { arity: 1, apply: asinh }],
  ["atanh", { arity: 1, apply: atanh }],
  ["pow", { arity: 2, apply: pow }],
  ["min", { arity: 2, apply: Math.min }],
  ["max", { arity: 2, apply: Math.max }],
]);

const OPERATORS: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ["add", (a, b) => a + b],
  ["subtract", (a, b) => a - b],
  ["multiply", (a, b) => a * b],
  ["divide", (a, b) => a / b],
  ["pow", pow],
]);

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
]);

const MAXIMUM_LENGTH = 2000;
const MAXIMUM_DEPTH = 200;

/** Why a text is no formula, in words that fit after "expected". */
export class FormulaError extends Error {}

/** Returns the formula as a function of x. Throws FormulaError. */
export function parseFormula(text: string): Evaluate {
  if (text.length > MAXIMUM_LENGTH)
    throw new FormulaError(`a formula of at most ${MAXIMUM_LENGTH} characters`);
  let tree: MathNode;
  try {
    tree = mathSubset.parse(text);
  } catch (error) {
    throw new FormulaError(`a formula in x (${error instanceof Error ? error.message : String(error)})`);
  }
  return translate(tree, 0);
}

function translate(node: MathNode, depth: number): Evaluate {
  if (depth > MAXIMUM_DEPTH) throw new FormulaError("a formula that is nested less deeply");
  switch (node.type) {
    case "ConstantNode":
      return translateConstant(node as ConstantNode);
    case "SymbolNode":
      return translateSymbol((node as SymbolNode).name);
    case "ParenthesisNode":
      return translate((node as ParenthesisNode).content, depth + 1);
    case "OperatorNode":
      return translateOperator(node as OperatorNode, depth + 1);
    case "FunctionNode":
      return translateCall(node as FunctionNode, depth + 1);
    default:
      throw new FormulaError(
        `a formula of x with numbers, + - * / ^ and elementary functions (${node.type} is none)`,
      );
  }
}

function translateConstant(node: ConstantNode): Evaluate {
  const value: unknown = node.value;
  if (typeof value !== "number") throw new FormulaError("a formula with real numbers only");
  return () => value;
}

function translateSymbol(name: string): Evaluate {
  if (name === "x") return (x) => x;
  const constant = CONSTANTS.get(name);
  if (constant === undefined) throw new FormulaError(`a formula of x alone ("${name}" is unknown)`);
  return () => constant;
}

function translateOperator(node: OperatorNode, depth: number): Evaluate {
  const [first, second] = node.args as MathNode[];
  const a = translate(first as MathNode, depth);
  const name: string = node.fn;
  if (name === "unaryMinus") return (x) => -a(x);
  if (name === "unaryPlus") return a;
  const operator = OPERATORS.get(name);
  if (operator === undefined || second === undefined) {
    throw new FormulaError(`a formula with the operators + - * / ^ ("${node.op}" is none of them)`);
  }
  const b = translate(second, depth);
  return (x) => operator(a(x), b(x));
}

function translateCall(node: FunctionNode, depth: number): Evaluate {
  const callee = node.fn as unknown as MathNode;
  const name = callee.type === "SymbolNode" ? (callee as SymbolNode).name : callee.toString();
  const known = FUNCTIONS.get(name);
  if (name === "x") throw new FormulaError("a formula with explicit products of x, such as x * (1 - x)");
  if (known === undefined) {
    throw new FormulaError(
      `a formula with the functions ${[...FUNCTIONS.keys()].join(", ")} ("${name}" is none of them)`,
    );
  }
  if (node.args.length !== known.arity) {
    throw new FormulaError(
      `a formula in which ${name} takes ${known.arity} argument${known.arity > 1 ? "s" : ""}`,
    );
  }
  const { apply } = known;
  const [a, b] = node.args.map((argument) => translate(argument, depth));
  if (b === undefined) return (x) => apply((a as Evaluate)(x));
  return (x) => apply((a as Evaluate)(x), b(x));
}
