import { fileBeside, startThread } from "@kaviar/base/threads";
import type { TensorError } from "./errors/error.ts";
import { absolute, besideModule, currentAddresses } from "./runtimes/addresses.ts";
import { ended } from "./runtimes/worker/ended.ts";
import type { Port } from "./runtimes/worker/messages.ts";
import { notStarted } from "./runtimes/worker/not-started.ts";

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
export const spawn = (over: (error: TensorError) => void): Promise<Spawned> =>
  typeof process === "object" && process.versions?.node ? spawnInNode(over) : spawnInBrowser(over);

const spawnInNode = async (over: (error: TensorError) => void): Promise<Spawned> => {
  const file = { name: "tensor-worker", entry: "@kaviar/tensor/worker", at: currentAddresses().workerUrl };
  const { worker, end } = startThread(fileBeside(file, import.meta.url));
  worker.unref();
  worker.on("error", (error) => over(ended(error.message)));
  worker.on("exit", (code) => over(ended(`it ended with code ${code}`)));
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
  onerror: (event: { readonly message?: string }) => void;
  onmessage: (event: { readonly data: unknown }) => void;
}

/** By this name, since bundlers know what is made by no other. */
declare const Worker: new (url: URL | string, options: { readonly type: "module" }) => PageWorker;

const spawnInBrowser = async (over: (error: TensorError) => void): Promise<Spawned> => {
  const { workerUrl } = currentAddresses();
  const script = absolute(workerUrl ?? besideModule("./tensor-worker.js", import.meta.url));
  let worker: PageWorker;
  try {
    worker =
      workerUrl === undefined
        ? // Bundlers look for these very words.
          new Worker(new URL("./tensor-worker.js", import.meta.url), { type: "module" })
        : new Worker(script, { type: "module" });
  } catch (cause) {
    throw await notStarted(script, cause);
  }
  // What is thrown in a script has a message; where there is none, no script was loaded.
  worker.onerror = async ({ message }) => over(message === undefined ? await notStarted(script) : ended(message));
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
