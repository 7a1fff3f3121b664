import { startThread } from "@kaviar/base/threads";
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
  // The sources, as tests run them, have the built file in the folder beside.
  const file = import.meta.url.endsWith(".ts") ? "../dist/worker.js" : "./worker.js";
  const { worker, end } = startThread(new URL(file, import.meta.url));
  worker.unref();
  worker.on("error", (error) => ended(error.message));
  worker.on("exit", (code) => ended(`it ended with code ${code}`));
  return {
    send: (message, moved) => worker.postMessage(message, moved as ArrayBuffer[]),
    hear: (listener) => void worker.on("message", (message) => listener(message as never)),
    wake: () => worker.ref(),
    rest: () => worker.unref(),
    close: end,
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
