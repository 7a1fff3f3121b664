import type { Artifact } from "../artifacts/artifact.ts";
import type { TrialHandle } from "../evaluation/trial-handle.ts";
import type { Params } from "../space/dimension.ts";
import type { Returned } from "../trial/objectives.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Complaint } from "./complaint.ts";

/** What a worker evaluates: a module's default export, a program with arguments, or a line for the shell. */
export type Task =
  | { readonly kind: "module"; readonly url: string }
  | { readonly kind: "program"; readonly argv: readonly string[] }
  | { readonly kind: "shell"; readonly line: string };

export interface Setup {
  readonly kind: "load";
  readonly task: Task;
  readonly seed: number;
  /** The study's folder, where those of its trials are; absent where its storage has no disk. */
  readonly folder?: string;
  /** Where what its trials hand in is kept; absent where there is no disk. */
  readonly artifacts?: string;
}

export interface Job {
  readonly kind: "run";
  readonly number: number;
  /** Flat: the proposal of a define-by-run trial. */
  readonly params: Params;
  /** Nested, as the objective gets them; absent when it asks by name. */
  readonly values?: unknown;
  /** What is kept with the trial so far. */
  readonly attributes: TrialRecord["attributes"];
  readonly cloneOf?: number;
  /** Whether the study's sampler uses derivatives. */
  readonly usesHypergradients?: boolean;
}

/** What the pruner decided last about a trial, as far as the worker knows. */
export interface KnownVerdict {
  readonly stop: boolean;
  readonly why: string | undefined;
}

/** Messages from the study's process to a worker. Each worker runs one trial at a time. */
export type ToWorker =
  | Setup
  | Job
  | { readonly kind: "leave" }
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly verdict: KnownVerdict;
      readonly error?: Complaint;
    };

/** What an objective in a worker calls on its trial, and the study's process carries out. */
export type Call =
  | { readonly name: "report"; readonly value: Returned; readonly step: number }
  | { readonly name: "setAttribute"; readonly attribute: string; readonly value: unknown }
  | { readonly name: "artifact"; readonly artifact: Artifact }
  | { readonly name: "hypergradient"; readonly derivatives: Readonly<Record<string, number>> }
  | { readonly name: "constraint"; readonly constraint: string; readonly value: number };

/** How an evaluation ended, where its process was alive to send it. */
export type Ending =
  /** `why`: why the objective pruned its trial, where it said so. */
  | {
      readonly kind: "returned";
      readonly values: unknown;
      readonly stopped: boolean;
      readonly why?: string | undefined;
    }
  /** `fatal`: the process is in no state to go on. */
  | { readonly kind: "thrown"; readonly error: string; readonly stack?: string | undefined; readonly fatal?: true }
  /** The program was killed by a signal that was not its own doing. */
  | { readonly kind: "killed"; readonly signal: string }
  /** There is nothing to run: no trial is to blame. */
  | { readonly kind: "broken"; readonly complaint: Complaint };

/** Messages from a worker to the study's process. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "broken"; readonly complaint: Complaint }
  | { readonly kind: "call"; readonly number: number; readonly id: number; readonly call: Call }
  | { readonly kind: "checkpoint"; readonly number: number }
  | {
      readonly kind: "suggested";
      readonly number: number;
      /** What is new since the last one, and the items of all permutations so far. */
      readonly suggested: TrialHandle["suggested"];
    }
  | { readonly kind: "ended"; readonly number: number; readonly ending: Ending };
