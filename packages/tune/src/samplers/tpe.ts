import type { Card } from "@kaviar/base/card";
import { callable, type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import type { Params, Value } from "../space/dimension.ts";
import { countPoints, drawPoint, type FlatSpace, points } from "../space/flat-space.ts";
import type { History } from "../trial/history.ts";
import type { Question, Sampler } from "./contract/sampler.ts";
import type { Axis } from "./tpe/axis.ts";
import { type Mixture, mixtureOf } from "./tpe/mixture.ts";
import { createRankedTrials, type RankedTrials } from "./tpe/ranked-trials.ts";
import { split } from "./tpe/split.ts";

const read = options("tpe", {
  /** How many trials are drawn at random before the model speaks. */
  startup: whole().default(10),
  /** How many candidates are compared for each trial. */
  candidates: whole(1).default(24),
  /** How many of n finished trials count as good: a tenth, at most 25, when left out. */
  gamma: callable<(trials: number) => number>("a function of the number of trials").default((trials) =>
    Math.min(Math.ceil(0.1 * trials), 25),
  ),
});

export type TpeOptions = OptionsOf<typeof read>;

/**
 * The tree-structured Parzen estimator: of candidates drawn from the density of the good trials, the one where that of
 * the others is lowest beside it. All parameters are modelled together, conditional ones where they are active, for one
 * objective or several. (Bergstra et al. 2011; Watanabe 2023)
 *
 * ```ts
 * createStudy({ sampler: tpe() })
 * ```
 * Cheap at any number of trials; with fewer than some hundred, all of them expensive, `gp()` gets nearer.
 */
export const tpe = (given: TpeOptions = {}): Sampler => {
  const { startup, candidates, gamma } = read(given);
  const rowsOf = createReader();
  return {
    name: "tpe",
    propose: (question) => {
      const { space, draw, number, history } = question;
      const { own, prior } = rowsOf(question);
      const known = own.count + prior.reduce((sum, { usable }) => sum + usable, 0);
      if (known < startup || space.length === 0)
        return { params: drawPoint(space, draw), why: `by chance: ${known} of ${startup} startup trials have ended` };
      const running = [...history.running.values()]
        .filter((trial) => trial.number !== number && Object.keys(trial.params).length > 0)
        .map(({ params }) => placesOf(own.axes, params));
      const { good, bad } = split(own, prior, running, gamma, startup);
      const widening = wideningFor(draw("width")());
      const model: Model = {
        axes: own.axes,
        good: mixtureOf(own.axes, good, widening),
        bad: mixtureOf(own.axes, bad, widening),
      };
      const params = choose(model, question, candidates);
      return { params, why: `near ${good.weights.length} good trials, away from ${bad.weights.length} others` };
    },
  };
};

tpe.about = {
  name: "Tree-structured Parzen estimator",
  formula: "argmax of ℓ(x) / g(x): ℓ the density of the best tenth of the trials, g that of the others",
  use: "hundreds to thousands of trials, many parameters, conditional ones among them, one objective or several",
  pitfall: "needs more trials than a Gaussian process for the same value; the first 10 are drawn at random",
  reference: "Bergstra et al. 2011; Watanabe 2023",
  seeAlso: ["gp", "cmaes", "bohb"],
} satisfies Card;

interface Model {
  readonly axes: readonly Axis[];
  readonly good: Mixture;
  readonly bad: Mixture;
}

/**
 * How wide kernels are beside Scott's rule: between half and all of it, another for each trial, so that some trials
 * refine and some look around.
 */
const wideningFor = (u: number): number => 0.5 * 2 ** u;

/** Finite spaces up to this size are compared whole when no candidate is admitted. */
const comparable = 5_000;

/** The candidate with the largest good(x) / bad(x) among those that may be asked. */
const choose = (model: Model, question: Question, candidates: number): Params => {
  const random = question.draw("candidates");
  const drawn = Array.from({ length: candidates }, () => model.good.draw(random));
  const found = best(model, drawn, question);
  if (found !== undefined) return found;
  const all =
    countPoints(question.space) <= comparable
      ? [...points(question.space)].filter(question.admits).map((point) => placesOf(model.axes, point))
      : [];
  return best(model, all, question) ?? paramsOf(model.axes, drawn[0]!);
};

const best = ({ axes, good, bad }: Model, drawn: readonly Float64Array[], { admits }: Question): Params | undefined => {
  const scores = drawn.map((point) => good.logDensity(point) - bad.logDensity(point));
  const byScore = drawn.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  for (const i of byScore) {
    const params = paramsOf(axes, drawn[i]!);
    if (admits(params)) return params;
  }
  return undefined;
};

const placesOf = (axes: readonly Axis[], params: Params): Float64Array =>
  Float64Array.from(axes, ({ name, placeOf }) => placeOf(params[name]));

const paramsOf = (axes: readonly Axis[], places: Float64Array): Params => {
  const params: Record<string, Value> = {};
  axes.forEach(({ name, valueAt }, j) => {
    const place = places[j]!;
    if (!Number.isNaN(place)) params[name] = valueAt(place);
  });
  return params;
};

/** The trials of a question's study, and of those before it, as rows: gone on with from question to question. */
const createReader = () => {
  interface Read {
    space: FlatSpace;
    rewrites: number;
    own: RankedTrials;
    prior: readonly RankedTrials[];
  }
  const known = new WeakMap<History, Read>();
  return ({ space, history, prior }: Question): Pick<Read, "own" | "prior"> => {
    let kept = known.get(history);
    if (kept === undefined || kept.space !== space || kept.rewrites !== history.rewrites) {
      const before = prior.map((earlier) => {
        const ranked = createRankedTrials(space, earlier);
        ranked.extend(earlier.finished);
        return ranked;
      });
      kept = { space, rewrites: history.rewrites, own: createRankedTrials(space, history), prior: before };
      known.set(history, kept);
    }
    kept.own.extend(history.finished);
    return kept;
  };
};
