/** Where keys paint: a place and a size that arrows, plus and minus change. */
import { tidy } from "./reading-lines.ts";
import { LEAST_RADIUS } from "./stage-patch.ts";

/** Of the cell up to the lithium as built, um. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface Aim {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Shares of the width by which keys move. */
const [STEP, LEAP] = [0.01, 0.1] as const;
const GROWTH = 1.2;

/** Returns where keys begin: in the separator, as a rule. */
export function startAim({ width, height }: Room): Pick<Aim, "x" | "y"> {
  return { x: tidy(width / 2), y: tidy(0.8 * height) };
}

/** Returns the aim after a key, within the cell; undefined where the key changes none. */
export function moveAim(
  { x, y, radius }: Aim,
  { key, leaps }: { readonly key: string; readonly leaps: boolean },
  { width, height }: Room,
): Aim | undefined {
  const step = width * (leaps ? LEAP : STEP);
  const within = (value: number, most: number): number => tidy(Math.min(most, Math.max(0, value)));
  const sized = (factor: number): Aim => ({
    ...{ x, y },
    radius: tidy(Math.min(width, Math.max(LEAST_RADIUS, radius * factor))),
  });
  const ways: Readonly<Record<string, () => Aim>> = {
    ArrowLeft: () => ({ x: within(x - step, width), y, radius }),
    ArrowRight: () => ({ x: within(x + step, width), y, radius }),
    ArrowUp: () => ({ x, y: within(y + step, height), radius }),
    ArrowDown: () => ({ x, y: within(y - step, height), radius }),
    "+": () => sized(GROWTH),
    "=": () => sized(GROWTH),
    "-": () => sized(1 / GROWTH),
  };
  return Object.hasOwn(ways, key) ? ways[key]!() : undefined;
}
