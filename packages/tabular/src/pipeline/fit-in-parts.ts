import { callable, record, whole } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import { createContext } from "../contract/context.ts";
import type { Parts } from "../contract/in-parts.ts";
import { TableError } from "../error.ts";
import { applySteps, notesOfChain } from "../fitting/chain.ts";
import { chainInParts } from "../fitting/in-parts.ts";
import { optionsOf } from "../options.ts";
import { originsOf } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import { inputsInParts } from "./inputs.ts";
import { lineageOf } from "./lineage-of.ts";
import { type TrainedPipeline, trainedPipeline } from "./trained-pipeline.ts";
import { trainingParts } from "./training-parts.ts";

export interface FitInPartsOptions {
  /** Another one draws other numbers. */
  readonly seed?: number | undefined;
  /** Ends the fit when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the rows that were gone through, those of all passes together. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

const read = optionsOf<FitInPartsOptions>()("fitInParts", {
  /** Another one draws other numbers. */
  seed: whole().default(0),
  /** Ends the fit when it is aborted. */
  signal: record<AbortSignal>("an AbortSignal", "aborted").optional(),
  /** Called with the rows that were gone through, those of all passes together. */
  onRows: callable<(rows: number) => void>("a function of rows").optional(),
});

/** A pipeline that has learned from more rows than memory holds. */
export interface FittedInParts {
  readonly model: TrainedPipeline;
  /** Rows that it has learned from. */
  readonly rows: number;
  /** Steps, and models inside, that stay as they were fitted to some of the rows, by name. */
  readonly stays: readonly string[];
}

/** Whether a pipeline that was fitted to some rows can learn from all of them in parts, or at least its model can. */
export const learnsInParts = (model: TrainedPipeline): boolean => chainInParts(model.trained.chain) !== undefined;

/**
 * Fits a pipeline that was fitted to a sample again, to all rows: these come in parts, as often as it takes, and are never
 * held together.
 *
 * ```ts
 * const some = await readTable("clicks.parquet", { sample: 200_000 });
 * const model = await pipe.fit(some, { target: "bought" });
 * const { model: whole, rows } = await fitInParts(model, readParts("clicks.parquet", { like: some.schema }));
 * ```
 * What learns in parts learns what it would from all rows at once, but for rounding: linear and logistic regression, ridge,
 * naive Bayes; behind `impute` by means, `scale`, `oneHot`, `ordinal`, `encode` without target encoding. Other steps stay as the
 * sample taught them, and those before them too; `stays` says which. Of an ensemble, the members that can learn again do.
 * Rows without a target, or of a class that the sample has not, are left out, and counted in `notes`.
 */
export const fitInParts = async (
  model: TrainedPipeline,
  tables: AsyncIterable<Table>,
  given?: FitInPartsOptions,
): Promise<FittedInParts> => {
  const { seed, signal, onRows } = read(given);
  const { trained } = model;
  const again = chainInParts(trained.chain);
  if (!again) {
    throw new TableError(
      "pipeline",
      `What is fitted in parts learns by sums over rows: ${trained.chain.model?.model.name ?? "steps alone"} does not, or a step before it adds or weighs rows.`,
      { remedy: "Fit it to a sample, or take a model that does: logisticRegression, ridge, gaussianNaiveBayes." },
    );
  }
  const { parts, seen } = trainingParts(trained, tables, { signal, onRows });
  await atLeastOne(parts);
  const chain = await again.fit(parts, createContext(seed, { signal }));
  const { rows, withoutTarget, unknown, first } = seen();
  const before = first!;
  const made = await applySteps(chain.steps, before);
  const stays = [...new Set(again.stays ?? [])];
  const old = new Set(notesOfChain(trained.chain));
  const fitted = trainedPipeline({
    ...trained,
    chain,
    inputs: inputsInParts(trained.inputs, seen().levels),
    lineage: lineageOf(
      before,
      made.data.map((column) => ({ name: column.name, from: originsOf(column) })),
    ),
    rows,
    sampledFrom: undefined,
    notes: [
      ...model.notes.filter((note) => !old.has(note)),
      ...notesOfChain(chain),
      `Fitted to all ${rows} rows, in parts.`,
      ...(stays.length > 0 ? [`As a sample of them taught it stays: ${stays.join(", ")}.`] : []),
      ...(withoutTarget > 0 ? [`Of all rows ${plural(withoutTarget, "row")} without a target left out.`] : []),
      ...(unknown > 0
        ? [`Of all rows ${plural(unknown, "row")} of classes that the sample does not have left out.`]
        : []),
    ],
  });
  return { model: fitted, rows, stays };
};

const atLeastOne = async (parts: Parts): Promise<void> => {
  for await (const { table } of parts) if (table.rows > 0) return;
  throw new TableError("data", "A model learns from rows that have a target: the parts have none.");
};
