/** What is told before there is a page is heard by it, once and in order. */
import { expect, it } from "vitest";
import { type Notice, Notices } from "../../../src/app/streams/notices.ts";
import { endless, openSession } from "./open-session.ts";

const notice = (words: string): Notice => ({ words, lasting: false });

it("keeps what is told before anybody listens for the first who does, and tells it once", () => {
  const notices = new Notices();
  for (const words of ["one", "two"]) notices.next(notice(words));
  const heard: string[][] = [[], []];
  const subscription = notices.subscribe(({ words }) => void heard[0]!.push(words));
  notices.subscribe(({ words }) => void heard[1]!.push(words));
  notices.next(notice("three"));
  expect(heard).toEqual([["one", "two", "three"], ["three"]]);
  subscription.unsubscribe();
});

it("keeps the latest twenty", () => {
  const notices = new Notices();
  for (let k = 1; k <= 25; k++) notices.next(notice(String(k)));
  const heard: string[] = [];
  notices.subscribe(({ words }) => void heard.push(words));
  expect(heard).toEqual(Array.from({ length: 20 }, (_, k) => String(k + 6)));
});

it("lets a page that comes late hear what a run has said", async () => {
  const over = { longestStep: 1e9, end: 30 };
  const { session, play } = openSession({ speed: 1000 }, { cells: [over, endless] });
  await play(6);
  const heard: string[] = [];
  session.notices$.subscribe(({ words }) => void heard.push(words));
  expect(heard).toEqual(["Cell A, over"]);
});
