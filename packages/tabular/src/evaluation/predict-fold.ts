import type { FitContext } from "../contract/context.ts";
import type { Chain } from "../contract/learner.ts";
import type { Training } from "../contract/training.ts";
import { fitChain, predictChain } from "../fitting/chain.ts";
import type { Table } from "../table/table.ts";

/** What is said of rows held out, by a chain that was fitted to the others. */
export const predictFold = async (
  { steps, model }: Chain,
  training: Training,
  held: Table,
  context: FitContext,
): Promise<Float64Array> => predictChain(await fitChain(steps, model!, training, context), held);
