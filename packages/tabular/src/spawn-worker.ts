import { fileBeside, startThread, type Thread } from "@kaviar/base/threads";

const file = { name: "table-worker", entry: "@kaviar/tabular/worker" };

/** Starts the thread that lies beside the package's main file, and beside this one in the sources. */
export const spawnWorker = (): Thread => {
  const thread = startThread(fileBeside(file, import.meta.url));
  thread.worker.unref();
  return thread;
};
