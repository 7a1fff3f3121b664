/** A run that Ctrl-C can end: in its own time, or at once. */
export interface Interruptible {
  /** How many trials run. */
  running(): number;
  /** Whether it is over by its signal: whoever aborted that has been interrupted too, and says so. */
  isOver(): boolean;
  /** How long `endNow` may take, in milliseconds. */
  readonly patience: number;
  /** Ends what runs, hands it back to the queue, and leaves the storage. */
  endNow(): Promise<void>;
}

export interface Interrupt {
  /** Why to ask for no more trials; undefined while nobody interrupted. */
  readonly why: string | undefined;
  /** No longer listens. */
  release(): void;
}

type Listening = Interruptible & { why: string | undefined };

/** All runs of this process: one Ctrl-C is for all of them. */
const runs = new Set<Listening>();

/**
 * Listens for Ctrl-C while a study runs. The first one lets running trials finish and asks for no more; the second one,
 * or SIGTERM, hands them back to the queue and ends the process with the code of its signal.
 */
export const interruptible = (run: Interruptible): Interrupt => {
  const listening: Listening = { ...run, why: undefined };
  const { process } = globalThis;
  if (runs.size === 0) {
    process?.on?.("SIGINT", onInterrupt);
    process?.on?.("SIGTERM", onTerminate);
  }
  runs.add(listening);
  return {
    get why() {
      return listening.why;
    },
    release: () => {
      runs.delete(listening);
      if (runs.size > 0) return;
      process?.removeListener?.("SIGINT", onInterrupt);
      process?.removeListener?.("SIGTERM", onTerminate);
    },
  };
};

/** One Ctrl-C may arrive twice: from the terminal, and from the npm or tsx that started this process. In milliseconds. */
const echo = 200;

let interruptedAt = 0;

const onInterrupt = (): void => {
  if ([...runs].some(({ why }) => why !== undefined)) {
    if (performance.now() - interruptedAt > echo) void end(130, "interrupted by Ctrl-C");
    return;
  }
  interruptedAt = performance.now();
  for (const run of runs) run.why = "interrupted by Ctrl-C";
  if ([...runs].every((run) => run.isOver())) return;
  const running = [...runs].reduce((sum, run) => sum + run.running(), 0);
  const finish = running === 1 ? "the running trial finishes" : `${running} running trials finish`;
  process.stderr.write(
    `\nInterrupted: no more trials are asked, ${finish}. Ctrl-C again stops now; what runs is queued again.\n`,
  );
};

const onTerminate = (): void => void end(143, "terminated");

let ending = false;

const end = async (code: number, why: string): Promise<void> => {
  if (ending) return;
  ending = true;
  const all = [...runs];
  const running = all.reduce((sum, run) => sum + run.running(), 0);
  for (const run of all) run.why = why;
  const late = new Promise((resolve) => setTimeout(resolve, Math.max(...all.map(({ patience }) => patience))));
  await Promise.race([Promise.allSettled(all.map((run) => run.endNow())), late]);
  process.stderr.write(`\nStopped: ${running} running ${running === 1 ? "trial is" : "trials are"} queued again.\n`);
  process.exit(code);
};
