import type { Chain } from "../contract/chain.ts";
import { isModel } from "../contract/chain.ts";
import type { Training } from "../contract/training.ts";

/** Cells below which a thread costs more than it brings: to start one takes a tenth of a second. */
const leastCells = { quick: 2_000_000, slow: 50_000 };

/** Threads for whole fits are those of Node; in a page a fit runs where it was asked for, and its kernels may have threads. */
const haveThreads = typeof process === "object" && process.versions?.node !== undefined;

/** Whether a fit takes long enough for a thread of its own, where there are any. */
export const isLong = ({ steps, model }: Chain, { table }: Training): boolean => {
  if (!haveThreads) return false;
  const holdsModel = steps.some(({ options }) => Object.values(options ?? {}).some(isModel));
  const isSlow = holdsModel || model?.definition.slow === true;
  return table.rows * table.columns.length >= leastCells[isSlow ? "slow" : "quick"];
};
