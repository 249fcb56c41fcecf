/**
 * How what a coalition brings is shared among its players. A player's Shapley value is what it adds on average over all
 * orders in which the players may come; Owen's is that over the orders in which the players of a union come one right
 * after another. Both sum exactly to what all bring beyond what none brings. Sources: Shapley 1953; Owen 1977.
 */

/** What a coalition brings; player k takes part where bit k of `coalition` is set. */
export type Game = (coalition: number) => number;

/** Players with more than this many bits have no coalition that is an integer of 32 bits. */
const MOST_PLAYERS = 30;

/** Returns the coalition of the players given. */
export function coalitionOf(players: readonly number[]): number {
  return players.reduce((coalition, player) => coalition | (1 << player), 0);
}

/** Returns every coalition of the players given, that of none first, [2^n]. */
export function listCoalitions(players: readonly number[]): number[] {
  return joinAny(players.map((player) => 1 << player));
}

/** Every coalition that some of the parts make together. */
function joinAny(parts: readonly number[]): number[] {
  return parts.reduce<number[]>((found, part) => found.concat(found.map((own) => own | part)), [0]);
}

/**
 * Returns the Shapley value of each of `players` [n] in the game among them, in their order; those of `present` take part
 * all the time. Sums to game(all) - game(present alone). Throws RangeError for more than 30 players.
 */
export function shapleyValues(players: readonly number[], game: Game, present = 0): number[] {
  const weights = orderWeights(players.length);
  return players.map((player) => {
    const others = players.filter((other) => other !== player);
    return listCoalitions(others).reduce((value, coalition) => {
      const before = coalition | present;
      return value + (weights[countPlayers(coalition)] ?? 0) * (game(before | (1 << player)) - game(before));
    }, 0);
  });
}

/**
 * Returns the Owen value of each player, by union and in the order of its players [union][player]: the mean, over what of
 * the other unions is there as a whole, of the Shapley value within the player's own. Sums to game(all) - game(none).
 */
export function owenValues(unions: readonly (readonly number[])[], game: Game): number[][] {
  const weights = orderWeights(unions.length);
  return unions.map((players, own) => {
    const others = unions.map((_, k) => k).filter((k) => k !== own);
    return listCoalitions(others).reduce<number[]>(
      (sums, present) => {
        const there = coalitionOf(unions.flatMap((union, k) => ((present >> k) & 1 ? union : [])));
        const values = shapleyValues(players, game, there);
        const weight = weights[countPlayers(present)] ?? 0;
        return sums.map((sum, k) => sum + weight * (values[k] ?? 0));
      },
      players.map(() => 0),
    );
  });
}

/**
 * Returns what the unions bring together beyond what each brings alone: v(all) - v(none) - sum over the unions of
 * v(union) - v(none). Of two it is the Shapley interaction index, v(A and B) - v(A) - v(B) + v(none).
 */
export function interactionOf(unions: readonly (readonly number[])[], game: Game): number {
  const none = game(0);
  const alone = unions.reduce((sum, union) => sum + game(coalitionOf(union)) - none, 0);
  return game(coalitionOf(unions.flat())) - none - alone;
}

/** Returns the coalitions that the Owen values and the interaction are made from: any of one union with whole others. */
export function listNeeded(unions: readonly (readonly number[])[]): number[] {
  const needed = unions.flatMap((players, own) => {
    const others = joinAny(unions.filter((_, k) => k !== own).map(coalitionOf));
    return listCoalitions(players).flatMap((coalition) => others.map((there) => coalition | there));
  });
  return [...new Set([coalitionOf(unions.flat()), ...needed])];
}

/** Share of the orders of `count` players in which a player comes right after so many given ones [count]: s!(n-s-1)!/n!. */
function orderWeights(count: number): number[] {
  if (count > MOST_PLAYERS) throw new RangeError(`got ${count} players; expected at most ${MOST_PLAYERS}`);
  // 1 / (n C(n-1, s)); binomials below 2^53 are exact.
  let binomial = 1;
  return Array.from({ length: count }, (_, size) => {
    if (size > 0) binomial = (binomial * (count - size)) / size;
    return 1 / (count * binomial);
  });
}

function countPlayers(coalition: number): number {
  let count = 0;
  for (let left = coalition; left !== 0; left &= left - 1) count++;
  return count;
}
