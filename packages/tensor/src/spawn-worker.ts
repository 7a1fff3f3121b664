import { createRunGate } from "@kaviar/base/threads";
import type { Port } from "./runtimes/worker/messages.ts";

/** A worker, of Node or of a browser. */
export interface Spawned extends Port {
  /** It has something to do: the process stays alive for it. */
  readonly wake: () => void;
  readonly rest: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Starts the worker that lies beside the package's main file, and beside this one: bundlers find it by the path that is
 * written here, in the sources as in the build.
 */
export const spawn = (ended: (evidence: string) => void): Promise<Spawned> =>
  typeof process === "object" && process.versions?.node ? spawnInNode(ended) : spawnInBrowser(ended);

const spawnInNode = async (ended: (evidence: string) => void): Promise<Spawned> => {
  // Asked for by name at run time: a bundler for browsers has nothing to look for.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  // The sources, as tests run them, have the built file in the folder beside.
  const file = import.meta.url.endsWith(".ts") ? "../dist/worker.js" : "./worker.js";
  const gate = createRunGate();
  // What the program was started with, such as --input-type, may be nothing for a file.
  const worker = new Worker(new URL(file, import.meta.url), { workerData: gate.shared, execArgv: [] });
  worker.unref();
  worker.on("error", (error) => ended(error.message));
  process.on("exit", gate.close);
  worker.on("exit", (code) => {
    process.off("exit", gate.close);
    ended(`it ended with code ${code}`);
  });
  return {
    send: (message, moved) => worker.postMessage(message, moved as ArrayBuffer[]),
    hear: (listener) => void worker.on("message", (message) => listener(message as never)),
    wake: () => worker.ref(),
    rest: () => worker.unref(),
    close: async () => {
      await gate.drain();
      await worker.terminate();
    },
  };
};

/** As much of a browser's worker as is used here; the types of browsers are not those of Node. */
interface PageWorker {
  readonly postMessage: (message: unknown, moved: readonly ArrayBuffer[]) => void;
  readonly terminate: () => void;
  onerror: (event: { readonly message: string }) => void;
  onmessage: (event: { readonly data: unknown }) => void;
}

const spawnInBrowser = async (ended: (evidence: string) => void): Promise<Spawned> => {
  const { Worker } = globalThis as unknown as { readonly Worker: new (url: URL, options: object) => PageWorker };
  // Bundlers look for these very words.
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.onerror = ({ message }) => ended(message);
  return {
    send: (message, moved) => worker.postMessage(message, moved),
    hear: (listener) => {
      worker.onmessage = ({ data }) => listener(data as never);
    },
    wake: () => undefined,
    rest: () => undefined,
    close: async () => worker.terminate(),
  };
};
