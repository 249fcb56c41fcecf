import { TestScheduler } from "rxjs/testing";
import { expect, test } from "vitest";
import { whenLeft } from "../../../src/app/streams/idle.ts";

test("a page is left once nothing was touched for long enough after something was", () => {
  const scheduler = new TestScheduler((got, wanted) => expect(got).toEqual(wanted));
  scheduler.run(({ cold, expectObservable }) => {
    expectObservable(whenLeft(cold("a 5s b 119s c 500s d"), 120).pipe()).toBe("244002ms (x|)", {
      x: undefined,
    });
    expectObservable(whenLeft(cold("600s -"), 120)).toBe("");
  });
});
