/**
 * What lessons write about the solved state: `A.voltage >= 4.2 and B.cycle > 1` is a condition, `100 * A.retention` a number.
 * Quantities of both cells, numbers, + - * /, comparisons, and, or, not, brackets; nothing else, and no text becomes program.
 */
import jsep from "jsep";
import { lessonQuantities, type MomentPair, type QuantityName } from "./moment.ts";

/** A number of the solved state; not a number where a quantity has no value yet. */
export type NumberOf = (cells: MomentPair) => number;
/** Whether something holds; false where a quantity has no value yet. */
export type HoldsIn = (cells: MomentPair) => boolean;

/** Either what was written means, or what is wrong with it, in words. */
export type Compiled<T> = { readonly read: T } | { readonly problem: string };

type Meaning =
  | { readonly kind: "number"; readonly read: NumberOf }
  | { readonly kind: "condition"; readonly read: HoldsIn };

/** Characters of an expression that is read. */
const LONGEST = 500;

jsep.addBinaryOp("or", 1);
jsep.addBinaryOp("and", 2);
jsep.addUnaryOp("not");

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  "==": (a, b) => a === b,
};

class Unreadable extends Error {}

/** Returns the condition that `text` writes, or what is wrong with it. */
export function compileCondition(text: string): Compiled<HoldsIn> {
  const meaning = compile(text);
  if ("problem" in meaning) return meaning;
  if (meaning.kind === "condition") return { read: meaning.read };
  return { problem: `"${text}" is a number; a condition compares, as in A.voltage >= 4.2` };
}

/** Returns the number that `text` writes, or what is wrong with it. */
export function compileNumber(text: string): Compiled<NumberOf> {
  const meaning = compile(text);
  if ("problem" in meaning) return meaning;
  if (meaning.kind === "number") return { read: meaning.read };
  return { problem: `"${text}" is a condition, not a number` };
}

function compile(text: string): Meaning | { readonly problem: string } {
  if (text.length > LONGEST) return { problem: `more than ${LONGEST} characters` };
  try {
    return understand(jsep(text));
  } catch (error) {
    // jsep throws plain errors that say what and where.
    return { problem: `"${text}" (${error instanceof Error ? error.message : String(error)})` };
  }
}

function understand(node: jsep.Expression): Meaning {
  if (node.type === "Literal") return literal(node as jsep.Literal);
  if (node.type === "MemberExpression") return quantity(node as jsep.MemberExpression);
  if (node.type === "UnaryExpression") return unary(node as jsep.UnaryExpression);
  if (node.type === "BinaryExpression") return binary(node as jsep.BinaryExpression);
  if (node.type === "Identifier") {
    throw new Unreadable(`${String(node.name)} is no quantity of a cell, such as A.voltage`);
  }
  throw new Unreadable("only quantities, numbers, + - * /, comparisons, and, or, not and brackets are read");
}

function literal({ value, raw }: jsep.Literal): Meaning {
  if (typeof value !== "number") throw new Unreadable(`${raw} is no number`);
  return { kind: "number", read: () => value };
}

function quantity({ object, property, computed }: jsep.MemberExpression): Meaning {
  const cell = ["A", "B"].indexOf(String(object.name));
  const name = String(property.name);
  if (computed || cell < 0) throw new Unreadable("a quantity is written A.name or B.name");
  if (!Object.hasOwn(lessonQuantities, name)) {
    throw new Unreadable(`${name} is none of ${Object.keys(lessonQuantities).join(", ")}`);
  }
  return { kind: "number", read: (cells) => cells[cell]?.[name as QuantityName] ?? Number.NaN };
}

function unary({ operator, argument }: jsep.UnaryExpression): Meaning {
  const inner = understand(argument);
  if (operator === "-" && inner.kind === "number")
    return { kind: "number", read: (cells) => -inner.read(cells) };
  if (operator === "not" && inner.kind === "condition") {
    return { kind: "condition", read: (cells) => !inner.read(cells) };
  }
  throw new Unreadable(`"${operator}" does not fit what follows it`);
}

function binary({ operator, left, right }: jsep.BinaryExpression): Meaning {
  const [one, other] = [understand(left), understand(right)];
  if (one.kind === "condition" && other.kind === "condition") {
    if (operator === "and")
      return { kind: "condition", read: (cells) => one.read(cells) && other.read(cells) };
    if (operator === "or")
      return { kind: "condition", read: (cells) => one.read(cells) || other.read(cells) };
  }
  if (one.kind === "number" && other.kind === "number") {
    const [join, compare] = [own(arithmetic, operator), own(comparisons, operator)];
    if (join) return { kind: "number", read: (cells) => join(one.read(cells), other.read(cells)) };
    if (compare) return { kind: "condition", read: (cells) => compare(one.read(cells), other.read(cells)) };
  }
  throw new Unreadable(`"${operator}" does not join what stands beside it`);
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
