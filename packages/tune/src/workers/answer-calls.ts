import type { TrialHandle } from "../evaluation/trial-handle.ts";
import type { Dimension, Value } from "../space/dimension.ts";
import type { Json } from "../trial/record.ts";
import { type Complaint, complaintOf } from "./complaint.ts";
import type { Call, FromWorker } from "./protocol.ts";
import type { WorkerProcess } from "./worker-process.ts";

/** Carries out the calls that a trial's objective makes in a worker, one after another, and answers each. */
export const answerCalls = (handle: TrialHandle, worker: WorkerProcess) => {
  const { number } = handle.record;
  const params: Record<string, Value> = {};
  const dimensions: Dimension[] = [];
  let last: Promise<void> = Promise.resolve();

  const perform = ({ trial, keep }: TrialHandle, call: Call): Promise<void> => {
    if (call.name === "artifact") return keep(call.artifact);
    if (call.name === "report") return trial.report(call.value, call.step);
    if (call.name === "hypergradient") return trial.hypergradient(() => call.derivatives);
    if (call.name === "constraint") return trial.constraint(call.constraint, call.value);
    return trial.setAttribute(call.attribute, call.value as Json);
  };
  const answer = async (id: number, call: Call): Promise<void> => {
    let error: Complaint | undefined;
    try {
      await perform(handle, call);
    } catch (thrown) {
      error = complaintOf(thrown);
    }
    const { stop, why } = handle.verdict;
    worker.say({ kind: "answer", id, verdict: { stop, why }, ...(error && { error }) });
  };

  return {
    /** Resolves when every call has been carried out. */
    answered: (): Promise<void> => last,
    hear: (message: FromWorker): void => {
      if (!("number" in message) || message.number !== number) return;
      if (message.kind === "checkpoint") void handle.trial.checkpoint;
      if (message.kind === "suggested") {
        Object.assign(params, message.suggested.params);
        dimensions.push(...message.suggested.dimensions);
        handle.adopt({ suggested: { params, dimensions, orders: message.suggested.orders } });
      }
      if (message.kind === "call") last = last.then(() => answer(message.id, message.call));
    },
  };
};
