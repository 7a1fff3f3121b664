import { meanOf } from "@kaviar/base/numerics";
import { logLoss, type Metric, rocAuc } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { chooseEnsemble } from "../../../src/autofit/choosing/choose-ensemble.ts";
import type { Prepared } from "../../../src/autofit/preparing/prepare-search.ts";
import type { Candidate } from "../../../src/autofit/result.ts";
import { dummy, pipeline, ridge } from "../../../src/index.ts";
import { scoreAll } from "../../../src/pipeline/score.ts";

const rows = 60;
const codes = Int32Array.from({ length: rows }, (_, row) => row % 2);
const target = { task: "classes", classes: ["no", "yes"], codes } as const;
const folds = [0, 1, 2].map((fold) => Int32Array.from({ length: rows / 3 }, (_, i) => 3 * i + fold));

/** Says this probability of the class that is there; of some rows another. */
const says = (usual: number, other: number, isOther: (row: number) => boolean): Float64Array =>
  Float64Array.from({ length: 2 * rows }, (_, i) => {
    const row = Math.floor(i / 2);
    const right = isOther(row) ? other : usual;
    return i % 2 === codes[row] ? right : 1 - right;
  });

const forever = () => Number.POSITIVE_INFINITY;

const ensembleOf = async (metric: Metric, said: readonly Float64Array[], { members = 12, left = forever } = {}) => {
  const scoreOf = (own: Float64Array) => scoreAll([metric], target, own)[metric.name]!;
  const candidate = (own: Float64Array, trial: number): Candidate =>
    ({ trial, score: scoreOf(own), fitSeconds: 0, pipeline: pipeline(trial < 0 ? dummy() : ridge()) }) as Candidate;
  const prior = says(0.5, 0.5, () => false);
  const all = new Map(said.map((own, trial) => [candidate(own, trial), own]));
  const baseline = candidate(prior, -1);
  const better = metric.better === "higher" ? -1 : 1;
  const ranked = [...all.keys()].sort((a, b) => better * (a.score - b.score));
  const prepared = { training: { target, table: { rows } }, metric } as unknown as Prepared;
  const saidBy = async (each: Candidate) => (each === baseline ? prior : all.get(each));
  const limits = { members, seconds: 60, left };
  const ensemble = await chooseEnsemble(ranked, prepared, { folds, saidBy, prior: baseline }, limits);
  return (
    ensemble && { ...ensemble, weights: ensemble.members.map(({ candidate, weight }) => [candidate.trial, weight]) }
  );
};

describe("an ensemble", () => {
  const sure = says(0.9, 0.2, (row) => row % 10 === 0);
  const other = says(0.9, 0.2, (row) => row % 10 === 5);

  it("is of those whose mean is better than the best of them", async () => {
    const { weights, score, scores } = (await ensembleOf(logLoss, [sure, other]))!;
    expect(Object.fromEntries(weights)).toEqual({ 0: 0.5, 1: 0.5 });
    expect(score).toBeCloseTo(-(0.8 * Math.log(0.9) + 0.2 * Math.log(0.55)), 2);
    expect(meanOf(scores)).toBe(score);
  });

  it("is none where the best is no worse alone", async () => {
    expect(await ensembleOf(logLoss, [sure, says(0.6, 0.1, (row) => row % 10 === 0)])).toBeUndefined();
  });

  it("is chosen where there is time for two rounds alone, and with fewer members than asked for too", async () => {
    /** A clock by which the time of a choice is over at its second look. */
    const short = () => {
      let looks = 0;
      return () => (looks++ === 0 ? 10 : 1);
    };
    const third = says(0.9, 0.2, (row) => row % 10 === 7);
    const all = (await ensembleOf(logLoss, [sure, other, third], { left: short() }))!;
    expect(all.weights.map(([, weight]) => weight)).toEqual([0.5, 0.5]);
    const unbounded = (await ensembleOf(logLoss, [sure, other, third]))!;
    expect(unbounded.weights).toHaveLength(3);
    const two = (await ensembleOf(logLoss, [sure, other, third], { members: 2 }))!;
    expect(two.weights).toHaveLength(2);
  });

  const never = says(1, 0.3, (row) => row % 10 === 0);
  const nowhere = says(1, 0.3, (row) => row % 10 === 5);

  it("never says of a class that it cannot be, by a member that counts as one row", async () => {
    const { weights } = (await ensembleOf(logLoss, [never, nowhere]))!;
    // Two members of weight 1 of 60 rows: 30 each, and 1.
    expect(weights).toEqual([
      [0, 30 / 61],
      [1, 30 / 61],
      [-1, 1 / 61],
    ]);
    const alone = await ensembleOf(logLoss, [never, says(0.6, 0.1, (row) => row % 10 === 0)]);
    expect(Object.fromEntries(alone!.weights)).toEqual({ 0: 60 / 61, [-1]: 1 / 61 });
    expect((await ensembleOf(rocAuc, [never, nowhere]))?.weights.length ?? 0).toBeLessThan(3);
  });
});
