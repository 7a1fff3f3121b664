import type { FitContext } from "../contract/context.ts";
import { optionsJson } from "../contract/options-json.ts";
import type { Step } from "../contract/step.ts";
import type { Training } from "../contract/training.ts";
import { applySteps, type FittedStep, fitSteps } from "../fitting/chain.ts";
import type { Table } from "../table/table.ts";

/** Steps that were fitted to the rows of a fold, and what they make of these and of the rows held out. */
export interface FittedPrefix {
  readonly fitted: readonly FittedStep[];
  readonly training: Training;
  readonly held: Table;
}

/** So many cells are remembered at most, of all prefixes together: 400 MB of numbers. */
const mostCells = 50_000_000;

const cellsOf = ({ training, held }: FittedPrefix): number =>
  (training.table.rows + held.rows) * training.table.columns.length;

/**
 * Fits the steps of pipelines, each beginning once: pipelines of a search begin alike, and a fold's rows stay the same. What
 * was asked for longest ago is forgotten first.
 */
export const createPrefixes = () => {
  const known = new Map<string, FittedPrefix>();
  let cells = 0;
  const remember = (key: string, prefix: FittedPrefix): void => {
    known.set(key, prefix);
    cells += cellsOf(prefix);
    for (const [oldest, old] of known) {
      if (cells <= mostCells || oldest === key) break;
      known.delete(oldest);
      cells -= cellsOf(old);
    }
  };
  return async (
    steps: readonly Step[],
    start: { readonly training: Training; readonly held: Table; readonly fold: number },
    context: FitContext,
  ): Promise<FittedPrefix> => {
    let prefix: FittedPrefix = { fitted: [], training: start.training, held: start.held };
    for (const [i, step] of steps.entries()) {
      const key = `${start.fold} ${optionsJson(steps.slice(0, i + 1))}`;
      const before = known.get(key);
      if (before) {
        // It is the newest again.
        known.delete(key);
        known.set(key, before);
        prefix = before;
        continue;
      }
      const { fitted, training } = await fitSteps([step], prefix.training, context, i);
      const held = await applySteps(fitted, prefix.held);
      prefix = { fitted: [...prefix.fitted, ...fitted], training, held };
      remember(key, prefix);
    }
    return prefix;
  };
};
