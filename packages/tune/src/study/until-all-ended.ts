import type { Study } from "./study.ts";

/** Between two looks at trials that run elsewhere, in milliseconds. */
const patience = 500;

interface Watched {
  readonly signal: AbortSignal | undefined;
  /** How many trials there are to be; undefined where a time says how long. */
  readonly trials: number | undefined;
}

/**
 * Evaluates until nothing is left to evaluate anywhere: what another process runs comes back, where that one dies. Says why
 * nothing more is tried; undefined where the signal was that, and others go on.
 *
 * ```ts
 * const search = async () => (await study.optimize(space, objective, { trials: 300 })).stopped;
 * await untilAllEnded(study, search, { signal: undefined, trials: 300 });
 * ```
 * `optimize` alone ends where others still run trials, which may fail to end.
 */
export const untilAllEnded = async (
  study: Pick<Study, "history" | "refresh">,
  search: () => Promise<string>,
  { signal, trials = Number.POSITIVE_INFINITY }: Watched,
): Promise<string | undefined> => {
  for (;;) {
    const ended = await search();
    if (signal?.aborted) return undefined;
    // Whoever was asked to stop, or has no more time, tries again nothing that comes back.
    const takesBack = study.history.trials.length >= trials;
    for (;;) {
      await study.refresh();
      if (takesBack && study.history.trials.some((trial) => trial?.state === "waiting")) break;
      if (study.history.running.size === 0) return ended;
      await new Promise((resolve) => setTimeout(resolve, patience));
      if (signal?.aborted) return undefined;
    }
  }
};
