import { shown } from "@kaviar/base/error";
import { checkOptions } from "../check-options.ts";
import { TuneError } from "../error.ts";
import type { OptimizeOptions, StudyOptions } from "./study.ts";

const study: Readonly<Record<keyof StudyOptions, true>> = {
  name: true,
  storage: true,
  sampler: true,
  pruner: true,
  direction: true,
  directions: true,
  seed: true,
  deterministic: true,
  warmStart: true,
};

const optimize: Readonly<Record<keyof OptimizeOptions, true>> = {
  trials: true,
  timeout: true,
  concurrency: true,
  workers: true,
  trialTimeout: true,
  trialMemory: true,
  target: true,
  patience: true,
  regret: true,
  signal: true,
};

/** What `createStudy` was given is of the right kind; what it means is checked where it is used. */
export const checkStudyOptions = (options: StudyOptions): void => {
  checkOptions("createStudy", options, study);
  const { name, storage, sampler, pruner, deterministic, warmStart } = options;
  need(name, typeof name === "string" && name !== "", "`name` is text that is not empty");
  need(deterministic, typeof deterministic === "boolean", "`deterministic` is true or false");
  need(warmStart, Array.isArray(warmStart), "`warmStart` is an array of studies");
  const isStorage = typeof storage === "string" || has(storage, "openStudy");
  need(storage, isStorage, 'A storage is "memory", "sqlite:FILE", "postgres://…" or an open one');
  need(sampler, has(sampler, "propose"), "`sampler` is a sampler, such as `tpe()`");
  need(pruner, has(pruner, "judge"), "`pruner` is a pruner, such as `asha()`");
};

export const checkOptimizeOptions = (options: OptimizeOptions): void => {
  checkOptions("optimize", options, optimize);
  const { target, signal } = options;
  need(target, typeof target === "number", "`target` is a number");
  need(signal, has(signal, "addEventListener"), "`signal` is that of an AbortController");
};

const has = (value: unknown, method: string): boolean =>
  typeof (value as Readonly<Record<string, unknown>> | null | undefined)?.[method] === "function";

const need = (given: unknown, holds: boolean, law: string): void => {
  if (given === undefined || holds) return;
  const called = typeof given === "function" ? "Call it: a maker is not yet what it makes." : undefined;
  throw new TuneError("bad-options", `${law}, got ${shown(given)}.`, called === undefined ? {} : { remedy: called });
};
