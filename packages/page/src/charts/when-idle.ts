const waiting: (() => void)[] = [];

/** Not every browser says when it has nothing to do; a short pause lets it answer the reader. */
const soon = (job: () => void): void => {
  if ("requestIdleCallback" in window) window.requestIdleCallback(job, { timeout: 100 });
  else setTimeout(job, 10);
};

const next = (): void => {
  const job = waiting.shift()!;
  // Before the job: one that fails keeps no other from its turn.
  if (waiting.length > 0) soon(next);
  job();
};

/** Does it in its turn, one job at a time, while the reader does nothing. */
export const whenIdle = (job: () => void): void => {
  waiting.push(job);
  if (waiting.length === 1) soon(next);
};
