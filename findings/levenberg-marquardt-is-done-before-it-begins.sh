#!/bin/sh
# ml-levenberg-marquardt 5.1.0: data in SI units of a small cell are fitted by returning the guess.
#
# Expected: a fit of a line to currents of some microamperes gives the same slope whether they are written in A or in uA.
# Behaviour: in uA the slope comes out right after two iterations; in A it is the guess, after none, half of what it should be. The default
#   errorTolerance of 0.01 is compared with the sum of squared residuals itself, so that anything with residuals well below 0.1 has
#   converged before it begins; the result says so only by `iterations: 0`.
# Found while looking for a fitter of measured curves; residuals have to be scaled, or the tolerance set, before it is used.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit ml-levenberg-marquardt@5.1.0
cat >check.mjs <<'END'
import { levenbergMarquardt } from "ml-levenberg-marquardt";

/** Slope and iterations of a fit of i = 2 uA/s t + 1 uA, begun at half the slope; `unit` A are 1. */
const fit = (unit) => {
  const x = Array.from({ length: 20 }, (_, k) => k);
  const y = x.map((t) => ((2 * t + 1) * 1e-6) / unit);
  const line = ([slope, offset]) => (t) => slope * t + offset;
  const options = { initialValues: [1e-6 / unit, 0], maxIterations: 100, gradientDifference: 1e-8 / unit };
  const { parameterValues, iterations } = levenbergMarquardt({ x, y }, line, options);
  return { slope: (parameterValues[0] * unit) / 1e-6, iterations };
};
const [micro, plain] = [fit(1e-6), fit(1)];
console.log("in uA:", JSON.stringify(micro), "in A:", JSON.stringify(plain));
const isSame = Math.abs(micro.slope - 2) < 0.01 && plain.slope === 1 && plain.iterations === 0;
console.log(isSame ? "as described" : "the behaviour has changed");
process.exit(isSame ? 0 : 1);
END
node check.mjs
