import { anything, callable, flag, law, listOf, record, text, whole } from "@kaviar/base/check";
import { options, optionsOf } from "../options.ts";
import type { Pruner } from "../pruners/contract/pruner.ts";
import type { Sampler } from "../samplers/contract/sampler.ts";
import type { Space } from "../space/parameter.ts";
import type { Storage } from "../storage/storage.ts";
import type { Report } from "../trial/record.ts";
import type { AddOptions } from "./add-trial.ts";
import type { StudyLog } from "./progress.ts";
import type { AskOptions, EnqueueOptions, OptimizeOptions, ReplayOptions, StudyOptions, StudyView } from "./study.ts";

/** Where a study with a name is kept unless said otherwise. */
export const usualStorage = "sqlite:kaviar.db";

const isMade = "A maker is called before it is handed over: `tpe()`, not `tpe`.";

const made = <T>(says: string, method: keyof T & string) =>
  law<T>(says, record<T & object>(says, method).holds, isMade).optional();

const date = law<Date>("a date", (x) => x instanceof Date && !Number.isNaN(x.getTime()));

const aStorage = law<string | Storage>(
  '"memory", "sqlite:FILE", "postgres://…" or a storage that is open',
  (x) => typeof x === "string" || (typeof x === "object" && x !== null && "openStudy" in x),
);

/** What `createStudy` is given; what directions and seed mean is checked where they are used. */
export const readStudyOptions = optionsOf<StudyOptions>()("createStudy", {
  name: law<string>("a text that is not empty", (x) => typeof x === "string" && x !== "").optional(),
  storage: aStorage.optional(),
  artifacts: text.optional(),
  sampler: made<Sampler>("a sampler, such as `tpe()`", "propose"),
  pruner: made<Pruner>("a pruner, such as `asha()`", "judge"),
  direction: anything<NonNullable<StudyOptions["direction"]>>().optional(),
  directions: anything<NonNullable<StudyOptions["directions"]>>().optional(),
  space: record<Space>("a record of parameters by name").optional(),
  seed: anything<number>().optional(),
  deterministic: flag.optional(),
  warmStart: law<readonly (string | StudyView)[]>("an array of studies", Array.isArray).optional(),
});

/** What `optimize` is given; limits and counts are checked by those who keep them. */
export const readOptimizeOptions = optionsOf<OptimizeOptions>()("optimize", {
  trials: anything<number>().optional(),
  timeout: anything<NonNullable<OptimizeOptions["timeout"]>>().optional(),
  complete: anything<number>().optional(),
  failures: anything<number>().optional(),
  retry: whole().optional(),
  fatal: callable<NonNullable<OptimizeOptions["fatal"]>>(
    "a function of the error that says whether it ends the study",
  ).optional(),
  overtime: anything<NonNullable<OptimizeOptions["overtime"]>>().optional(),
  target: law<number>("a number", (x) => typeof x === "number").optional(),
  patience: anything<number>().optional(),
  regret: anything<number>().optional(),
  signal: record<AbortSignal>("that of an AbortController", "addEventListener").optional(),
  concurrency: anything<number>().optional(),
  workers: anything<number>().optional(),
  trialTimeout: anything<NonNullable<OptimizeOptions["trialTimeout"]>>().optional(),
  log: listOf(callable<StudyLog>('a function, such as `tensorBoard("runs")`')).optional(),
  trialMemory: anything<NonNullable<OptimizeOptions["trialMemory"]>>().optional(),
});

export const readOpenOptions = options("openStudy", { storage: aStorage.default(usualStorage) });

/** What `addTrial` is given; what is in them is checked where it is used. */
export const readAddOptions = optionsOf<AddOptions>()("addTrial", {
  space: anything<Space>().optional(),
  reports: law<readonly Report[]>("a list of { step, values }", Array.isArray).optional(),
  attributes: anything<NonNullable<AddOptions["attributes"]>>().optional(),
  constraints: anything<NonNullable<AddOptions["constraints"]>>().optional(),
  startedAt: date.optional(),
  finishedAt: date.optional(),
});

export const readAskOptions = optionsOf<AskOptions>()("ask", { detached: flag.optional() });

export const readEnqueueOptions = optionsOf<EnqueueOptions>()("enqueue", {
  attributes: record<NonNullable<EnqueueOptions["attributes"]>>("a record of what JSON holds").optional(),
  skipIfExists: flag.optional(),
});

export const readReplayOptions = optionsOf<ReplayOptions>()("replay", {
  trials: whole().optional(),
  concurrency: whole(1).optional(),
});
