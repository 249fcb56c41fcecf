import { describe, expect, it } from "vitest";
import { SentEvents } from "../../../src/app/streams/sent-events.ts";

const events = [1, 2, 3].map((time) => [{ time, path: "cell.cRate", value: 1 }]);

describe("changes that cells were sent", () => {
  it("are taken by both as far as the slower one has taken them", () => {
    const sent = new SentEvents();
    sent.begin(events[0]!);
    expect(sent.send(events[1]!)).toBe(1);
    expect(sent.send(events[2]!)).toBe(2);
    sent.take(0, 2);
    expect(sent.takenByBoth).toBe(events[0]);
    sent.take(1, 1);
    expect(sent.takenByBoth).toBe(events[1]);
    expect(sent.newest).toBe(events[2]);
  });

  it("are those of the beginning where the answers speak of what was sent before it", () => {
    const sent = new SentEvents();
    sent.begin(events[0]!);
    sent.send(events[1]!);
    sent.begin(events[2]!);
    sent.take(0, 1);
    sent.take(1, 1);
    expect(sent.takenByBoth).toBe(events[2]);
  });
});
