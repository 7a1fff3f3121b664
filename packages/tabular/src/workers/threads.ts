import type { Chain } from "../contract/chain.ts";
import { isModel } from "../contract/chain.ts";
import type { Training } from "../contract/training.ts";

/** Cells below which a thread costs more than it brings: to start one takes a tenth of a second. */
const leastCells = { quick: 2_000_000, slow: 50_000 };

/** How many threads there are to work with; 1 where there are none, as in a browser. */
export const threadsHere = (): number =>
  typeof process === "object" && process.versions?.node
    ? process.getBuiltinModule("node:os").availableParallelism()
    : 1;

/** Whether a fit is long enough for a thread of its own. */
export const isLong = ({ steps, model }: Chain, { table }: Training): boolean => {
  const holdsModel = steps.some(({ options }) => Object.values(options ?? {}).some(isModel));
  const isSlow = holdsModel || model?.definition.slow === true;
  return table.rows * table.columns.length >= leastCells[isSlow ? "slow" : "quick"];
};
