/** What a worker process runs: it evaluates one trial after another, and never outlives the study's process. */
import { checkpointFolders } from "../evaluation/checkpoint-folder.ts";
import { messageOf } from "../evaluation/message-of.ts";
import { stackOf } from "../evaluation/stack-of.ts";
import { endWithParent } from "./end-with-parent.ts";
import { type Evaluate, loadTask } from "./load-task.ts";
import { prefixOutput } from "./prefix-output.ts";
import type { Ending, FromWorker, Job, Setup, ToWorker } from "./protocol.ts";
import { openRemoteTrial, type RemoteTrial } from "./remote-trial.ts";

const say = (message: FromWorker, then: () => void = () => {}): void => {
  process.send?.(message, then);
};

let evaluate: Evaluate | undefined;
let places: Parameters<typeof openRemoteTrial>[2] | undefined;
let seed = 0;
let current: RemoteTrial | undefined;

const load = async (setup: Setup) => {
  seed = setup.seed;
  places = { artifacts: setup.artifacts, folderOf: checkpointFolders(setup.folder) };
  const loaded = await loadTask(setup.task);
  if (typeof loaded !== "function") return say({ kind: "broken", complaint: loaded });
  evaluate = loaded;
  say({ kind: "ready" });
};

const run = async (job: Job) => {
  const remote = openRemoteTrial(job, seed, places!, say);
  current = remote;
  prefixOutput(job.number);
  const ending = await evaluate!(job, remote);
  current = undefined;
  say({ kind: "ended", number: job.number, ending });
};

process.on("message", (message: ToWorker) => {
  if (message.kind === "load") void load(message);
  else if (message.kind === "run") void run(message);
  else if (message.kind === "leave") process.exit();
  else current?.hear(message);
});

// What no promise of the objective's waits for: nobody can tell what it leaves behind, so the process ends with it.
process.on("uncaughtException", (error, origin) => {
  const what =
    origin === "unhandledRejection"
      ? "a promise was rejected that nobody waits for"
      : "thrown outside the objective's promise";
  const ending: Ending = {
    kind: "thrown",
    error: `${messageOf(error)} (${what})`,
    stack: stackOf(error),
    fatal: true,
  };
  if (current === undefined) process.exit(1);
  say({ kind: "ended", number: current.number, ending }, () => process.exit(1));
});

endWithParent();
