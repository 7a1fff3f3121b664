import type { FitContext } from "../contract/context.ts";
import { optionsJson } from "../contract/options-json.ts";
import type { Step } from "../contract/step.ts";
import type { Training } from "../contract/training.ts";
import { applySteps, type FittedStep, fitSteps } from "../fitting/chain.ts";
import type { Table } from "../table/table.ts";
import type { Rows } from "./rows.ts";

/** Steps that were fitted to some rows, and what they make of these and of the rows held out. */
export interface FittedPrefix {
  readonly fitted: readonly FittedStep[];
  readonly training: Training;
  readonly held: Table;
  /** Milliseconds that fitting them took, and applying them to the rows held out: when they were fitted, be it before. */
  readonly took: { readonly fit: number; readonly apply: number };
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
  return async (steps: readonly Step[], { seen, held, name }: Rows, context: FitContext): Promise<FittedPrefix> => {
    let prefix: FittedPrefix = { fitted: [], training: seen, held, took: { fit: 0, apply: 0 } };
    for (const [i, step] of steps.entries()) {
      const key = `${name} ${optionsJson(steps.slice(0, i + 1))}`;
      const before = known.get(key);
      if (before) {
        // It is the newest again.
        known.delete(key);
        known.set(key, before);
        prefix = before;
        continue;
      }
      const began = performance.now();
      const { fitted, training } = await fitSteps([step], prefix.training, context, i);
      const made = performance.now();
      const applied = await applySteps(fitted, prefix.held);
      prefix = {
        fitted: [...prefix.fitted, ...fitted],
        training,
        held: applied,
        took: { fit: prefix.took.fit + made - began, apply: prefix.took.apply + performance.now() - made },
      };
      remember(key, prefix);
    }
    return prefix;
  };
};
