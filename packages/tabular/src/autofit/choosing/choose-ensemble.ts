import { deviationOf, meanOf } from "@kaviar/base/numerics";
import { logLoss } from "@kaviar/nn";
import { createContext } from "../../contract/context.ts";
import { takeTarget } from "../../contract/target.ts";
import { shares, weightedMean } from "../../ensembles/contract/weighted-mean.ts";
import { type Selection, selectGreedily } from "../../ensembles/greedy-ensemble/select-greedily.ts";
import { outputsOf } from "../../fitting/out-of-fold.ts";
import { scoreAll } from "../../pipeline/score.ts";
import { countsOf, togetherOf } from "../finishing/fit-together.ts";
import type { Prepared } from "../preparing/prepare-search.ts";
import type { Candidate, Ensemble } from "../result.ts";

/** So many of the best candidates may become members, and so often one is added. */
const choice = { most: 40, least: 8 };

/** And so many with one kind of model: of few rows the best of hundreds of a kind are alike, and all lucky in the same way. */
const mostOfKind = 6;
const rounds = 30;

/** The share of the time that is left which a choice may take, and twice that where members had to go again. */
const choosing = 0.2;

/** Rounds that there should be time for: where there is little, of fewer candidates. */
const fewestRounds = 6;

/** Numbers that are looked at in choosing: of long tables fewer candidates are. */
const looks = 12_000_000;

/** What candidates said of rows while these were held out. */
export interface HeldOut {
  /** The rows of each fold; where they were dealt several times, those of the second deal are numbered on. */
  readonly folds: readonly Int32Array[];
  readonly saidBy: (candidate: Candidate) => Promise<Float64Array | undefined>;
  /** What knows the target alone. */
  readonly prior: Candidate | undefined;
}

interface Limits {
  readonly members: number;
  /** Seconds that fitting all members may take. */
  readonly seconds: number;
  /** Seconds that are left of the whole. */
  readonly left: () => number;
}

/**
 * The candidates whose mean is best on rows held out of the folds, chosen with replacement (Caruana et al. 2004). Undefined
 * where it is no better than the best of them alone.
 */
export const chooseEnsemble = async (
  candidates: readonly Candidate[],
  { training, metric }: Prepared,
  { folds, saidBy, prior }: HeldOut,
  { members: most, seconds, left: timeLeft }: Limits,
): Promise<Ensemble | undefined> => {
  const numbers = folds.reduce((sum, rows) => sum + rows.length, 0) * outputsOf(training.target);
  const among = Math.min(choice.most, Math.max(choice.least, Math.floor(looks / (rounds * numbers))));
  const kept: Said[] = [];
  const kinds = new Map<string, number>();
  for (const candidate of candidates) {
    if (kept.length === among) break;
    if (candidate.fitSeconds > seconds || (kinds.get(candidate.pipeline.model!.name) ?? 0) >= mostOfKind) continue;
    const said = await saidBy(candidate);
    if (!said) continue;
    kept.push({ candidate, said });
    kinds.set(candidate.pipeline.model!.name, (kinds.get(candidate.pipeline.model!.name) ?? 0) + 1);
  }
  if (kept.length < 2) return undefined;
  const { target } = training;
  const width = outputsOf(target);
  const targets = folds.map((rows) =>
    takeTarget(
      target,
      rows.map((row) => row % training.table.rows),
    ),
  );
  /** Fold by fold, as candidates are scored: pooled, the folds' own levels would count too. */
  const scoresOf = (said: Float64Array): readonly number[] =>
    folds.map((rows, fold) => scoreAll([metric], targets[fold]!, takeRows(said, rows, width))[metric.name]!);
  const context = createContext(0);
  const isAhead = (a: number, b: number) => (metric.better === "higher" ? a > b : a < b);
  const best = kept[0]!.candidate.score;
  const began = timeLeft();
  const over = (times: number) => (): boolean => timeLeft() < (1 - times * choosing) * began;
  // The first time is not what it takes from then on.
  scoresOf(kept[0]!.said);
  const reads = performance.now();
  scoresOf(kept[0]!.said);
  const one = (performance.now() - reads) / 1000;
  const affordable = Math.max(2, Math.floor((choosing * began) / (one * fewestRounds)));
  const selectOf = (among: readonly Said[], isOver: () => boolean) =>
    selectGreedily(
      among.map(({ said }) => said),
      { rounds, scoreOf: (mean) => meanOf(scoresOf(mean)), better: metric.better, isOver },
      context,
    );
  const first = kept.slice(0, affordable);
  let { weights, score } = await selectOf(first, over(1));
  let chosen = weighed(first, weights);
  while (chosen.length > most || costOf(chosen) > seconds) {
    // Whoever brings least for what it takes has to go, and the others are weighed anew.
    const isSlow = costOf(chosen) > seconds;
    const leaving = chosen.reduce((a, b) => (worth(b, isSlow) < worth(a, isSlow) ? b : a));
    const left = chosen.filter((each) => each !== leaving);
    if (left.length < 2) return undefined;
    ({ weights, score } = over(2)()
      ? asTheyWere(left, (mean) => meanOf(scoresOf(mean)))
      : await selectOf(left, over(2)));
    chosen = weighed(left, weights);
  }
  const better = isAhead(score, best) ? chosen : [{ ...kept[0]!, weight: 1 }];
  const whole = metric.name === logLoss.name ? await withPrior(better, prior, saidBy, training.table.rows) : better;
  if (whole.length < 2) return undefined;
  const members = whole.map(({ candidate, weight }) => ({ candidate, weight }));
  // By the same sums as the pipeline of the ensemble makes them, so that its cross-validation gives these scores again.
  const scores = scoresOf(meanOfSaid(whole));
  return { members, score: meanOf(scores), std: deviationOf(scores), scores, pipeline: togetherOf(members) };
};

