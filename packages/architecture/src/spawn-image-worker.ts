import type { Worker } from "node:worker_threads";

/** Starts the thread that lies beside the package's main file, and beside this one in the sources. */
export const spawnImageWorker = (workerData: object): Worker => {
  // Asked for by name at run time: a bundler for browsers has nothing to look for.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  // The sources, as tests run them, have the built file in the folder beside.
  const file = import.meta.url.endsWith(".ts") ? "../dist/image-worker.js" : "./image-worker.js";
  // What the program was started with, such as --input-type, may be nothing for a file.
  return new Worker(new URL(file, import.meta.url), { workerData, execArgv: [] });
};
