import { invertLower, timesLower, timesUpper } from "@kaviar/base/numerics";
import type { History } from "../../trial/history.ts";
import type { Question } from "../contract/sampler.ts";
import { correlations } from "./correlations.ts";
import { type Encoding, inactive } from "./encode.ts";
import { factor } from "./fit.ts";
import { pairDistances, type Theta, weightsOf } from "./kernel.ts";
import { fewer, type Observation, observe } from "./observe.ts";
import type { Belief } from "./posterior.ts";
import { type Surrogate, surrogate } from "./surrogate.ts";

/**
 * What earlier studies say of a point: φ, the means of their models there. A new study is taken for a weighted sum of them,
 * weights by chance, plus something of its own; summed over the weights, two points have the covariance φ(x)·φ(x′):
 *
 *   φ = (ḡ, g₁/√m … g_m/√m),   ḡ the mean of all
 *
 * The evidence says how large that part is: of studies that have nothing to do with this one, nothing is left. A function
 * that is moved a little is a sum of them too, with weights of either sign. (Bonilla, Chai & Williams 2008: the tasks'
 * covariance, with the earlier tasks' functions taken for known)
 */
export interface Earlier {
  /** How many numbers that are, and off how many points they are read. */
  readonly count: number;
  readonly points: number;
  /** Writes them. */
  at(row: Float64Array, said: Float64Array): void;
  /** Of the point of the last call of `at`: adds how Σ wᵢφᵢ changes along each numeric axis. */
  addSlope(row: Float64Array, w: Float64Array, slope: Float64Array): void;
  of(rows: readonly Float64Array[]): readonly Float64Array[];
}

/** So few trials say nothing of a study's function. */
const fewest = 5;

/** All models are read off so many points, at most: what it costs to ask them does not grow with the studies. */
const most = 72;

/** Keeps nearly equal points apart, in units of the variance. */
const softness = 1e-5;

const earlierOf = (prior: readonly History[], encoding: Encoding, objective: number): Earlier | undefined => {
  const studies = prior.flatMap((history) => {
    const { seen } = observe(history, encoding, -1, 0);
    const told = seen.filter((each) => each.values !== undefined && objective < each.values.length);
    const valued = fewer(told, objective);
    return valued.length < fewest ? [] : [learn(valued, encoding, objective)];
  });
  return studies.length === 0 ? undefined : together(studies, encoding);
};

/** What earlier studies say for a question, by objective: learned once for a space. */
export const earlierStudies = (): ((question: Question, encoding: Encoding) => readonly (Earlier | undefined)[]) => {
  const known = new WeakMap<
    readonly History[],
    { readonly encoding: Encoding; readonly earlier: readonly (Earlier | undefined)[] }
  >();
  return ({ prior, history }, encoding) => {
    // Of more objectives than two it is mixtures that are modelled, each time others.
    if (prior.length === 0 || history.directions.length > 2) return [];
    const kept = known.get(prior);
    if (kept?.encoding === encoding) return kept.earlier;
    const earlier = history.directions.map((_, objective) => earlierOf(prior, encoding, objective));
    known.set(prior, { encoding, earlier });
    return earlier;
  };
};

interface Learned {
  readonly model: Surrogate;
  /** Best first. */
  readonly rows: readonly Float64Array[];
}

const learn = (valued: readonly Observation[], { categorical }: Encoding, objective: number): Learned => {
  const rows = valued.map(({ row }) => row);
  const values = valued.map((each) => each.values![objective]!);
  const model = surrogate(
    { rows, categorical, values, trials: rows.length, stretched: true, parabola: false, noisy: false },
    undefined,
  );
  const order = [...rows.keys()].sort((a, b) => values[a]! - values[b]!);
  return { model, rows: order.map((i) => rows[i]!) };
};

/** One covariance and one set of points for all: the mean of the studies' own θ, and the best and some others of their rows. */
const together = (studies: readonly Learned[], { categorical }: Encoding): Earlier => {
  const m = studies.length;
  const axes = categorical.length;
  const theta: Theta = studies[0]!.model.theta.map(
    (_, i) => studies.reduce((sum, { model }) => sum + model.theta[i]!, 0) / m,
  );
  const points = pointsOf(studies);
  const weights = weightsOf(theta, axes);
  theta[2 * axes + 2] = Math.log(softness * (weights.commonScale + weights.ownScale * axes));
  const l = factor(pairDistances(points, categorical), points.length, axes, theta)!;
  const inverse = invertLower(l, points.length);
  const belief: Belief = { mean: 0, variance: 0 };
  const own = studies.map(({ model }) => {
    const means = Float64Array.from(points, (row) => {
      model.at(row, belief);
      return belief.mean;
    });
    const half = timesLower(inverse, points.length, means, new Float64Array(points.length));
    return timesUpper(inverse, points.length, half, new Float64Array(points.length));
  });
  const shared = own[0]!.map((_, p) => own.reduce((sum, each) => sum + each[p]!, 0) / m);
  const readings = [shared, ...own.map((each) => each.map((w) => w / Math.sqrt(m)))];
  return reader(readings, points, categorical, theta);
};

const pointsOf = (studies: readonly Learned[]): readonly Float64Array[] => {
  const share = Math.max(Math.floor(most / studies.length), 4);
  const chosen = studies.flatMap(({ rows }) => {
    if (rows.length <= share) return rows;
    const best = Math.ceil(share / 3);
    const rest = share - best;
    return [
      ...rows.slice(0, best),
      ...Array.from({ length: rest }, (_, i) => rows[best + Math.floor(((i + 0.5) * (rows.length - best)) / rest)]!),
    ];
  });
  return [...new Map(chosen.map((row) => [row.join(), row])).values()];
};

/** Sums over the points, one for each of the readings. */
const reader = (
  readings: readonly Float64Array[],
  points: readonly Float64Array[],
  categorical: readonly boolean[],
  theta: Theta,
): Earlier => {
  const count = readings.length;
  const axes = categorical.length;
  const { k, at, slope } = correlations(points, categorical, weightsOf(theta, axes));
  const byPoint = Float64Array.from(
    { length: points.length * count },
    (_, i) => readings[i % count]![Math.floor(i / count)]!,
  );
  const read = (row: Float64Array, said: Float64Array): void => {
    at(row);
    said.fill(0);
    for (let p = 0; p < points.length; p++) for (let i = 0; i < count; i++) said[i]! += k[p]! * byPoint[p * count + i]!;
  };
  return {
    count,
    points: points.length,
    at: read,
    addSlope: (row, w, into) => {
      for (let p = 0; p < points.length; p++) {
        let weight = 0;
        for (let i = 0; i < count; i++) weight += w[i]! * byPoint[p * count + i]!;
        for (let a = 0; a < axes; a++)
          if (!categorical[a] && row[a] !== inactive) into[a]! += weight * slope(row, p, a);
      }
    },
    of: (rows) =>
      rows.map((row) => {
        const said = new Float64Array(count);
        read(row, said);
        return said;
      }),
  };
};