interface Said {
  readonly candidate: Candidate;
  readonly said: Float64Array;
}

interface Weighed extends Said {
  readonly weight: number;
}

const weighed = (among: readonly Said[], weights: Float64Array): readonly Weighed[] =>
  among.map((each, i) => ({ ...each, weight: weights[i]! })).filter(({ weight }) => weight > 0);

const costOf = (members: readonly Weighed[]): number =>
  members.reduce((sum, { candidate }) => sum + candidate.fitSeconds, 0);

/** Those that are left when somebody has gone count beside each other as they did before. */
const asTheyWere = (left: readonly Weighed[], scoreOf: (mean: Float64Array) => number): Selection => {
  const all = left.reduce((sum, { weight }) => sum + weight, 0);
  const weights = Float64Array.from(left, ({ weight }) => weight / all);
  return { weights, score: scoreOf(meanOfSaid(weighed(left, weights))) };
};

const meanOfSaid = (members: readonly Weighed[]): Float64Array =>
  weightedMean(
    members.map(({ said }) => said),
    shares(countsOf(members.map(({ weight }) => weight))),
  );

/**
 * Where members say of a class that it cannot be, what knows the target alone counts as much as one row of all: log loss knows
 * no end where such a class comes, and that none came in few rows says little. (Laplace's rule of succession)
 */
const withPrior = async (
  chosen: readonly Weighed[],
  prior: Candidate | undefined,
  saidBy: HeldOut["saidBy"],
  rows: number,
): Promise<readonly Weighed[]> => {
  if (prior === undefined || !meanOfSaid(chosen).includes(0)) return chosen;
  const said = await saidBy(prior);
  if (!said) return chosen;
  const counts = countsOf(chosen.map(({ weight }) => weight));
  const times = Math.max(1, Math.round(rows / counts.reduce((sum, count) => sum + count, 0)));
  const all = 1 + times * counts.reduce((sum, count) => sum + count, 0);
  return [
    ...chosen.map((each, i) => ({ ...each, weight: (times * counts[i]!) / all })),
    { candidate: prior, said, weight: 1 / all },
  ];
};

const worth = (
  { candidate, weight }: { readonly candidate: Candidate; readonly weight: number },
  byTime: boolean,
): number => (byTime ? weight / Math.max(candidate.fitSeconds, 1e-3) : weight);

const takeRows = (said: Float64Array, rows: ArrayLike<number>, width: number): Float64Array => {
  const taken = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) taken.set(said.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width);
  return taken;
};
