import { numbersOf } from "@kaviar/base/text";

/** What is wrong with a run, as the doctor says it. */
export interface RunFinding {
  readonly code: string;
  readonly severity: "problem" | "note";
  readonly layer?: string;
  readonly since: number;
  readonly evidence: string;
  readonly explanation: string;
  readonly remedies: readonly { readonly text: string }[];
}

/** What is heard of an epoch: all that `train` yields is such. */
interface HeardEpoch {
  readonly number: number;
  readonly epochs: number;
  /** Of all epochs so far, also of those before the run was resumed. */
  readonly history: readonly object[];
  readonly findings: readonly RunFinding[];
}

/** What `train(…, { watch })` and `trainer.train(…, { watch })` take: a log, which a run tells of each epoch. */
export interface RunWatch {
  begin(): { epoch(epoch: HeardEpoch): Promise<void> };
}

/** A training run that is watched. */
export interface Run {
  readonly id: number;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly lastChange: number;
  /** How many epochs there are to be, at most. */
  readonly epochs: number;
  /** Of each epoch so far, by name: NaN where one has none of that name. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  /** Epochs so far. */
  readonly done: number;
  readonly findings: readonly RunFinding[];
}

/** The training runs of this process, from the first that is watched on. */
export interface Runs {
  all(): readonly Run[];
  /** Watches runs under a name; each that begins is one of its own. */
  watch(name: string): RunWatch;
}

export const createRuns = (now: () => number = Date.now): Runs => {
  const runs: Run[] = [];
  const begin = (name: string) => {
    const id = runs.length;
    // Grown in place: the program that trains waits for this, and a run may have thousands of epochs.
    const numbers = new Map<string, number[]>();
    runs.push({ id, name, startedAt: now(), lastChange: now(), epochs: 0, numbers, done: 0, findings: [] });
    return async ({ epochs, history, findings }: HeardEpoch) => {
      const before = runs[id]!;
      for (let at = before.done; at < history.length; at++)
        for (const [name, value] of numbersOf(history[at]!)) {
          const column = numbers.get(name) ?? [];
          while (column.length < at) column.push(Number.NaN);
          column[at] = value;
          numbers.set(name, column);
        }
      runs[id] = { ...before, lastChange: now(), epochs, done: history.length, findings };
    };
  };
  return {
    all: () => runs,
    watch: (name) => ({
      begin: () => {
        // A run is there when its first epoch is over: one that fails before has nothing to show.
        let tell: ReturnType<typeof begin> | undefined;
        return {
          epoch: (epoch) => {
            tell ??= begin(name);
            return tell(epoch);
          },
        };
      },
    }),
  };
};
