import { fileBeside, startThread, type Thread } from "@kaviar/base/threads";

const file = { name: "image-worker", entry: "@kaviar/architecture/image-worker" };

/** Starts the thread that lies beside the package's main file, and beside this one in the sources. */
export const spawnImageWorker = (workerData: object): Thread =>
  startThread(fileBeside(file, import.meta.url), workerData);
