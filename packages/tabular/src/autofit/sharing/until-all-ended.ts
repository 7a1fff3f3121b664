import type { Study } from "@kaviar/tune";

/** Between two looks at trials that run elsewhere, in milliseconds. */
const patience = 500;

/**
 * Evaluates until nothing is left to evaluate anywhere: what another process runs may come back, where that one dies. Says why
 * nothing more is tried, and whether that is because all is done.
 */
export const untilAllEnded = async (
  study: Study,
  search: () => Promise<string>,
  { signal, isOver }: { readonly signal: AbortSignal | undefined; readonly isOver: () => boolean },
): Promise<{ readonly ended: string; readonly isDone: boolean }> => {
  let ended = await search();
  for (;;) {
    if (signal?.aborted) return { ended, isDone: false };
    await study.refresh();
    const { running, waiting } = counts(study);
    if (running + waiting === 0 || (running === 0 && isOver())) return { ended, isDone: true };
    if (waiting > 0 && !isOver()) ended = await search();
    else await new Promise((resolve) => setTimeout(resolve, patience));
  }
};

const counts = ({ history }: Study) => ({
  running: history.running.size,
  waiting: history.trials.filter((trial) => trial?.state === "waiting").length,
});
