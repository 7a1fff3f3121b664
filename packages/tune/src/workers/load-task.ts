import { messageOf } from "../evaluation/message-of.ts";
import { pruningOf } from "../evaluation/pruning.ts";
import { stackOf } from "../evaluation/stack-of.ts";
import { commandOf } from "./command.ts";
import type { Complaint } from "./complaint.ts";
import { importObjective } from "./import-objective.ts";
import type { Ending, Job, Task } from "./protocol.ts";
import type { RemoteTrial } from "./remote-trial.ts";
import { runCommand } from "./run-command.ts";

/** Runs a trial to its end. Never rejects. */
export type Evaluate = (job: Job, remote: RemoteTrial) => Promise<Ending>;

/** What runs the task's trials, or what is wrong with it: before any trial pays for it. */
export const loadTask = async (task: Task): Promise<Evaluate | Complaint> => {
  if (task.kind !== "module") {
    const command = commandOf(task);
    return "file" in command ? (job, remote) => runCommand(command, job, remote) : command;
  }
  const objective = await importObjective(task.url);
  if (typeof objective !== "function") return objective;
  return async (job, remote) => {
    try {
      const given = "values" in job ? [job.values, remote.trial] : [remote.trial];
      const values = await objective(...given);
      return { kind: "returned", values: sendable(values), stopped: remote.stopped };
    } catch (error) {
      const pruned = pruningOf(error);
      if (pruned) return { kind: "returned", values: undefined, stopped: true, ...pruned };
      return { kind: "thrown", error: messageOf(error), stack: stackOf(error) };
    }
  };
};

/** What can be sent of what was returned: all that may be right, and of the rest enough to say what it was. */
const sendable = (values: unknown): unknown => {
  if (values === undefined || typeof values === "number") return values;
  if (typeof values === "object" && values !== null && Object.values(values).every((each) => typeof each === "number"))
    return Array.isArray(values) ? values : { ...values };
  try {
    return JSON.parse(JSON.stringify(values)) as unknown;
  } catch {
    return String(values);
  }
};
