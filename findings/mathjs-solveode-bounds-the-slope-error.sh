#!/bin/sh
# mathjs 15.2.0: the tolerance of solveODE bounds the error of the slope, not that of the solution.
#
# Expected: with tol = 1e-6 the relaxation y' = -y/tau, y(0) = 1, is solved about as well whichever unit of time it is written in,
#   and a right side that steps up once, as a current pulse does, costs some small steps and no more.
# Behaviour: the error estimate is a difference of weighted slopes that is never multiplied by the step. In hours the worst error
#   is 1e-7, in seconds 1e-3, in milliseconds about 7 where the solution lies between 0 and 1. And as a jump of the slope does not
#   shrink with the step, one above the tolerance is never passed ("Maximum number of iterations reached"), while one below
#   it is taken in a single step, 8 % off.
# Found while looking for an independent integrator to compare relaxations and pulses with, whose times are in seconds.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit mathjs@15.2.0
cat >check.mjs <<'END'
import { solveODE } from "mathjs";

const tol = 1e-6;
/** Worst error over ten time constants, each of `tau` units of time. */
const relax = (tau) => {
  const { t, y } = solveODE((_, [value]) => [-value / tau], [0, 10 * tau], [1], { tol });
  return Math.max(...t.map((time, k) => Math.abs(y[k][0] - Math.exp(-time / tau))));
};
/** What is reached after half of the time at `rate`, over what should be. */
const pulse = (rate) => {
  try {
    return solveODE((time) => [time < 0.5 ? 0 : rate], [0, 1], [0], { tol }).y.at(-1)[0] / (0.5 * rate);
  } catch (error) {
    return error.message;
  }
};
const hours = relax(1);
const seconds = relax(3600);
const milliseconds = relax(3.6e6);
const [small, large] = [pulse(1e-5), pulse(1)];
console.log(`worst error in hours ${hours.toExponential(1)}, seconds ${seconds.toExponential(1)}, milliseconds ${milliseconds.toExponential(1)}`);
console.log(`after a step of 1e-5: ${small} of what it should be; after a step of 1: ${large}`);
const isSame =
  hours < 1e-6 && seconds > 5e-4 && milliseconds > 1 && Math.abs(small - 0.919) < 0.01 && /^Maximum number/.test(large);
console.log(isSame ? "as described" : "the behaviour has changed");
process.exit(isSame ? 0 : 1);
END
node check.mjs
