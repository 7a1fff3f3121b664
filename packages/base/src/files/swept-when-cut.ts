/** What is being written now, and folders of what is needed for a while: gone when the process ends before. */
const unfinished = new Set<string>();

const sweep = (): void => {
  const { rmSync } = process.getBuiltinModule("node:fs");
  for (const file of unfinished) rmSync(file, { recursive: true, force: true });
  unfinished.clear();
};

/** A signal ends a process that does not listen to it; one that does has its own end, and `exit` comes with it. */
const onSignal = (signal: NodeJS.Signals): void => {
  if (process.listenerCount(signal) > 1) return;
  sweep();
  stopListening();
  process.kill(process.pid, signal);
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const listen = (): void => {
  process.on("exit", sweep);
  for (const signal of signals) process.on(signal, onSignal);
};

const stopListening = (): void => {
  process.off("exit", sweep);
  for (const signal of signals) process.off(signal, onSignal);
};

/** Says that a file is not whole yet, or a folder not done with; what it returns says that it is, or is gone. */
export const sweptWhenCut = (file: string): (() => void) => {
  if (unfinished.size === 0) listen();
  unfinished.add(file);
  return () => {
    unfinished.delete(file);
    if (unfinished.size === 0) stopListening();
  };
};
