import type { Run } from "../../fits/side-by-side.ts";

export type Verdict = "fits" | "crawls" | "swings" | "diverges";

/** Of the last tenth of the steps, at least of ten. */
const tail = (losses: readonly number[]): readonly number[] =>
  losses.slice(-Math.max(10, Math.round(losses.length / 10)));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Where a run has come to: the mean loss of its last steps. */
export const lastLoss = ({ losses, broken }: Run): number =>
  broken !== undefined || losses.length === 0 ? Number.NaN : mean(tail(losses));

/** How much the loss goes up and down from epoch to epoch in its second half, as a share of itself. */
const unrest = ({ curve }: Run): number => {
  const half = curve.slice(Math.floor(curve.length / 2)).map(({ loss }) => loss);
  if (half.length < 3) return 0;
  return mean(half.slice(1).map((loss, i) => Math.abs(loss - half[i]!))) / mean(half);
};

/** How much the loss differs from step to step in its second half, as a share of itself: what small batches make of it. */
export const noiseOf = ({ losses }: Run): number => {
  const half = losses.slice(Math.floor(losses.length / 2));
  return half.length < 2 ? Number.NaN : mean(half.slice(1).map((loss, i) => Math.abs(loss - half[i]!))) / mean(half);
};

/** What a run does, beside the best of those around it. */
export const verdictOf = (run: Run, runs: readonly Run[]): Verdict => {
  const last = lastLoss(run);
  if (!(last <= 2 * run.losses[0]!)) return "diverges";
  const best = Math.min(...runs.map(lastLoss).filter((loss) => !Number.isNaN(loss)));
  if (last <= 1.5 * best) return "fits";
  return unrest(run) > 0.1 ? "swings" : "crawls";
};

/** Why it does that. */
export const reasons: { readonly [V in Verdict]: string } = {
  fits: "falls fast, and settles",
  crawls: "goes the right way, in steps too small to get there in time",
  swings: "steps over the valley and lands on the other side: the loss jumps about",
  diverges: "each step overshoots further than the last",
};
