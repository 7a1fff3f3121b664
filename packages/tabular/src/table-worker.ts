import { isKaviarError } from "@kaviar/base/error";
import type { Chain } from "./contract/chain.ts";
import { partFrom } from "./registry/part-from.ts";
import { fitJob, foldJob } from "./workers/jobs.ts";
import { type Answer, type Failure, type Job, receiveTraining } from "./workers/messages.ts";

/** A thread that fits: it is given one job after the other, and ended where one is to stop. */
const { parentPort } = process.getBuiltinModule("node:worker_threads");
const answer = (said: Answer): void => parentPort?.postMessage(said);

const doJob = ({ chain, training, seed, threads, fold }: Job): Promise<unknown> => {
  const parts = partFrom(JSON.parse(chain)) as Chain;
  const rows = receiveTraining(training);
  const onProgress = (done: number) => answer({ kind: "progress", done });
  return fold ? foldJob(parts, rows, fold, seed, { threads }) : fitJob(parts, rows, seed, { onProgress, threads });
};

const failureOf = (error: unknown): Failure => {
  const known = isKaviarError(error);
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    name,
    code: known ? error.code : undefined,
    evidence: known ? error.evidence : message,
    remedy: known ? error.remedy : undefined,
    stack,
  };
};

parentPort?.on("message", (job: Job) => {
  doJob(job).then(
    (result) => answer({ kind: "done", result }),
    (error: unknown) => answer({ kind: "failed", failure: failureOf(error) }),
  );
});
