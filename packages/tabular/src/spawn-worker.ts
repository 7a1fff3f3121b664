import { startThread, type Thread } from "@kaviar/base/threads";

/** Starts the thread that lies beside the package's main file, and beside this one in the sources. */
export const spawnWorker = (): Thread => {
  // The sources, as tests run them, have the built file in the folder beside.
  const file = import.meta.url.endsWith(".ts") ? "../dist/worker.js" : "./worker.js";
  const thread = startThread(new URL(file, import.meta.url));
  thread.worker.unref();
  return thread;
};
