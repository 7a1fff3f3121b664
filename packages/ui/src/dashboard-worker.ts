import { parentPort } from "node:worker_threads";
import { type Asked, jobs, type Told } from "./computing/jobs.ts";

const port = parentPort!;

port.on("message", ({ id, job, question }: Asked) => {
  const told = (): Told => {
    try {
      return { id, found: jobs[job](question as never) };
    } catch (error) {
      return { id, failed: (error as Error).message };
    }
  };
  port.postMessage(told());
});
