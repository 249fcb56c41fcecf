/**
 * What measured numbers tell about parameters, from an ensemble whose members differ in parameters and microstructure: Bayes'
 * rule for a plane with normal errors. Half of the members choose the weights of the summaries, the other half tells how
 * these depend on the parameters and how far microstructures scatter them; then the halves change places, and the mean of
 * both is taken. The scatter is known from few members: its covariance is that of the t distribution which follows from
 * them, and the error of the plane is in it.
 */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type Gaussian, invert } from "./design.ts";
import { covarianceOff, fitPlane, leverageAt, type Members, type Plane, predictAt } from "./regression.ts";
import { apply, chooseWeights, type Evidence, noiseOf } from "./summary.ts";

/** The place at which the plane's error is taken depends on the answer. */
const SWEEPS = 4;

/** Returns the fewest members that tell of so many parameters: each half has to leave its summaries some freedom. */
export function fewestMembers(parameters: number): number {
  return 2 * (2 * parameters + 4);
}

/**
 * Returns what is known of the deviates after all. Members are at least `fewestMembers` and all their outputs numbers; those
 * of even and of odd place make the halves. `stretch` multiplies all errors.
 */
export function assimilate(members: Members, evidence: Evidence, stretch = 1): Gaussian {
  const halves = [0, 1].map((side) => ({
    points: members.points.filter((_, k) => k % 2 === side),
    outputs: members.outputs.filter((_, k) => k % 2 === side),
  }));
  const [one, other] = [halves[0]!, halves[1]!];
  const found = [tell(one, other, { evidence, stretch }), tell(other, one, { evidence, stretch })];
  return {
    mean: found[0]!.mean.map((own, i) => (own + found[1]!.mean[i]!) / 2),
    covariance: found[0]!.covariance.map((row, i) =>
      row.map((own, j) => (own + found[1]!.covariance[i]![j]!) / 2),
    ),
  };
}

/** What `judges` tell by the summaries that `choosers` have chosen. */
function tell(
  choosers: Members,
  judges: Members,
  { evidence, stretch }: { readonly evidence: Evidence; readonly stretch: number },
): Gaussian {
  const count = judges.points[0]?.length ?? 0;
  const weights = chooseWeights(choosers, evidence);
  const prior = {
    mean: Array.from({ length: count }, () => 0),
    covariance: Matrix.eye(count).to2DArray(),
  };
  if (weights.length === 0) return prior;
  const plane = fitPlane({ points: judges.points, outputs: apply(weights, judges.outputs) });
  const [data] = apply(weights, [evidence.data]);
  const scatter = covarianceOff(plane);
  const noise = noiseOf(weights, evidence.variance);
  const spread = plane.freedom / Math.max(1, plane.freedom - weights.length - 1);
  let answer: Gaussian = prior;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const factor = spread * (1 + leverageAt(plane, answer.mean));
    const error = scatter.map((row, i) => row.map((own, j) => stretch ** 2 * (factor * own + noise[i]![j]!)));
    answer = combine(plane, { data: data!, error, scatter });
  }
  return answer;
}

/** Bayes' rule; what the scatter has put into the slopes is no information and is taken off. */
function combine(
  plane: Plane,
  {
    data,
    error,
    scatter,
  }: {
    readonly data: readonly number[];
    readonly error: readonly (readonly number[])[];
    readonly scatter: readonly (readonly number[])[];
  },
): Gaussian {
  const inverse = new Matrix(invert(error));
  const slopes = new Matrix(plane.slopes.map((row) => [...row]));
  const gain = slopes.transpose().mmul(inverse);
  const chance = inverse.mmul(new Matrix(scatter.map((row) => [...row]))).trace();
  const told = gain.mmul(slopes).sub(new Matrix(plane.inverseSquares.map((row) => [...row])).mul(chance));
  const covariance = invertInformation(told);
  const origin = predictAt(
    plane,
    plane.centre.map(() => 0),
  );
  const pull = gain.mmul(Matrix.columnVector(data.map((own, k) => own - origin[k]!)));
  return { mean: covariance.mmul(pull).to1DArray(), covariance: covariance.to2DArray() };
}

/** Inverse of 1 + information, of which there is never less than none. */
function invertInformation(told: Matrix): Matrix {
  const symmetric = told.clone().add(told.transpose()).div(2);
  const eigen = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  const vectors = eigen.eigenvectorMatrix;
  const shares = Matrix.diag(eigen.realEigenvalues.map((own) => 1 / (1 + Math.max(0, own))));
  return vectors.mmul(shares).mmul(vectors.transpose());
}
