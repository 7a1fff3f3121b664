import { anything } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { inProcess } from "../evaluation/in-process.ts";
import type { Launcher } from "../evaluation/launcher.ts";
import type { TrialHandle } from "../evaluation/trial-handle.ts";
import { options } from "../options.ts";
import type { CompiledSpace } from "../space/compile-space.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Job, Task } from "../workers/protocol.ts";
import type { OptimizeOptions } from "./study.ts";

interface LaunchContext {
  readonly seed: number;
  readonly space: CompiledSpace | undefined;
  /** What the objective gets for a trial that was asked from a declared space. */
  readonly valuesOf: (record: TrialRecord) => unknown;
  /** How many trials the study is still to run, where that is known. */
  readonly trialsLeft: number | undefined;
  /** The study's folder, and whether what trials print is kept in it. */
  readonly folder: string | undefined;
  readonly keepsLogs: boolean;
  /** Where what trials hand in is kept. */
  readonly artifacts: string | undefined;
}

/** What runs the objective's trials: this process for a closure, workers for a module or a command. */
export const launch = async (
  context: LaunchContext,
  objective: unknown,
  limits: OptimizeOptions,
): Promise<Launcher> => {
  const { seed, space, folder, artifacts, trialsLeft } = context;
  // A trial that goes on is the one that it was, also where the program declares another space by now.
  const valuesOf = (record: TrialRecord) =>
    record.space === undefined ? space?.decode(record.params) : context.valuesOf(record);
  if (typeof objective === "function") {
    checkClosure(limits);
    const run = objective as (...args: unknown[]) => unknown;
    return inProcess(({ record, trial }) => (space === undefined ? run(trial) : run(valuesOf(record), trial)), limits);
  }
  const task = taskOf(objective);
  checkRemote(task, context, limits);
  const { openPool } = await import("../workers/pool.ts");
  const jobOf = ({ record, trial, usesHypergradients, foresee }: TrialHandle): Job => ({
    kind: "run",
    number: record.number,
    attributes: trial.attributes,
    params: space ? record.params : foresee(),
    ...(space && { values: valuesOf(record) }),
    ...(record.cloneOf !== undefined && { cloneOf: record.cloneOf }),
    ...(usesHypergradients && { usesHypergradients }),
  });
  const setup = {
    kind: "load",
    task,
    seed,
    ...(folder !== undefined && { folder }),
    ...(artifacts !== undefined && { artifacts }),
  } as const;
  return openPool(setup, jobOf, {
    ...limits,
    workers: limits.workers ?? 1,
    ...(trialsLeft !== undefined && { trialsLeft }),
    ...(folder !== undefined && context.keepsLogs && { logs: folder }),
  });
};

/** A program beside which nothing else is said, such as where it runs: nobody would read it. */
const readCommand = options("an objective's command", { command: anything<readonly string[]>() });

const taskOf = (objective: unknown): Task => {
  if (objective instanceof URL) {
    if (objective.protocol === "file:") return { kind: "module", url: objective.href };
    throw new TuneError("bad-objective", `The URL of an objective must be a file's: got ${objective.href}.`);
  }
  if (typeof objective === "string" && objective.trim() !== "") {
    if (!/^\S+\.[cm]?[jt]s$/.test(objective)) return { kind: "shell", line: objective };
    throw new TuneError(
      "bad-objective",
      `Text is a command for the shell; ${JSON.stringify(objective)} names a module.`,
      {
        remedy: `Use \`new URL(${JSON.stringify(objective)}, import.meta.url)\`, or { command: ["node", ${JSON.stringify(objective)}] }.`,
      },
    );
  }
  const { command } = (objective ?? {}) as { command?: unknown };
  if (Array.isArray(command) && command.length > 0 && command.every((part) => typeof part === "string"))
    return { kind: "program", argv: readCommand(objective as { command: readonly string[] }).command };
  throw new TuneError(
    "bad-objective",
    `An objective is a function, the URL of a module, a command for the shell or { command: [program, …] }: got ${
      typeof objective === "object" ? JSON.stringify(objective) : typeof objective
    }.`,
  );
};

const checkClosure = ({ workers, trialMemory }: OptimizeOptions): void => {
  if (workers !== undefined)
    throw new TuneError(
      "closure-in-workers",
      "Workers are processes, and a closure cannot be sent to one: got a function and `workers`.",
      {
        remedy: 'Put the objective into a module, `new URL("./objective.ts", import.meta.url)`, or use `concurrency`.',
      },
    );
  if (trialMemory !== undefined)
    throw new TuneError(
      "closure-with-memory",
      "The memory of a trial is that of its process, and a closure shares this one: got a function and `trialMemory`.",
      { remedy: "Put the objective into a module, and run it in `workers`." },
    );
};

const checkRemote = (
  task: Task,
  { space }: LaunchContext,
  { workers, concurrency, trialMemory }: OptimizeOptions,
): void => {
  if (globalThis.process?.getBuiltinModule?.("node:child_process") === undefined)
    throw new TuneError("no-processes", "A module or a command runs in other processes, and there are none here.", {
      remedy: "Give the objective as a function.",
    });
  if (concurrency !== undefined)
    throw new TuneError("concurrency-of-workers", "`concurrency` is for closures: got a module or a command.", {
      remedy: "Use `workers`.",
    });
  if (workers !== undefined && (!Number.isSafeInteger(workers) || workers < 1))
    throw new TuneError("bad-workers", `\`workers\` must be a whole number ≥ 1: got ${workers}.`);
  if (trialMemory !== undefined && process.platform === "win32")
    throw new TuneError(
      "no-memory-limit",
      "`trialMemory` needs a system that tells what a process takes, not Windows.",
    );
  if (task.kind !== "module" && space === undefined)
    throw new TuneError("command-without-space", "A command cannot ask for parameters by name: it needs a space.");
};
