// An ensemble on all cores: what six cycles leave of the capacity, for two lives of the contacts and three seeds each.
import { InputError, runMany } from "fluxtwin";
import { shipped } from "fluxtwin/scenarios";

/**
 * @param {number} life
 * @param {number} seed
 */
const member = (life, seed) => ({
  ...{ source: shipped("ncm"), load: shipped, cycles: 6 },
  overrides: { mesh: "draft", "solver.model": "reduced", "contactLoss.medianLife": life, seed },
});

// Whatever is wrong with any of them is told before anything is computed.
try {
  runMany([member(4, 1), member(-5, 1)]);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.log(error.message);
}

const lives = [4, 40];
const seeds = [1, 2, 3];
/** @type {string[]} */
const retention = [];
const members = lives.flatMap((life) => seeds.map((seed) => member(life, seed)));
for await (const result of runMany(members)) {
  // Results come as they are there; one that failed is no end of the others.
  const last = result.ok ? result.cycles.at(-1)?.retention : undefined;
  retention[result.member] = last === undefined || last === null ? "none" : (100 * last).toFixed(2);
}
console.log(`life  retention of ${seeds.length} seeds`);
lives.forEach((life, k) => {
  const own = retention.slice(k * seeds.length, (k + 1) * seeds.length);
  console.log(`${life}  ${own.map((value) => `${value} %`).join("  ")}`);
});
