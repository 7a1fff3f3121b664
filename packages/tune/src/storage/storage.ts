import type { Dimension, Params } from "../space/dimension.ts";
import type { Space } from "../space/parameter.ts";
import type { Changes } from "../trial/changes.ts";
import type { TrialOrigin } from "../trial/origin.ts";
import type { Direction, Json, Report, TrialRecord, TrialState } from "../trial/record.ts";

/** What is kept of a study beside its trials. */
export interface StudyRecord {
  readonly id: number;
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly seed: number;
  readonly createdAt: number;
  readonly attributes: Readonly<Record<string, Json>>;
}

export type StudyDraft = Omit<StudyRecord, "id">;

/** A trial to be: its params are asked of a sampler, unless they are given. */
export interface TrialDraft {
  readonly params?: Params;
  readonly dimensions?: readonly Dimension[];
  readonly attributes?: Readonly<Record<string, Json>>;
}

/** A change of a trial. Attributes and constraints are merged by name; all else replaces. */
export interface TrialPatch {
  readonly state?: TrialState;
  readonly params?: Params;
  readonly dimensions?: readonly Dimension[];
  /** Kept only together with dimensions. */
  readonly space?: Space;
  readonly values?: readonly number[];
  readonly attributes?: Readonly<Record<string, Json>>;
  readonly constraints?: Readonly<Record<string, number>>;
  readonly origin?: TrialOrigin;
  readonly sampler?: string;
  readonly why?: string;
  readonly notes?: Json;
  readonly cloneOf?: number;
  readonly error?: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly seen?: number;
  /** Whom it is handed to: of a running trial, who runs it from then on. */
  readonly owner?: string;
}

/** A trial that ran elsewhere, or is still to run: all of its record but its number, and its reports. Nobody runs it. */
export interface AddedTrial {
  readonly trial: Omit<TrialRecord, "number" | "owner" | "state"> & { readonly state: Exclude<TrialState, "running"> };
  readonly reports: readonly Report[];
}

/**
 * What a new trial is to become in the step that claims it: a point that was proposed before, for the trial of a number
 * that nobody has yet, and, as in `update`, a text that no other trial may hold.
 */
export interface PointAhead {
  readonly number: number;
  readonly patch: Required<Pick<TrialPatch, "params" | "dimensions">> &
    Pick<TrialPatch, "space" | "attributes" | "origin" | "sampler" | "why" | "notes" | "cloneOf" | "seen" | "owner">;
  readonly unique?: string;
}

/** Who may run trials: a process on a machine, by an id of its own. */
export interface Owner {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Which start of the machine, and when the process started, where the system tells: pids are used again. */
  readonly boot?: string;
  readonly started?: string;
}

/** An owner and how often it has beaten: whether it lives is judged by whether the count moves, never by a clock. */
export type Heartbeat = Owner & {
  readonly beats: number;
  /** Milliseconds since the last of them, by the storage's clock: for people to read. */
  readonly silent: number;
};

/**
 * Where studies live. Every method is one transaction: it happens whole or not at all, also when the process dies in the
 * middle, and any number of processes may call at once.
 *
 * A study has a revision that grows by at least 1 with each change of a trial; `changes(study, since)` gives exactly what
 * changed after one. Records are never changed after they were handed out. Numbers pass unharmed: NaN, ±Infinity, −0 and
 * the extremes of float64.
 *
 * It is *not* the place for rules: which trial is pruned, promoted or repeated is decided above.
 */
export interface Storage {
  /** How a user names it: "memory", "sqlite:kaviar.db", "postgres://…" without the password. */
  readonly url: string;
  /** Where artifacts of its studies go, each study's in its `studyFolder`; undefined where there is no disk. */
  readonly folder: string | undefined;

  studies(): Promise<readonly StudyRecord[]>;
  /** The study of that name: the one that exists, else the drafted one. `created` says which. */
  openStudy(draft: StudyDraft): Promise<{ study: StudyRecord; created: boolean }>;
  /** One attribute of a study, without all the others; undefined where it has none of that name. */
  studyAttribute(study: number, name: string): Promise<Json | undefined>;
  /** Merges by name; what is undefined is taken away. */
  setStudyAttributes(study: number, attributes: Readonly<Record<string, Json | undefined>>): Promise<void>;
  /** With everything in it, with its folder, and before that with what it has where machines share (`removeShared`). */
  deleteStudy(study: number): Promise<void>;

  changes(study: number, since: number): Promise<Changes>;

  /** A trial that waits for the next `claim`. */
  enqueue(study: number, draft: TrialDraft): Promise<TrialRecord>;
  /**
   * Trials from elsewhere, all of them or none, with the next numbers in their order. Revisions that they carry are kept,
   * and what changes from then on is of a later one than any of them; a finished trial that carries none is told with this.
   */
  add(study: number, trials: readonly AddedTrial[]): Promise<readonly TrialRecord[]>;
  /**
   * A trial to run, now owned and running, its attempt counted: the waiting one with the lowest number, else a new one
   * without params; undefined when the study already has `limit` trials and none waits. No two claims give the same.
   * `ahead` is what the new one becomes at once, where it has that number and its text is free; else it has no params.
   */
  claim(
    study: number,
    claim: { owner: string; startedAt: number; limit?: number; ahead?: PointAhead },
  ): Promise<TrialRecord | undefined>;
  /**
   * Changes a trial. With `owner`: only if it still runs for that owner, else nothing changes and the result is
   * undefined (it was taken for dead, and the trial given to another). With `from`: only if it is in that state. With
   * `unique`: only if no other trial of the study holds that text, else the result is "taken".
   */
  update(
    study: number,
    number: number,
    patch: TrialPatch,
    condition?: { owner?: string; from?: TrialState; unique?: string },
  ): Promise<TrialRecord | undefined | "taken">;
  /** Keeps a report; a second one at the same step replaces the first. False when the trial is not the owner's any more. */
  report(study: number, number: number, step: number, values: readonly number[], owner?: string): Promise<boolean>;

  /** Says that the owner lives, and hears how many do. The first beat makes it known. */
  beat(owner: Owner): Promise<number>;
  /**
   * Beats from then on, also while this thread is busy; returns what stops it. Absent where nobody else could watch.
   */
  keepBeating?(owner: Owner): () => Promise<void>;
  /** Owners that have beaten and not left. */
  heartbeats(): Promise<readonly Heartbeat[]>;
  /**
   * Those of them that this owner is to watch: those of its own machine, and all, if nobody else watches over all. Absent
   * where everybody watches all.
   */
  watched?(owner: Owner): Promise<readonly Heartbeat[]>;
  /**
   * Removes an owner. Its running trials wait again; those that were handed out `attempts` times fail instead, with the
   * error. Returns how many trials it had.
   */
  release(owner: string, options: { attempts: number; error: string }): Promise<number>;

  close(): Promise<void>;
}
