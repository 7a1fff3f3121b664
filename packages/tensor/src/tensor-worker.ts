import type { Port } from "./runtimes/worker/messages.ts";
import { serve } from "./runtimes/worker/serve.ts";

/** What a worker hears from: its parent in Node, its page in a browser. */
const port = (): Port => {
  const parent =
    typeof process === "object" && process.versions?.node
      ? process.getBuiltinModule("node:worker_threads").parentPort
      : undefined;
  if (parent) {
    return {
      send: (message, moved) => parent.postMessage(message, moved as ArrayBuffer[]),
      hear: (listener) => void parent.on("message", (message) => listener(message as never)),
    };
  }
  const page = globalThis as unknown as {
    postMessage: (message: unknown, moved: readonly ArrayBuffer[]) => void;
    onmessage: (event: { readonly data: never }) => void;
  };
  return {
    send: (message, moved) => page.postMessage(message, moved),
    hear: (listener) => {
      page.onmessage = ({ data }) => listener(data);
    },
  };
};

serve(port());
