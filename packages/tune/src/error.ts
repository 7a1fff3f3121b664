import { type ErrorDetails, type Fault, KaviarError } from "@kaviar/base/error";

/** Every law of the tuner that may be broken, and whose fault that is. */
const faults = {
  "bad-amount": "usage",
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
  "closure-in-workers": "usage",
  "closure-with-memory": "usage",
  exhausted: "usage",
  "file-exists": "usage",
  "needs-one-objective": "usage",
  "no-choices": "usage",
  "no-file": "usage",
  "not-a-file": "usage",
  "not-a-permutation": "usage",
  "not-a-record": "usage",
  "not-running": "usage",
  "other-directions": "usage",
  "outside-domain": "usage",
  "repeated-choice": "usage",
  "repeated-name": "usage",
  "two-directions": "usage",
  "unknown-option": "usage",
  "unknown-parameter": "usage",
  "unknown-setting": "usage",
  "unknown-storage": "usage",

  "broken-predicate": "data",
  "changed-domain": "data",
  "changed-kind": "data",
  "command-without-space": "data",
  "concurrency-of-workers": "data",
  "constraints-too-tight": "data",
  "endless-grid": "data",
  "endless-space": "data",
  "memory-too-small": "data",
  "no-bounds": "data",
  "no-hypergradient": "data",
  "no-nudges": "data",
  "no-objective": "data",
  "no-such-objective": "data",
  "no-such-parameter": "data",
  "no-such-study": "data",
  "not-json": "data",
  "nothing-complete": "data",
  "objective-broken": "data",
  "objective-not-found": "data",
  "repeats-points": "data",
  "storage-damaged": "data",
  "too-many-points": "data",
  "url-for-file": "data",
  "which-objective": "data",

  "command-not-found": "world",
  "newer-storage": "world",
  "no-disk": "world",
  "no-folder": "world",
  "no-memory-limit": "world",
  "no-processes": "world",
  "no-study": "world",
  "storage-busy": "world",
  "storage-closed": "world",
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
 * throw new TuneError("bad-bounds", "`low` must be below `high`, got low = 5, high = 2.", { remedy: "Swap them." });
 * ```
 */
export class TuneError extends KaviarError<TuneErrorCode> {
  override readonly name = "TuneError";

  constructor(code: TuneErrorCode, evidence: string, details: ErrorDetails = {}) {
    super(code, faults[code], evidence, details);
  }
}
