import { TensorError } from "../../errors/error.ts";
import { onnxRuntime } from "../onnxruntime.ts";
import type { Runtime, Session } from "../runtime.ts";
import { unpackFeeds } from "./feeds.ts";
import type { Answer, Port, Request, SentError } from "./messages.ts";

/** Answers requests by a runtime of its own: the worker's side. */
export const serve = (port: Port): void => {
  const runtimes = new Map<string, Runtime>();
  const sessions = new Map<number, Promise<Session>>();
  const received = unpackFeeds();
  const sessionOf = (number: number): Promise<Session> =>
    sessions.get(number) ?? Promise.reject(new Error("this session is over"));
  const answer = async (request: Request): Promise<Answer> => {
    const { id } = request;
    if (request.kind === "load") {
      const { device, wasmUrl, model, options, session } = request;
      const runtime = runtimes.get(device) ?? onnxRuntime(device, { wasmUrl });
      runtimes.set(device, runtime);
      const loading = runtime.load(model, options);
      sessions.set(session, loading);
      await loading;
      return { id };
    }
    if (request.kind === "run") {
      // Before anything is waited for: the next request may name what this one brings.
      const feeds = received.unpack(request.feeds);
      return { id, results: await (await sessionOf(request.session)).run(feeds, request.outputs) };
    }
    if (request.kind === "forget") {
      received.forget(request.kept);
      return { id };
    }
    await (await sessionOf(request.session)).release();
    sessions.delete(request.session);
    return { id };
  };
  port.hear((request: Request) => {
    answer(request).then(
      (done) => port.send(done, "results" in done ? buffersOf(done.results ?? []) : []),
      (error: unknown) => port.send({ id: request.id, error: sentError(error) }, []),
    );
  });
};

/** Outputs have memory of their own, so they move instead of being copied. */
const buffersOf = (results: readonly { readonly elements: ArrayBufferView }[]): ArrayBuffer[] => [
  ...new Set(results.map(({ elements }) => elements.buffer as ArrayBuffer)),
];

const sentError = (error: unknown): SentError =>
  error instanceof TensorError
    ? { code: error.code, evidence: error.evidence, remedy: error.remedy }
    : { evidence: error instanceof Error ? error.message : String(error) };
