/** Where keys paint and draw: a place and a size that arrows, plus and minus change. */
import { tidy } from "./reading-lines.ts";
import { heightWithin } from "./stage-bump.ts";
import { LEAST_RADIUS } from "./stage-patch.ts";

/** Of the cell up to the lithium as built, um. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** What a patch or a bump is about to be, um. */
export interface Aim {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
}

/** A key, and whether it takes longer strides. */
interface Pressed {
  readonly key: string;
  readonly leaps: boolean;
}

/** Shares of the width by which keys move. */
const [STEP, LEAP] = [0.01, 0.1] as const;
const GROWTH = 1.2;
/** um by which keys raise lithium. */
const [RISE, LEAPING_RISE] = [0.5, 5] as const;
const NARROWEST_BUMP = 10;

/** Returns where keys begin: in the separator, as a rule. */
export function startAim({ width, height }: Room): Pick<Aim, "x" | "y"> {
  return { x: tidy(width / 2), y: tidy(0.8 * height) };
}

/** Returns the aim of a patch after a key, within the cell; undefined where the key changes none. */
export function movePatch(aim: Aim, pressed: Pressed, room: Room): Aim | undefined {
  const step = room.width * (pressed.leaps ? LEAP : STEP);
  const { y, radius } = aim;
  const sized = (factor: number): Aim => ({
    ...aim,
    radius: tidy(Math.min(room.width, Math.max(LEAST_RADIUS, radius * factor))),
  });
  return (
    sideways(aim, pressed, room) ??
    take(pressed, {
      ArrowUp: () => ({ ...aim, y: within(y + step, room.height) }),
      ArrowDown: () => ({ ...aim, y: within(y - step, room.height) }),
      "+": () => sized(GROWTH),
      "=": () => sized(GROWTH),
      "-": () => sized(1 / GROWTH),
    })
  );
}

/** Returns the aim of a bump after a key: up and down are the way in which its front goes. */
export function moveBump(aim: Aim, pressed: Pressed, room: Room): Aim | undefined {
  const rise = pressed.leaps ? LEAPING_RISE : RISE;
  const { width, height } = aim;
  const sized = (factor: number): Aim => {
    const wider = tidy(Math.min(room.width, Math.max(NARROWEST_BUMP, width * factor)));
    return { ...aim, width: wider, height: heightWithin(height, wider) };
  };
  return (
    sideways(aim, pressed, room) ??
    take(pressed, {
      ArrowUp: () => ({ ...aim, height: heightWithin(height - rise, width) }),
      ArrowDown: () => ({ ...aim, height: heightWithin(height + rise, width) }),
      "+": () => sized(GROWTH),
      "=": () => sized(GROWTH),
      "-": () => sized(1 / GROWTH),
    })
  );
}

function sideways(aim: Aim, pressed: Pressed, { width }: Room): Aim | undefined {
  const step = width * (pressed.leaps ? LEAP : STEP);
  return take(pressed, {
    ArrowLeft: () => ({ ...aim, x: within(aim.x - step, width) }),
    ArrowRight: () => ({ ...aim, x: within(aim.x + step, width) }),
  });
}

function within(value: number, most: number): number {
  return tidy(Math.min(most, Math.max(0, value)));
}

function take({ key }: Pressed, ways: Readonly<Record<string, () => Aim>>): Aim | undefined {
  return Object.hasOwn(ways, key) ? ways[key]!() : undefined;
}
