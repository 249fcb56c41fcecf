/** What other models exchange, through the front door of the library. */
import { expect, test } from "vitest";
import {
  layProtocol,
  parseScenario,
  pythonExperimentOf,
  readBpx,
  writeBpx,
} from "../../src/library/index.ts";
import { loadShipped } from "../cell/small-cell.ts";

const scenario = parseScenario(loadShipped("ncm"), { load: loadShipped });

test("a scenario goes out as a BPX file and comes back", () => {
  const { file, notes } = writeBpx(scenario);
  const { scenario: written, taken } = readBpx(structuredClone(file), scenario);
  const back = parseScenario(written, { load: loadShipped });
  expect(back.cathode).toEqual(scenario.cathode);
  expect(back.interface).toEqual(scenario.interface);
  expect(taken.length).toBeGreaterThan(100);
  expect(notes).toHaveLength(1);
});

test("a protocol goes out for PyBaMM and is laid into a scenario again", () => {
  const experiment = pythonExperimentOf(scenario);
  const laid = layProtocol(loadShipped("ncm"), "script" in experiment ? experiment.script : undefined);
  const { protocol } = parseScenario(laid, { load: loadShipped });
  expect(protocol.blocks[0]).toMatchObject({ repeat: 70 });
  expect(() => layProtocol(loadShipped("ncm"), "Experiment([1])", "mine.py")).toThrow("mine.py: got ");
});
