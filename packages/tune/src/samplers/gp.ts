import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import type { FlatSpace } from "../space/flat-space.ts";
import { losses } from "../trial/loss.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Proposal, Question, Sampler } from "./contract/sampler.ts";
import { aimOf } from "./gp/aim.ts";
import { designPoint } from "./gp/design.ts";
import { type Encoding, encode, fullOf } from "./gp/encode.ts";
import { latestNotes, modelsOf } from "./gp/models.ts";
import { type Observation, observe } from "./gp/observe.ts";
import { mostPromising } from "./gp/optimize-acquisition.ts";

const read = options("gp", {});

/**
 * Bayesian optimization: a Gaussian process learns the objective from the trials so far, and the next point is the one
 * with the most expected improvement. For expensive objectives: it needs the fewest trials of all samplers.
 *
 * ```ts
 * createStudy({ sampler: gp() })
 * ```
 * A proposal takes a millisecond at first and a tenth of a second with 300 trials; beyond 400 it models a selection.
 */
export const gp = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  const encodings = new WeakMap<FlatSpace, Encoding>();
  const encodingOf = (space: FlatSpace): Encoding => {
    const known = encodings.get(space) ?? encode(space);
    encodings.set(space, known);
    return known;
  };
  return { name: "gp", propose: (question) => propose(question, encodingOf(question.space)) };
};

gp.about = {
  name: "Gaussian process with expected improvement",
  formula: "argmax of EI(x) = σ(x) (φ(z) + z Φ(z)), z = (f_best − μ(x)) / σ(x), with μ and σ of a Gaussian process",
  use: "trials that take seconds or more, some hundred of them at most: it needs the fewest",
  pitfall:
    "its cost grows with the cube of the number of trials, and beyond some twenty parameters it cannot tell them apart",
  reference: "Jones, Schonlau & Welch 1998; Snoek, Larochelle & Adams 2012; Ament et al. 2023",
  seeAlso: ["tpe", "cmaes", "auto"],
} satisfies Card;

const propose = (question: Question, encoding: Encoding): Proposal => {
  const { history, number, seed, budget, prior } = question;
  const { axes } = encoding;
  if (axes.length === 0) return { params: encoding.params(new Float64Array(0)), why: "there is nothing to choose yet" };
  const observations = observe(history, encoding, number, seed);
  const { seen, running, leftOut } = observations;
  const begun = seen.length + running.length;
  const designed = designSize(axes.length, budget.trials);
  const hint = question.attempt === 0 ? hintsOf(prior, history.directions, encoding, designed)[number] : undefined;
  if (hint !== undefined)
    return { params: encoding.params(fullOf(encoding, hint)), why: "one of the best of an earlier study" };
  if (begun < designed || (!seen.some(({ values }) => values !== undefined) && seen.length < 2 * designed)) {
    const params = encoding.params(designPoint(encoding, seed + question.attempt, designed, number));
    return { params, why: `one of ${designed} points spread evenly, to begin with` };
  }
  const names = axes.map(({ dimension }) => dimension.name).join(" ");
  const before = latestNotes(history, number, names);
  const models = modelsOf(encoding, observations, before?.models ?? {}, question.draw("gp-weights"));
  const { acquisition, why } = aimOf(models, seen, encoding, number % 2 === 1);
  const chosen = mostPromising({
    encoding,
    acquisition,
    elite: eliteOf(seen),
    random: question.draw("gp"),
    draws: Math.round(Math.min(Math.max(6e6 / seen.length ** 2, 120), 800)),
    climbs: seen.length > 120 ? 4 : 6,
    running,
    // A corner where the model expects most is met exactly, and what is known of it says nothing new.
    asked: question.deterministic ? seen.map(({ row }) => row) : [],
    admits: question.admits,
  });
  const notes = { axes: names, models: models.kept };
  const modelled = leftOut > 0 ? `, modelling ${seen.length} of ${seen.length + leftOut} trials` : "";
  if (chosen !== undefined) return { params: encoding.params(chosen.full), why: `${why}${modelled}`, notes };
  const params = encoding.params(designPoint(encoding, seed + question.attempt, designed, number));
  return { params, why: "no point that was compared may be asked: one by chance", notes };
};

/** How many points are spread evenly before the model is asked. */
const designSize = (axes: number, trials = Infinity): number =>
  Math.max(Math.min(Math.max(2 * axes, 5), 20, Math.floor(trials / 4)), 3);

/** The rows to look around: the best by each objective. */
const eliteOf = (seen: readonly Observation[]): readonly Float64Array[] => {
  const valued = seen.filter((each): each is Observation & { values: readonly number[] } => each.values !== undefined);
  const objectives = valued[0]?.values.length ?? 0;
  const share = Math.ceil(8 / Math.max(objectives, 1));
  return Array.from({ length: objectives }, (_, k) =>
    [...valued].sort((a, b) => a.values[k]! - b.values[k]!).slice(0, share),
  ).flatMap((best) => best.map(({ row }) => row));
};

/** The best points of earlier studies that fit into this space: half of the points to begin with, at most. */
const hintsOf = (
  prior: readonly TrialRecord[],
  directions: Question["history"]["directions"],
  encoding: Encoding,
  designed: number,
): readonly Float64Array[] => {
  const ranked = prior.flatMap(({ values, params }) => {
    const row = values?.length === directions.length ? encoding.row(params) : undefined;
    return row === undefined ? [] : [{ row, cost: losses(values!, directions).reduce((a, b) => a + b, 0) }];
  });
  const rows = ranked.sort((a, b) => a.cost - b.cost).map(({ row }) => row);
  const fresh = rows.filter((row, i) => rows.findIndex((other) => other.every((each, k) => each === row[k])) === i);
  return fresh.slice(0, Math.floor(designed / 2));
};
