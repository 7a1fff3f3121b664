import { startThread, type Thread } from "@kaviar/base/threads";

/** Starts the thread that lies beside the package's main file, and beside this one in the sources. */
export const spawnImageWorker = (workerData: object): Thread => {
  // The sources, as tests run them, have the built file in the folder beside.
  const file = import.meta.url.endsWith(".ts") ? "../dist/image-worker.js" : "./image-worker.js";
  return startThread(new URL(file, import.meta.url), workerData);
};
