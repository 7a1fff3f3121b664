import { keyedRandom } from "@kaviar/base/random";
import { handIn } from "../artifacts/hand-in.ts";
import { storeIn } from "../artifacts/store-in.ts";
import type { FolderOf } from "../evaluation/checkpoint-folder.ts";
import { hypergradientOf } from "../evaluation/hypergradient.ts";
import type { LiveTrial } from "../evaluation/live-trial.ts";
import { pruning } from "../evaluation/pruning.ts";
import { createSuggestions } from "../evaluation/suggestions.ts";
import { createUnawaited } from "../evaluation/unawaited.ts";
import { frozenCopy } from "../storage/frozen.ts";
import { complaintError } from "./complaint.ts";
import type { Call, FromWorker, Job, KnownVerdict, ToWorker } from "./protocol.ts";

/** A trial in a worker: what its objective sees, and where messages from the study's process about it arrive. */
export interface RemoteTrial {
  readonly number: number;
  readonly trial: LiveTrial;
  /** Whether the objective was shown that it should stop. */
  readonly stopped: boolean;
  /** The folder of its checkpoint, not yet kept as one. */
  folder(): string;
  hear(message: ToWorker): void;
}

interface Answer {
  resolve(): void;
  reject(error: Error): void;
}

/** The same trial as in the study's process: reports and the like make a round trip, suggestions are made here. */
export const openRemoteTrial = (
  job: Job,
  seed: number,
  { artifacts, folderOf }: { readonly artifacts: string | undefined; readonly folderOf: FolderOf },
  say: (message: FromWorker) => void,
): RemoteTrial => {
  const { number } = job;
  const answers = new Map<number, Answer>();
  const suggestions = createSuggestions(job.params, (name) => keyedRandom(seed, number, name), {
    isDeclared: job.values !== undefined,
  });
  let attributes = frozenCopy(job.attributes);
  const unawaited = createUnawaited();
  let verdict: KnownVerdict = { stop: false, why: undefined };
  let stopped = false;
  let calls = 0;
  let kept = false;
  let folder: string | undefined;

  const place = () => {
    folder ??= folderOf(job);
    return folder;
  };
  const ask = (call: Call): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = calls++;
      answers.set(id, { resolve, reject });
      say({ kind: "call", number, id, call });
    });

  /** Sends each new suggestion at once: should this process be killed, the trial still has the parameters it ran with. */
  const telling = <A extends unknown[], V>(suggest: (...args: A) => V) => {
    return (...args: A): V => {
      const before = suggestions.dimensions.length;
      const value = suggest(...args);
      const dimensions = suggestions.dimensions.slice(before);
      const params = Object.fromEntries(dimensions.map(({ name }) => [name, suggestions.params[name]!]));
      if (dimensions.length > 0)
        say({ kind: "suggested", number, suggested: { params, dimensions, orders: suggestions.orders } });
      return value;
    };
  };

  const trial: LiveTrial = {
    number,
    get attributes() {
      return attributes;
    },
    float: telling(suggestions.float),
    int: telling(suggestions.int),
    choice: telling(suggestions.choice) as LiveTrial["choice"],
    ordinal: telling(suggestions.ordinal) as LiveTrial["ordinal"],
    permutation: telling(suggestions.permutation) as LiveTrial["permutation"],
    bool: telling(suggestions.bool),
    report: (value, step) => {
      unawaited.reported();
      return ask({ name: "report", value, step });
    },
    get shouldStop() {
      unawaited.asked();
      stopped ||= verdict.stop;
      return verdict.stop;
    },
    get stopReason() {
      return verdict.why;
    },
    prune: (why) => {
      throw pruning(why);
    },
    setAttribute: async (attribute, value) => {
      await ask({ name: "setAttribute", attribute, value });
      attributes = frozenCopy({ ...attributes, [attribute]: value });
    },
    artifact: async (name, content) =>
      ask({ name: "artifact", artifact: await handIn(() => storeIn(artifacts), name, content) }),
    constraint: (constraint, value) => ask({ name: "constraint", constraint, value }),
    hypergradient: async (callback) => {
      if (!job.usesHypergradients) return;
      await ask({ name: "hypergradient", derivatives: await hypergradientOf(callback) });
    },
    get checkpoint() {
      const path = place();
      if (!kept) say({ kind: "checkpoint", number });
      kept = true;
      return path;
    },
    // A worker whose trial is out of time is killed: the signal never fires.
    signal: new AbortController().signal,
  };

  return {
    number,
    trial,
    get stopped() {
      return stopped;
    },
    folder: place,
    hear: (message) => {
      if (message.kind !== "answer") return;
      verdict = message.verdict;
      const answer = answers.get(message.id);
      answers.delete(message.id);
      if (message.error === undefined) answer?.resolve();
      else answer?.reject(complaintError(message.error));
    },
  };
};
