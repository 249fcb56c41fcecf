/** Values of games that are known from the literature or by hand, and the axioms on games drawn at random. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  coalitionOf,
  type Game,
  interactionOf,
  listCoalitions,
  listNeeded,
  owenValues,
  shapleyValues,
} from "../../src/attribution/shapley.ts";
import { between } from "../fractions.ts";

const has = (coalition: number, ...players: number[]): boolean =>
  players.every((player) => (coalition >> player) & 1);
const size = (coalition: number): number => coalition.toString(2).replaceAll("0", "").length;
const sum = (values: readonly number[]): number => values.reduce((total, own) => total + own, 0);
const THREE = [0, 1, 2];

function expectValues(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((own, k) => {
    expect(own).toBeCloseTo(expected[k]!, 14);
  });
}

describe("Shapley values by hand", () => {
  test("of an additive game are what each brings", () => {
    const bring = [3, -1, 0.5, 7];
    const game: Game = (coalition) => sum(bring.filter((_, k) => has(coalition, k)));
    expectValues(shapleyValues([0, 1, 2, 3], game), bring);
  });

  test("of a unanimity game are even shares of those that it takes", () => {
    const game: Game = (coalition) => (has(coalition, 0, 2, 3) ? 6 : 0);
    expectValues(shapleyValues([0, 1, 2, 3], game), [2, 0, 2, 2]);
  });

  test("of two left gloves and a right one are 1/6, 1/6, 2/3", () => {
    const game: Game = (coalition) => (has(coalition, 0, 2) || has(coalition, 1, 2) ? 1 : 0);
    expectValues(shapleyValues(THREE, game), [1 / 6, 1 / 6, 2 / 3]);
  });

  test("of a runway of lengths 1, 2 and 3 are 1/3, 5/6, 11/6", () => {
    const game: Game = (coalition) =>
      has(coalition, 2) ? 3 : has(coalition, 1) ? 2 : has(coalition, 0) ? 1 : 0;
    expectValues(shapleyValues(THREE, game), [1 / 3, 5 / 6, 11 / 6]);
  });

  test("of votes 50, 49 and 1 with a majority of 51 are 2/3, 1/6, 1/6", () => {
    const votes = [50, 49, 1];
    const game: Game = (coalition) => (sum(votes.filter((_, k) => has(coalition, k))) >= 51 ? 1 : 0);
    expectValues(shapleyValues(THREE, game), [2 / 3, 1 / 6, 1 / 6]);
  });

  test("count from those that are present", () => {
    const game: Game = (coalition) => size(coalition) ** 2;
    expectValues(shapleyValues([0, 1], game, coalitionOf([2])), [4, 4]);
    expect(shapleyValues([], game)).toEqual([]);
  });

  test("of more players than there are bits are refused", () => {
    const players = Array.from({ length: 31 }, (_, k) => k);
    expect(() => shapleyValues(players, () => 0)).toThrow("got 31 players; expected at most 30");
  });
});

describe("Owen values by hand", () => {
  test("of a majority of three, two of them united, leave the third nothing", () => {
    const majority: Game = (coalition) => (size(coalition) >= 2 ? 1 : 0);
    expect(owenValues([[0, 1], [2]], majority)).toEqual([[0.5, 0.5], [0]]);
  });

  test("of two unions are the mean of what is brought before and after the other", () => {
    // v = a + 2 b + 4 c + 10 ac + 6 abc
    const game: Game = (s) =>
      (has(s, 0) ? 1 : 0) +
      (has(s, 1) ? 2 : 0) +
      (has(s, 2) ? 4 : 0) +
      (has(s, 0, 2) ? 10 : 0) +
      (has(s, 0, 1, 2) ? 6 : 0);
    const unions = [[0, 1], [2]];
    // 16 between the unions: 5 + 1.5 of them for a, 1.5 for b, 8 for c.
    expect(owenValues(unions, game)).toEqual([[7.5, 3.5], [12]]);
    expect(interactionOf(unions, game)).toBe(16);
  });

  test("of one union, or of unions of one, are Shapley values", () => {
    const game: Game = (coalition) => (has(coalition, 0, 2) ? 6 : size(coalition) ** 3);
    const values = shapleyValues(THREE, game);
    expectValues(owenValues([THREE], game)[0]!, values);
    expectValues(owenValues([[0], [1], [2]], game).flat(), values);
  });

  test("need no coalition that cuts two unions", () => {
    expect(
      listNeeded([
        [0, 1],
        [2, 3],
      ]).sort((one, other) => one - other),
    ).toEqual([
      ...[0b0000, 0b0001, 0b0010, 0b0011, 0b0100, 0b0111, 0b1000, 0b1011, 0b1100, 0b1101, 0b1110, 0b1111],
    ]);
    const asked = new Set<number>();
    const game: Game = (coalition) => {
      asked.add(coalition);
      return 0;
    };
    const unions = [[0, 3], [1, 2, 5], [4]];
    owenValues(unions, game);
    interactionOf(unions, game);
    const needed = listNeeded(unions);
    expect([...asked].filter((coalition) => !needed.includes(coalition))).toEqual([]);
    expect(new Set(needed).size).toBe(needed.length);
  });
});

describe("the axioms", () => {
  const value = between(-10, 10);
  /** Players and what each of their coalitions brings, nothing where none is there. */
  const games = fc.integer({ min: 1, max: 5 }).chain((count) =>
    fc.record({
      players: fc.constant(Array.from({ length: count }, (_, k) => k)),
      brought: fc.array(value, { minLength: 2 ** count, maxLength: 2 ** count }),
      cut: fc.integer({ min: 0, max: count }),
    }),
  );
  const asGame =
    (brought: readonly number[]): Game =>
    (coalition) =>
      brought[coalition]!;
  const swap = (coalition: number, a: number, b: number): number =>
    has(coalition, a) === has(coalition, b) ? coalition : coalition ^ ((1 << a) | (1 << b));

  test("efficiency: all that is brought is shared, by union too", () => {
    fc.assert(
      fc.property(games, ({ players, brought, cut }) => {
        const game = asGame(brought);
        const whole = game(coalitionOf(players)) - game(0);
        expect(sum(shapleyValues(players, game))).toBeCloseTo(whole, 11);
        const unions = [players.slice(0, cut), players.slice(cut)];
        const owen = owenValues(unions, game);
        expect(sum(owen.flat())).toBeCloseTo(whole, 11);
        const alone = unions.map((union) => sum(shapleyValues(union, game)));
        expect(sum(alone) + interactionOf(unions, game)).toBeCloseTo(whole, 11);
      }),
    );
  });

  test("symmetry: players that bring the same get the same", () => {
    fc.assert(
      fc.property(games, ({ players, brought }) => {
        if (players.length < 2) return;
        const game: Game = (s) => asGame(brought)(s) + asGame(brought)(swap(s, 0, 1));
        const [first, second] = shapleyValues(players, game);
        expect(first).toBeCloseTo(second!, 11);
        const union = owenValues([[0, 1], players.slice(2)], game)[0]!;
        expect(union[0]).toBeCloseTo(union[1]!, 11);
      }),
    );
  });

  test("dummy: who adds the same to everyone gets just that", () => {
    fc.assert(
      fc.property(games, value, ({ players, brought, cut }, own) => {
        const last = players.length - 1;
        const game: Game = (s) => asGame(brought)(s & ~(1 << last)) + (has(s, last) ? own : 0);
        expect(shapleyValues(players, game)[last]).toBeCloseTo(own, 11);
        const unions = [players.slice(0, cut), players.slice(cut)];
        expect(owenValues(unions, game).flat()[last]).toBeCloseTo(own, 11);
      }),
    );
  });

  test("additivity: the values of a sum are the sums of the values", () => {
    fc.assert(
      fc.property(games, fc.array(value, { minLength: 32, maxLength: 32 }), ({ players, brought }, more) => {
        const both = shapleyValues(players, (s) => brought[s]! + more[s]!);
        const [one, other] = [shapleyValues(players, asGame(brought)), shapleyValues(players, asGame(more))];
        both.forEach((own, k) => {
          expect(own).toBeCloseTo(one[k]! + other[k]!, 11);
        });
      }),
    );
  });

  test("every coalition is listed once", () => {
    expect(listCoalitions([1, 3])).toEqual([0b0000, 0b0010, 0b1000, 0b1010]);
  });
});
