/** The command of a cell of the page, taken apart as a shell does, asks the terminal program for the same scenario. */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { defaultState } from "../../../src/app/streams/app-state.ts";
import { requestOf } from "../../../src/app/streams/cell-requests.ts";
import { writeTerminalCommand } from "../../../src/app/streams/files/terminal-command.ts";

/** The words of a command line, as the shell hands them on. */
function wordsOf(command: string): string[] {
  const print = `printf '%s\\n' ${command}`;
  return execFileSync("sh", ["-c", print], { encoding: "utf8" }).trimEnd().split("\n");
}

describe("the command of a cell", () => {
  it("is short where nothing was set", () => {
    expect(writeTerminalCommand(requestOf(defaultState, 0))).toBe("npm run -s fluxtwin -- run ncm");
  });

  it("has every setting, the cut of the link and every change on the way, as the shell hands them on", () => {
    const state = {
      ...defaultState,
      link: "cut",
      seed: 7,
      mesh: "draft",
      parameters: {
        "cell.cRate": 1.5,
        "fracture.active": false,
        "electrolyte.elasticity": "plastic $HOME 'x'",
      },
      events: [{ time: 7200, path: "cell.stackPressure", value: 12 }],
    } as const;
    expect(wordsOf(writeTerminalCommand(requestOf(state, 1)))).toEqual([
      ...["npm", "run", "-s", "fluxtwin", "--", "run", "ncm"],
      ...["--mesh", "draft", "--seed", "7"],
      ...["--set", "cell.cRate=1.5", "--set", "electrolyte.elasticity=plastic $HOME 'x'"],
      ...["--set", "fracture.active=false", "--set", "mediator.cathodeToAnode=false"],
      ...["--event", "7200s:cell.stackPressure=12"],
    ]);
  });

  it("is that of the coated cell with what only it has", () => {
    const state = { ...defaultState, parameters: { "contactLoss.coatingFactor": 1.2 } };
    expect(writeTerminalCommand(requestOf(state, 0))).not.toContain("coatingFactor");
    expect(writeTerminalCommand(requestOf(state, 1))).toContain(
      "run lzp-ncm --set contactLoss.coatingFactor=1.2",
    );
  });

  it("writes a protocol into a file first, line by line, whatever stands in it", () => {
    const protocol = "# it's slow x2\nCharge at C/10 until $4.3 V\n\nRest for 1 h\n";
    const state = { ...defaultState, protocols: [undefined, protocol] } as const;
    expect(writeTerminalCommand(requestOf(state, 0), 0)).toBe("npm run -s fluxtwin -- run ncm");
    const command = writeTerminalCommand(requestOf(state, 1), 1);
    const [write, run] = command.split(" > protocol-B.txt; ");
    expect(execFileSync("sh", ["-c", write!], { encoding: "utf8" })).toBe(protocol);
    expect(run).toBe("npm run -s fluxtwin -- run lzp-ncm --protocol protocol-B.txt");
  });
});
