import type { Chain } from "../contract/chain.ts";
import { createContext } from "../contract/context.ts";
import type { Model } from "../contract/model.ts";
import { type Training, takeTraining } from "../contract/training.ts";
import { fitSteps, modelContext } from "../fitting/chain.ts";
import { predictHeld, type SaidOfHeld } from "../fitting/out-of-fold.ts";
import { originsOf } from "../table/column.ts";

/** What each part of a chain learned, and the columns that the last of its steps made. */
export interface Learned {
  readonly steps: readonly unknown[];
  readonly model: unknown;
  readonly made: readonly { readonly name: string; readonly from: readonly string[] }[];
}

/** How a job is watched and ended. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
  /** How many threads the job may use. */
  readonly threads?: number | undefined;
}

export const fitJob = async (
  { steps, model }: Chain,
  training: Training,
  seed: number,
  watch: Watch,
): Promise<Learned> => {
  const context = createContext(seed, watch);
  const { fitted, training: made } = await fitSteps(steps, training, context);
  const learned =
    model && (await model.definition.fit(made, model.options, modelContext(model, steps.length, context)));
  return {
    steps: fitted.map(({ state }) => state),
    model: learned,
    made: made.table.data.map((column) => ({ name: column.name, from: originsOf(column) })),
  };
};

export interface Fold {
  readonly number: number;
  readonly seen: Int32Array;
  readonly held: Int32Array;
}

/** What a chain that was fitted to some rows says of others. */
export const foldJob = (
  { steps, model }: Chain,
  training: Training,
  { number, seen, held }: Fold,
  seed: number,
  { signal, threads }: Watch,
): Promise<SaidOfHeld> =>
  predictHeld(
    { steps, model: model as Model },
    takeTraining(training, seen),
    training.table.take(held),
    createContext(seed, { signal, threads }).within(number),
  );
