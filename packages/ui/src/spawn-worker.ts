import { Worker } from "node:worker_threads";
import { fileBeside } from "@kaviar/base/threads";

const file = { name: "dashboard-worker", entry: "@kaviar/ui/worker" };

/** Starts the thread that lies beside the package's main file, and beside this one in the sources. It keeps no program from ending. */
export const spawnWorker = (): Worker => {
  // What the program was started with, such as --input-type, may be nothing for a file.
  const worker = new Worker(fileBeside(file, import.meta.url), { execArgv: [] });
  worker.unref();
  return worker;
};
