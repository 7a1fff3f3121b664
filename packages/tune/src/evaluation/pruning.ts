/** The same in every copy of this package: a worker may have another one than its objective. */
const mark = Symbol.for("kaviar:pruned");

/** What `trial.prune` throws: it leaves the objective, and is no failure. */
export const pruning = (): Error =>
  Object.assign(new Error("The trial was pruned by its objective."), { [mark]: true });

export const isPruning = (error: unknown): boolean => typeof error === "object" && error !== null && mark in error;
