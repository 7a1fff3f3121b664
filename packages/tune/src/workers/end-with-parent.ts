import { Worker } from "node:worker_threads";

/** Kills this process and all it started: a worker leads a process group of its own, where there are such. */
const killGroup = (): void => {
  try {
    process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
};

/** How long after the channel closed the system may take to give this process another parent, in milliseconds. */
const adoption = 50;

/**
 * Ends this process when its parent is gone: at once when the channel closes; within a second also when the objective
 * never lets go of the thread, for a second thread watches who the parent is. Ctrl-C is the parent's business.
 */
export const endWithParent = (): void => {
  const parent = process.ppid;
  process.on("SIGINT", () => {});
  process.once("disconnect", () => {
    setTimeout(() => (process.ppid === parent ? process.exit(1) : killGroup()), adoption);
  });
  const watcher = new Worker(
    `const parent = ${parent};
     ${process.platform === "win32" ? "" : `setInterval(() => { if (process.ppid !== parent) (${killGroup})(); }, 500);`}`,
    { eval: true },
  );
  watcher.unref();
};
