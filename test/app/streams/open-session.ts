/** A session with two fake cells, ticked by hand. */
import { Subject } from "rxjs";
import { createCellEngine } from "../../../src/app/engine/cell-engine.ts";
import type { ParameterValues } from "../../../src/app/engine/messages.ts";
import { type AppState, defaultState } from "../../../src/app/streams/app-state.ts";
import { parameterBounds } from "../../../src/app/streams/parameter-lookup.ts";
import { createSession, type Session } from "../../../src/app/streams/session.ts";
import { decodeState } from "../../../src/app/streams/url-state.ts";
import { createFakePort, type FakeCell, type FakePort } from "../engine/fake-cell.ts";

export interface OpenedSession {
  readonly session: Session;
  readonly ports: readonly [FakePort, FakePort];
  /** Those that took the place of lost ones. */
  readonly again: readonly FakePort[];
  /** Kinds of the commands that a cell was sent. */
  readonly kinds: (cell: 0 | 1) => string[];
  /** Ticks so many times, 100 ms each. */
  readonly play: (count: number) => Promise<void>;
  readonly values: () => ParameterValues;
  readonly reconnections: () => number;
}

/** One that goes wherever it is asked to in one step. */
export const endless: FakeCell = { longestStep: 1e9, end: 1e12 };

export function openSession(
  initial: Partial<AppState> = {},
  { time = 0, cells = [endless, endless] }: { time?: number; cells?: readonly [FakeCell, FakeCell] } = {},
): OpenedSession {
  let made = 0;
  const ports = [createFakePort(cells[0]), createFakePort(cells[1])] as const;
  const again: FakePort[] = [];
  const reconnect = (cell: 0 | 1) => () => {
    made += 1;
    again.push(createFakePort(cells[cell]));
    return again.at(-1)!;
  };
  const ticks$ = new Subject<number>();
  const session = createSession({
    explaining: { start: () => () => undefined, cores: 4 },
    engines: [createCellEngine(ports[0], reconnect(0)), createCellEngine(ports[1], reconnect(1))],
    ticks$,
    decode: (query) => decodeState(query, parameterBounds()),
    initial: { state: { ...defaultState, ...initial }, time, notices: [] },
  });
  const kinds = (cell: 0 | 1) => ports[cell].commands.map((command) => command.kind);
  let now = 0;
  const play = async (count: number): Promise<void> => {
    for (let k = 0; k < count; k++) {
      for (const port of [...ports, ...again]) await port.settle();
      now += 100;
      ticks$.next(now);
    }
    for (const port of [...ports, ...again]) await port.settle();
  };
  const values = (): ParameterValues => {
    let newest: ParameterValues = {};
    session.values$.subscribe((value) => {
      newest = value;
    });
    return newest;
  };
  return { session, ports, again, kinds, play, values, reconnections: () => made };
}
