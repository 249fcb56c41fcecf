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
} from "../../base/elementary.ts";
import { mathSubset } from "../record/mathjs-subset.ts";

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
/** Brackets within each other: mathjs takes some twenty calls for each. */
const MAXIMUM_BRACKETS = 50;

/** Signs as they come out of a text processor. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[\u2212\u2013]/g, "-"],
  [/[\u00d7\u00b7\u22c5]/g, "*"],
  [/\u00b2/g, "^2"],
  [/\u00b3/g, "^3"],
];

/** What other languages write, and what is written here. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^\s*$/, "a formula in x, not an empty text"],
  [/\*\*/, "a formula with ^ for powers, such as x^2 (** is none)"],
  [
    /\b(?:np|numpy|math|Math)\s*\./,
    "a formula with bare functions, such as exp(x) (without what stands before the dot)",
  ],
  [/\bln\s*\(/, 'a formula with log(x), the natural logarithm ("ln" is unknown)'],
  [/\bX\b/, "a formula of x in lower case"],
  [/;/, "one formula without a semicolon"],
  [/(?<![<>=!])=(?!=)/, "the formula alone, without what stands before ="],
  [/\?/, "a formula without conditions"],
  [/\[|\{/, "a formula without lists, with round brackets only"],
];

/** Why a text is no formula, in words that fit after "expected". */
export class FormulaError extends Error {}

/** Returns the formula as a function of x. Throws FormulaError. */
export function parseFormula(text: string): Evaluate {
  if (text.length > MAXIMUM_LENGTH)
    throw new FormulaError(`a formula of at most ${MAXIMUM_LENGTH} characters`);
  for (const [pattern, expected] of FOREIGN) if (pattern.test(text)) throw new FormulaError(expected);
  if (depthOfBrackets(text) > MAXIMUM_BRACKETS) throw tooDeep();
  const plain = SIGNS.reduce((so, [sign, own]) => so.replaceAll(sign, own), text);
  let tree: MathNode;
  try {
    tree = mathSubset.parse(plain);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    if (/\d,\d/.test(text))
      throw new FormulaError("a formula with decimal points, and commas only between arguments");
    throw new FormulaError(`a formula in x (${error instanceof Error ? error.message : String(error)})`);
  }
  return translate(tree, 0);
}

function tooDeep(): FormulaError {
  return new FormulaError("a formula that is nested less deeply");
}

function depthOfBrackets(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const sign of text) {
    if (sign === "(") deepest = Math.max(deepest, ++depth);
    if (sign === ")") depth--;
  }
  return deepest;
}

function translate(node: MathNode, depth: number): Evaluate {
  if (depth > MAXIMUM_DEPTH) throw tooDeep();
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
        `a formula of x with numbers, + - * / ^ and elementary functions ("${shorten(node.toString())}" is none)`,
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
  if (constant === undefined) throw new FormulaError(`a formula of x alone ("${shorten(name)}" is unknown)`);
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
      `a formula with the functions ${[...FUNCTIONS.keys()].join(", ")} ("${shorten(name)}" is none of them)`,
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

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
