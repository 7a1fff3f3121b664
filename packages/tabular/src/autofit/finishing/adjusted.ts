import { brier, logLoss, type Metric } from "@kaviar/nn";
import type { ClassTarget } from "../../contract/target.ts";
import type { MethodName } from "../../models/calibrate/methods.ts";
import { scoreAll } from "../../pipeline/score.ts";
import type { TrainedPipeline } from "../../pipeline/trained-pipeline.ts";
import { thresholdMetrics } from "../options.ts";
import type { Options, Prepared } from "../preparing/prepare-search.ts";
import type { Adjusted, Brought, Holdout } from "../result.ts";
import { calibration, type Learner, tunedThreshold } from "./adjustment.ts";
import { wordsOf } from "./finish.ts";
import { type HeldRows, heldRows, someOfEach } from "./held-rows.ts";

interface Found {
  readonly model: TrainedPipeline;
  readonly holdout: Holdout | undefined;
  /** What copies of the model said of rows held out of their folds. */
  readonly outOfFold: Float64Array | undefined;
}

interface Done extends Found {
  readonly adjusted: Adjusted | undefined;
  readonly notes: readonly string[];
}

/**
 * What was found, its probabilities calibrated and its threshold moved where that was asked for. Both learn from what was
 * said of rows held out in the search: nothing is fitted again, so that it takes no time to speak of.
 */
export const adjusted = (found: Found, prepared: Prepared, asked: Options): Done => {
  const { calibrate, threshold } = asked;
  const { target } = prepared.training;
  if ((!calibrate && threshold === undefined) || target.task !== "classes")
    return { ...found, adjusted: undefined, notes: [] };
  try {
    if (found.model.classes.length !== target.classes.length)
      return left(found, asked, "it knows a class that no row of the search has");
    if (found.outOfFold === undefined) return left(found, asked, "what was said of rows held out is lost");
    return adjust({ ...found, outOfFold: found.outOfFold }, { ...prepared, target }, asked);
  } catch (error) {
    return left(found, asked, wordsOf(error));
  }
};

/** The model as it is, and why. */
const left = (found: Found, { calibrate, threshold }: Options, why: string): Done => {
  const what = [...(calibrate ? ["calibrated"] : []), ...(threshold ? ["given a threshold"] : [])].join(" and ");
  return { ...found, adjusted: undefined, notes: [`The model is not ${what}: ${why.replace(/\.$/, "")}.`] };
};

const adjust = (
  found: Stage,
  { training: { weights }, target, splits, metric }: Prepared & { readonly target: ClassTarget },
  { calibrate, threshold }: Options,
): Done => {
  const held = heldRows({ target, weights, splits });
  const scores = scoring(target, held);
  const next = (stage: Stage, learner: Learner): Stage => after(stage, learner, { held, target, metric });
  const notes: string[] = [];
  let now = found;
  let done: Adjusted = { on: found.holdout ? "holdout" : "folds" };
  if (calibrate) {
    const few = heldRows({ target, weights, splits: someOfEach(splits, forChoice) });
    const method = bestMethod(now.outOfFold, few, scoring(target, few));
    const then = method ? next(now, calibration(method)) : now;
    if (!method) notes.push("Probabilities stay as they are: calibrated, they are no better on rows held out.");
    const brought = [logLoss, brier].map((each) => scores.brought(each, now, then));
    done = { ...done, calibration: { method, brought } };
    now = then;
  }
  if (threshold !== undefined) {
    const learner = tunedThreshold(thresholdMetrics[threshold]);
    const { at } = held.learn(now.outOfFold, learner);
    const then = next(now, learner);
    done = { ...done, threshold: { at, ...scores.brought(thresholdMetrics[threshold], now, then) } };
    now = then;
    notes.push(
      `From a probability of ${Number(at.toPrecision(3))} on ${JSON.stringify(target.classes[1])} is said, where ${threshold} is best. Probabilities are moved so that this lies at 0.5: they are no shares of rows any more.`,
    );
  }
  return { ...now, adjusted: done, notes };
};

interface Stage extends Found {
  readonly outOfFold: Float64Array;
}

/** Every part of what was found after an adjustment; rows held out by what the other folds say. */
const after = (
  { model, holdout, outOfFold }: Stage,
  learner: Learner,
  { held, target, metric }: { readonly held: HeldRows; readonly target: ClassTarget; readonly metric: Metric },
): Stage => {
  const adjustment = held.learn(outOfFold, learner);
  return {
    model: adjustment.on(model),
    holdout: holdout && adjustedHoldout(holdout, adjustment, { target, metric }),
    outOfFold: held.crossFitted(outOfFold, learner),
  };
};

const adjustedHoldout = (
  { compared, ...holdout }: Holdout,
  adjustment: ReturnType<Learner>,
  { target, metric }: { readonly target: ClassTarget; readonly metric: Metric },
): Holdout => {
  const predicted = adjustment.apply(holdout.predicted);
  const codes = Int32Array.from(holdout.actual);
  const score = scoreAll([metric], { ...target, codes }, predicted)[metric.name]!;
  return {
    ...holdout,
    predicted,
    score,
    // The last one is the chosen one.
    compared: compared.map((each, i) => (i === compared.length - 1 ? { ...each, score } : each)),
    model: adjustment.on(holdout.model),
  };
};

interface Scoring {
  /** The log loss of what was said of rows held out. */
  loss(said: Float64Array): number;
  brought(metric: Metric, before: Stage, after: Stage): Brought;
}

const scoring = (target: ClassTarget, held: HeldRows): Scoring => {
  const ofHeld = (metric: Metric, said: Float64Array): number => {
    const { probabilities, codes, weights } = held.of(said);
    return scoreAll([metric], { ...target, codes }, probabilities, weights)[metric.name]!;
  };
  const of = (metric: Metric, { holdout, outOfFold }: Stage): number =>
    holdout
      ? scoreAll([metric], { ...target, codes: Int32Array.from(holdout.actual) }, holdout.predicted)[metric.name]!
      : ofHeld(metric, outOfFold);
  return {
    loss: (said) => ofHeld(logLoss, said),
    brought: (metric, before, after) => ({
      metric: metric.name,
      before: of(metric, before),
      after: of(metric, after),
    }),
  };
};

/** By so many rows a way to calibrate is chosen. */
const forChoice = 4_000;

/** Below so many rows an isotonic curve learns them by heart. */
const fewestOfIsotonic = 1000;

/** The way to calibrate by which rows held out have the least log loss; none where that is no less than without. */
const bestMethod = (said: Float64Array, held: HeldRows, { loss }: Scoring): MethodName | undefined => {
  const isFew = held.of(said).codes.length < fewestOfIsotonic;
  const among: readonly MethodName[] = isFew ? ["sigmoid", "temperature"] : ["sigmoid", "temperature", "isotonic"];
  let best: { readonly method: MethodName | undefined; readonly loss: number } = {
    method: undefined,
    loss: loss(said),
  };
  for (const method of among) {
    const made = loss(held.crossFitted(said, calibration(method)));
    if (made < best.loss) best = { method, loss: made };
  }
  return best.method;
};
