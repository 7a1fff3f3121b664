import type { Split } from "../splits/contract/split.ts";
import { origin, type Problem, solve, type Weights } from "./solve.ts";
import { scoresOf } from "./sparse-rows.ts";

/** How well one choice does on rows that it has not seen: the mean loss. */
export interface Tried {
  readonly c: number;
  readonly loss: number;
}

/** So many held-out rows tell choices apart; with fewer of them, each row is held out once. */
const enoughHeldOut = 2000;

/**
 * The choices from the strongest penalty on, each beginning where the one before ended; the best loss of what was held out.
 * When its time is over it has tried some of them, and one at least.
 */
export const chooseC = async (
  problem: Problem,
  splits: readonly Split[],
  choices: readonly number[],
  { signal, deadline }: { readonly signal: AbortSignal | undefined; readonly deadline: number },
): Promise<readonly Tried[]> => {
  const rising = [...choices].sort((a, b) => a - b);
  const some: Split[] = [];
  for (const split of splits) {
    some.push(split);
    if (some.reduce((sum, { validation }) => sum + validation.length, 0) >= enoughHeldOut) break;
  }
  const fits = some.map(({ training }) => ({ ...problem, chosen: training }));
  const found = fits.map(origin);
  const tried: Tried[] = [];
  for (const c of rising) {
    if (tried.length > 0 && performance.now() > deadline) break;
    let [sum, rows] = [0, 0];
    for (const [i, { validation }] of some.entries()) {
      await solve(fits[i]!, found[i]!, { c, tolerance: roughly, signal, deadline });
      sum += heldOutLoss(fits[i]!, found[i]!, validation);
      for (const row of validation) rows += problem.importance ? problem.importance[row]! : 1;
    }
    tried.push({ c, loss: sum / rows });
    // The loss has one valley: past its bottom it only rises, and weak penalties take longest.
    const [last, before, first] = [tried.at(-1)!, tried.at(-2), tried.at(-3)];
    if (first && before && last.loss > before.loss && before.loss > first.loss) break;
  }
  return tried;
};

const heldOutLoss = ({ rows, target, importance }: Problem, { terms, constant }: Weights, held: Int32Array): number => {
  const { width, loss } = target;
  const scores = scoresOf(rows, held, terms, constant);
  return held.reduce((sum, row, i) => sum + (importance ? importance[row]! : 1) * loss(row, scores, i * width), 0);
};

/** Choices are told apart long before their weights are exact. */
const roughly = 0.02;
