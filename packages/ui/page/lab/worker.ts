import { type JobName, jobs } from "./jobs.ts";
import type { Job } from "./work/job.ts";
import type { Asked } from "./work/messages.ts";
import { createPerformer } from "./work/perform.ts";

/** The end of the worker's line: in the types of a page `self` is a window. */
const line = self as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
};

const perform = createPerformer(
  (name) => jobs[name as JobName]() as Promise<Job<unknown, unknown>>,
  (told) => line.postMessage(told),
);
line.onmessage = ({ data }) => perform(data);
