import { type OptionsOf, oneOf, text } from "@kaviar/base/check";
import { TensorError } from "../../errors/error.ts";
import { options } from "../../errors/options.ts";
import { type Spawned, spawn } from "../../spawn-worker.ts";
import { absolute, currentAddresses } from "../addresses.ts";
import type { Feed, Runtime, Session } from "../runtime.ts";
import { ended } from "./ended.ts";
import { packFeeds } from "./feeds.ts";
import type { Answer, Request } from "./messages.ts";

export interface WorkerRuntime extends Runtime {
  /** Ends the worker and whatever it is doing. */
  readonly close: () => Promise<void>;
}

const readOptions = options("workerRuntime", {
  device: oneOf("cpu", "webgpu").default("cpu"),
  /** For browsers: the folder onnxruntime-web's `.wasm` files are fetched from; the one of `configure` unless said. */
  wasmUrl: text.optional(),
});

type Body = Request extends infer R ? (R extends Request ? Omit<R, "id"> : never) : never;

/**
 * A runtime in a worker thread: this thread stays free while graphs run. Graphs and arrays travel, no closures.
 *
 * ```ts
 * const runtime = workerRuntime();
 * const step = compile(f, { device: runtime });
 * await runtime.close();
 * ```
 * What a run is fed is copied on its way, large arrays that are fed again once only; what it gives is moved. An idle worker does not keep the process alive.
 */
export const workerRuntime = (given?: OptionsOf<typeof readOptions>): WorkerRuntime => {
  const { device, wasmUrl = currentAddresses().wasmUrl } = readOptions(given);
  const waiting = new Map<
    number,
    { readonly resolve: (answer: Answer) => void; readonly reject: (e: Error) => void }
  >();
  let asked = 0;
  let loaded = 0;
  let opened: Promise<Spawned> | undefined;
  let over: Error | undefined;
  const end = (error: Error) => {
    over = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const open = async (): Promise<Spawned> => {
    const spawned = await spawn(end);
    spawned.hear((answer: Answer) => {
      waiting.get(answer.id)?.resolve(answer);
      waiting.delete(answer.id);
      if (waiting.size === 0) spawned.rest();
    });
    return spawned;
  };
  const ask = async (body: Body): Promise<readonly Feed[]> => {
    if (over) throw over;
    opened ??= open();
    const worker = await opened;
    const id = ++asked;
    const answer = await new Promise<Answer>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.wake();
      worker.send({ id, ...body }, []);
    });
    if (!("error" in answer)) return answer.results ?? [];
    const { evidence, remedy, code } = answer.error;
    throw code ? new TensorError(code, evidence, { remedy }) : new Error(evidence);
  };
  const pack = packFeeds((kept) => {
    // Nobody waits for it, and where the worker is gone there is nothing to forget.
    ask({ kind: "forget", kept }).catch(() => undefined);
  });
  return {
    name: `${device} in a worker`,
    load: async (model, options): Promise<Session> => {
      const session = ++loaded;
      await ask({ kind: "load", session, device, wasmUrl: wasmUrl && absolute(wasmUrl), model, options });
      return {
        run: (feeds, outputs) => ask({ kind: "run", session, feeds: pack(feeds), outputs }),
        release: async () => {
          if (!over) await ask({ kind: "release", session });
        },
      };
    },
    close: async () => {
      end(ended("it was closed"));
      // One that did not start has said so to whoever asked it for something.
      const spawned = await opened?.catch(() => undefined);
      await spawned?.close();
    },
  };
};
