/** The same in every copy of this package: a worker may have another one than its objective. */
const mark = Symbol.for("kaviar:pruned");

/** What an objective that pruned its trial threw, and why it did, where it said so. */
interface Pruning {
  readonly [mark]: { readonly why?: string };
}

/** What `trial.prune` throws: it leaves the objective, and is no failure. */
export const pruning = (why?: string): Error =>
  Object.assign(new Error("The trial was pruned by its objective."), { [mark]: { ...(why !== undefined && { why }) } });

/** How a trial was pruned that threw this; undefined where it was not. */
export const pruningOf = (error: unknown): { readonly why?: string } | undefined =>
  typeof error === "object" && error !== null && mark in error ? (error as Pruning)[mark] : undefined;
