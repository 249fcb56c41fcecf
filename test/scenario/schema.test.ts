import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeScenario } from "../../sim-core/scenario/describe.ts";
import { PARAMETERS } from "../../sim-core/scenario/parameters.ts";
import { scenarioJsonSchema } from "../../sim-core/scenario/schema.ts";
import { loadShipped, parseShipped, SHIPPED_NAMES } from "./shipped-scenarios.ts";

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
