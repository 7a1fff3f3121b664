import { type ErrorDetails, type Fault, KaviarError } from "@kaviar/base/error";

/**
 * Every law of the tuner that may be broken, and whose fault that is. Of what a program names or asks for (an option, a
 * space, a module, a command, a study, a process where there is none) it is the program that has to change; the code of
 * an objective or a predicate that throws, and what is in a file, are what the tuner was given to work on.
 */
const faults = {
  "artifact-too-large": "usage",
  "bad-amount": "usage",
  "bad-artifact": "usage",
  "bad-artifacts": "usage",
  "bad-bounds": "usage",
  "bad-choice": "usage",
  "bad-concurrency": "usage",
  "bad-constraint": "usage",
  "bad-count": "usage",
  "bad-direction": "usage",
  "bad-hypergradient": "usage",
  "bad-length": "usage",
  "bad-name": "usage",
  "bad-nudge": "usage",
  "bad-objective": "usage",
  "bad-options": "usage",
  "bad-percentile": "usage",
  "bad-predicate": "usage",
  "bad-reference": "usage",
  "bad-regret": "usage",
  "bad-report": "usage",
  "bad-scale": "usage",
  "bad-seed": "usage",
  "bad-space": "usage",
  "bad-step": "usage",
  "bad-target": "usage",
  "bad-told": "usage",
  "bad-workers": "usage",
  "changed-domain": "usage",
  "changed-kind": "usage",
  "closure-in-workers": "usage",
  "closure-with-memory": "usage",
  "command-not-found": "usage",
  "command-without-space": "usage",
  "concurrency-of-workers": "usage",
  "constraints-too-tight": "usage",
  "endless-grid": "usage",
  "endless-space": "usage",
  exhausted: "usage",
  "file-exists": "usage",
  "incomplete-point": "usage",
  "memory-too-small": "usage",
  "needs-one-objective": "usage",
  "no-bounds": "usage",
  "no-choices": "usage",
  "no-credentials": "usage",
  "no-disk": "usage",
  "no-file": "usage",
  "no-folder": "usage",
  "no-hypergradient": "usage",
  "no-memory-limit": "usage",
  "no-nudges": "usage",
  "no-objective": "usage",
  "no-processes": "usage",
  "no-space": "usage",
  "no-such-artifact": "usage",
  "no-such-objective": "usage",
  "no-such-parameter": "usage",
  "no-such-study": "usage",
  "not-a-file": "usage",
  "not-a-permutation": "usage",
  "not-a-record": "usage",
  "not-failed": "usage",
  "not-json": "usage",
  "not-running": "usage",
  "objective-not-found": "usage",
  "opened-for-reading": "usage",
  "other-artifacts": "usage",
  "other-directions": "usage",
  "other-objectives": "usage",
  "other-seed": "usage",
  "other-space": "usage",
  "outside-domain": "usage",
  "repeated-choice": "usage",
  "repeated-name": "usage",
  "repeats-points": "usage",
  "storage-closed": "usage",
  "study-exists": "usage",
  "too-many-points": "usage",
  "two-directions": "usage",
  "unknown-option": "usage",
  "unknown-parameter": "usage",
  "unknown-setting": "usage",
  "unknown-storage": "usage",
  "url-for-file": "usage",
  "which-objective": "usage",
  "which-study": "usage",

  "artifact-damaged": "data",
  "broken-predicate": "data",
  "newer-storage": "data",
  "no-studies": "data",
  "not-optuna": "data",
  "nothing-complete": "data",
  "objective-broken": "data",
  "older-storage": "data",
  "storage-damaged": "data",

  "artifacts-refused": "world",
  "artifacts-unreachable": "world",
  "log-failed": "world",
  "storage-busy": "world",
  "storage-failed": "world",
  "storage-full": "world",
  "storage-read-only": "world",
  "storage-refused": "world",
  "storage-unreachable": "world",
  "storage-unreadable": "world",
  "trial-lost": "world",
  "workers-killed": "world",
} as const satisfies Readonly<Record<string, Fault>>;

/** Which law was broken, for programs; the message is for people. */
export type TuneErrorCode = keyof typeof faults;

/**
 * What went wrong while tuning, as law, evidence and remedy.
 *
 * ```ts
 * throw new TuneError("bad-bounds", "`low` must be below `high`: got low = 5, high = 2.", { remedy: "Swap them." });
 * ```
 */
export class TuneError extends KaviarError<TuneErrorCode> {
  override readonly name = "TuneError";

  constructor(code: TuneErrorCode, evidence: string, details: ErrorDetails = {}) {
    super(code, faults[code], evidence, details);
  }
}
