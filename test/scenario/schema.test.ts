import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeScenario } from "../../sim-core/scenario/describe.ts";
import { PARAMETERS } from "../../sim-core/scenario/parameters/parameters.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { scenarioJsonSchema } from "../../sim-core/scenario/schema.ts";
import { fileWith, loadShipped, parseShipped, SHIPPED_NAMES } from "./shipped-scenarios.ts";

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  /** The protocol may be a record or a list. */
  readonly anyOf?: readonly Node[];
  readonly description?: string;
  readonly default?: unknown;
  readonly additionalProperties?: boolean;
}

const schema = scenarioJsonSchema() as Node;

function nodeAt(path: string): Node {
  return path.split(".").reduce((node, key) => {
    const child = node.properties?.[key] as Node;
    return child.anyOf?.find(({ properties }) => key === "protocol" && properties !== undefined) ?? child;
  }, schema);
}

describe("JSON Schema", () => {
  it("has every parameter with description, unit and default", () => {
    for (const parameter of PARAMETERS) {
      const node = nodeAt(parameter.path);
      expect(node.description, parameter.path).toContain(parameter.source);
      expect(node.default, parameter.path).toBeDefined();
      if (parameter.kind === "number" && parameter.unit !== "") {
        expect(String(node.default), parameter.path).toContain(parameter.unit);
      }
    }
    expect(nodeAt("electrolyte.conductivity").default).toBe("3 mS/cm");
    expect(nodeAt("cell.cRate").default).toBe("0.5C");
  });

  it("allows no unknown key in any group", () => {
    expect(schema.additionalProperties).toBe(false);
    for (const group of ["cell", "cathode", "ncm", "anode", "protocol"]) {
      expect(nodeAt(group).additionalProperties).toBe(false);
    }
  });

  it("accepts every form of a protocol that is read, and refuses what is none", () => {
    const validator = z.fromJSONSchema(JSON.parse(JSON.stringify(schema)));
    const accepts = (protocol: unknown): boolean => validator.safeParse(fileWith({ protocol })).success;
    const steps = [
      "Charge at C/10 until 4.3 V",
      { charge: "rate", until: "4.3 V", temperature: "45 degC" },
      { discharge: "1 mA", until: ["2.6 V", "80 % SoC"], stackPressure: { to: "50 MPa", over: "1 h" } },
      { rest: ["1 h", "dV/dt < 1 mV/h"], temperature: { to: "45 degC", rate: "1 K/min" } },
      { rest: "1 h", until: "dV/dt < 1 mV/h" },
      { hold: "4.3 V", until: ["C/20", "dI/dt < 0.1 mA/cm2/h"] },
      { profile: "drive.csv", repeat: 3, scale: -1, until: "2.6 V" },
      { profile: { name: "drive", time: [0, 1], timeUnit: "min", unit: "C", current: [1] } },
    ];
    const block = { name: "cycling", repeat: 3, steps, check: { every: 2, name: "reference", steps } };
    const loadText = (): string => "time (s),current (A/m2)\n0,1\n1,1\n";
    for (const protocol of [
      { repeat: 3, steps },
      { blocks: [block, { steps }], end: ["80 % capacity", "30 days"], repeat: 2, referenceCycle: 3 },
      { end: "100 cycles" },
      [block, { steps }],
      steps,
    ]) {
      expect(accepts(protocol)).toBe(true);
      expect(() => parseScenario(fileWith({ protocol }), { load: loadShipped, loadText })).not.toThrow();
    }
    for (const protocol of [
      "Rest for 1 h",
      [5],
      { steps: [] },
      { steps: [{ charge: "1C", until: [] }] },
      { steps: [{ charge: "1C" }] },
      { steps: [{ charge: "1C", until: "4 V", temperatur: "45 degC" }] },
      [{ ...block, repeat: 0 }],
      [{ name: "no steps" }],
      { steps, stepz: [] },
    ]) {
      expect(accepts(protocol), JSON.stringify(protocol)).toBe(false);
    }
  });

  it("accepts the shipped files and what they resolve to, and refuses others", () => {
    const validator = z.fromJSONSchema(JSON.parse(JSON.stringify(schema)));
    for (const name of SHIPPED_NAMES) {
      expect(validator.safeParse(loadShipped(name)).success, name).toBe(true);
      const resolved = JSON.parse(JSON.stringify(describeScenario(parseShipped(name))));
      expect(validator.safeParse(resolved).success, name).toBe(true);
    }
    expect(validator.safeParse({ schemaVersion: 1, name: "x", cell: { widht: "3 um" } }).success).toBe(false);
    expect(validator.safeParse({ schemaVersion: 1, name: "x", cell: { width: 3 } }).success).toBe(false);
    expect(validator.safeParse({ name: "x" }).success).toBe(false);
  });
});
