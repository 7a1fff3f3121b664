import type { Duration, Size } from "../duration.ts";
import type { LiveTrial } from "../evaluation/live-trial.ts";
import type { Importance, ImportanceOptions } from "../importance/importance.ts";
import type { Pruner } from "../pruners/contract/pruner.ts";
import type { Sampler } from "../samplers/contract/sampler.ts";
import type { Space, ValuesOf } from "../space/parameter.ts";
import type { Storage } from "../storage/storage.ts";
import type { History } from "../trial/history.ts";
import type { Returned } from "../trial/objectives.ts";
import type { Direction, Json } from "../trial/record.ts";
import type { AddOptions } from "./add-trial.ts";
import type { Directions } from "./directions.ts";
import type { StudyEvent } from "./events.ts";
import type { StudyLog } from "./progress.ts";
import type { Replay } from "./replay.ts";
import type { Trial } from "./snapshot.ts";
import type { Stopping } from "./stopping.ts";
import type { Told } from "./told.ts";

export interface StudyOptions<D extends Directions = Directions, S extends Space = Space> {
  /** Given, the study is kept under it, and gone on with when it exists. */
  readonly name?: string;
  /** `"memory"`, `"sqlite:FILE"`, `"postgres://…"`, or a storage. Left out: `sqlite:kaviar.db` for a named study, else memory. */
  readonly storage?: string | Storage;
  /**
   * Where artifacts and checkpoints are that processes on several machines share: a folder that all of them see, or a part of
   * a bucket of an S3-compatible store, `"s3://bucket/prefix"`. It is kept with the study. Left out: its folder beside the storage.
   */
  readonly artifacts?: string;
  readonly sampler?: Sampler;
  readonly pruner?: Pruner;
  /** Of one objective; `"minimize"` when left out. */
  readonly direction?: Direction;
  /**
   * Of several: in their order, or by names that the objectives are known by from then on,
   * `{ loss: "minimize", size: "minimize" }`. What is returned then has these names.
   */
  readonly directions?: D;
  /**
   * Declares the space for as long as this study is open: `trials`, `best` and `pareto()` are those that were asked from it, with
   * params of its types, and it is asked from no other one.
   */
  readonly space?: S;
  /** A whole number ≥ 0. Left out: by chance, and kept with the study. */
  readonly seed?: number;
  /**
   * Whether the same point always gives the same value (the default): then no point of a finite space is asked twice, and the
   * lowest value is the best. Otherwise the lowest may be luck, and the best is what a model of all trials takes for it.
   */
  readonly deterministic?: boolean;
  /**
   * Studies to learn from, by name in the same storage or as they are: three of their best points are tried first, and
   * samplers with a model go on from them as far as this study agrees with them.
   */
  readonly warmStart?: readonly (string | StudyView)[];
}

/** What an objective comes to by the directions of its study, as far as they are known to the compiler. */
export type ReturnedFor<D extends Directions> = D extends readonly [Direction]
  ? number | readonly [number]
  : D extends readonly [Direction, Direction, ...Direction[]]
    ? { readonly [K in keyof D]: number }
    : D extends readonly Direction[]
      ? Returned
      : { readonly [K in keyof D]: number };

/** The params of a study by the space that it was made with; without one nothing is known of them. */
export type ParamsOf<S extends Space> = string extends keyof S ? Trial["params"] : ValuesOf<S>;

/** Given the values of the parameters, returns the objective's value, or several; or a promise of it. */
export type Objective<P, V = Returned> = (params: P, trial: LiveTrial) => V | Promise<V>;

/**
 * What runs in worker processes: a module whose default export is the objective, JavaScript or TypeScript; or a command in
 * any language, as a line for the shell or as a program with its arguments.
 *
 * ```ts
 * new URL("./objective.ts", import.meta.url)
 * { command: ["python3", "train.py"] }
 * ```
 * A command finds the params as JSON in the environment variable `KAVIAR_PARAMS`, the trial's number in `KAVIAR_TRIAL`, and
 * in `KAVIAR_CHECKPOINT` a folder that follows the trial. Its value is the last line it prints that is a number, an array
 * of numbers or `{"value": 0.3}`. Lines `{"report": 0.5, "step": 3}`, `{"attributes": {…}}`, `{"constraints": {…}}` and
 * `{"artifacts": {"curve.png": "out/curve.png"}}` are what `trial.report` and the others are; `{"prune": "why"}`, or `{"prune": true}`, is `trial.prune`. It gets SIGTERM when
 * its trial is stopped so, or by the pruner; an exit code other than 0 fails it, with the end of stderr as the reason.
 */
export type Remote = URL | string | { readonly command: readonly string[] };

export type OptimizeOptions<P = Trial["params"], V = Returned> = Stopping & {
  /** How many closures run at once in this process: for objectives that wait. */
  readonly concurrency?: number;
  /** How many processes run the module or command; 1 when left out. Each gets its share of the cores as threads. */
  readonly workers?: number;
  /** A trial that takes longer is failed. In a worker its process is killed; a closure can only be told, by its signal. */
  readonly trialTimeout?: Duration;
  /** How often a trial that fails is run again before it counts as failed: for what fails by chance. Never when left out. */
  readonly retry?: number;
  /**
   * Which failures end the study instead of costing one trial, by what the trial keeps as its error (`"TypeError: …"`) and,
   * where it was thrown in this process, by what was thrown. They are not tried again. None when left out.
   */
  readonly fatal?: (error: string, thrown: unknown) => boolean;
  /** A worker that takes more memory is ended, and its trial failed. */
  readonly trialMemory?: Size;
  /**
   * Hear of each trial as it ends: functions that show how far the study is, or write it down, such as `tensorBoard("runs")`.
   */
  readonly log?: readonly StudyLog<P, V>[];
};

export interface AskOptions {
  /** The trial outlives this process: another one tells it. */
  readonly detached?: boolean;
}

export interface EnqueueOptions {
  /** Kept with the trial, from the queue on. */
  readonly attributes?: Readonly<Record<string, Json>>;
  /**
   * Enqueues nothing where a trial has this point already, in whatever state, or was enqueued with the same part of one. Two
   * processes that enqueue it in the same moment do not see each other.
   */
  readonly skipIfExists?: boolean;
}

/** The budget that the study had, for samplers that plan with one. */
export interface ReplayOptions {
  /** How many trials it was to have; those it has when left out. */
  readonly trials?: number;
  /** How many ran at once; 1 when left out. */
  readonly concurrency?: number;
}

/** A trial that is asked for by hand, to be told by hand. */
export type AskedTrial<P = Readonly<Record<string, unknown>>> = LiveTrial & { readonly params: P };

/** A study to look at, as of its last refresh: nothing in it is changed. V is what its objectives come to, P the type of its params. */
export interface StudyView<V = Returned, P = Trial["params"]> {
  readonly name: string;
  readonly directions: readonly Direction[];
  /** The names of its objectives in the order of the directions; undefined where they have none. */
  readonly objectives: readonly string[] | undefined;
  readonly seed: number;
  /**
   * The best complete trial that keeps its constraints; with `deterministic: false` the one that is likely best, by a model of
   * all trials, whose own value need not be the lowest. An error while there is none.
   */
  readonly best: Trial<P, V>;
  /** All trials by number, or those that were asked from the space that the study was made with, as of the last refresh. */
  readonly trials: readonly Trial<P, V>[];
  /** What is kept with the study, as of the last refresh. */
  readonly attributes: Readonly<Record<string, Json>>;
  /** What samplers, pruners and plots read: flat records and their reports. A live view. */
  readonly history: History;
  /** Reads what other processes have done. */
  refresh(): Promise<void>;
  /** The complete trials that no other one beats in every objective. */
  pareto(): Promise<readonly Trial<P, V>[]>;
  /** Which parameters mattered, most first; until there are enough trials, the order in which they usually matter. */
  importance(options?: ImportanceOptions): Promise<readonly Importance[]>;
  /** What a trial has handed in under a name. */
  artifact(trial: number, name: string): Promise<Uint8Array>;
  /** Closes the storage it opened. */
  close(): Promise<void>;
}

export interface Study<V = Returned, P = Trial["params"]> extends StudyView<V, P> {
  /**
   * Runs the objective until a rule says stop. A space gives typed params; `null` leaves them to `trial.float(…)` and
   * its like.
   */
  optimize<S extends Space>(
    space: S,
    objective: Objective<ValuesOf<S>, V> | Remote,
    options?: OptimizeOptions<ValuesOf<S>, V>,
  ): Promise<Result<ValuesOf<S>, V>>;
  optimize(
    space: null,
    objective: ((trial: LiveTrial) => V | Promise<V>) | Remote,
    options?: OptimizeOptions<P, V>,
  ): Promise<Result<P, V>>;
  /**
   * A trial to run somewhere else. It is handed back when this process ends; `detached`, it stays whoever's it is until
   * it is told, however long that takes.
   */
  ask<S extends Space>(space: S, options?: AskOptions): Promise<AskedTrial<ValuesOf<S>>>;
  /** Left out: from the space that was declared last; `null` leaves the parameters to `trial.float(…)` and its like. */
  ask(space?: null | undefined, options?: AskOptions): Promise<AskedTrial<P>>;
  tell(trial: number | { readonly number: number }, told: Told<V>): Promise<Trial<P, V>>;
  /**
   * A running trial that another process has asked for, such as `kaviar ask`: to report what it is at, to hear whether it
   * should stop, and to keep attributes and constraints with it.
   */
  running(number: number): Promise<AskedTrial<P>>;
  /**
   * A point to try next; parameters that are left out are up to the sampler. Returns the number of its trial, or of the one that
   * has it already. The params of a trial, enqueued, run it once more.
   */
  enqueue(params: Readonly<Record<string, unknown>>, options?: EnqueueOptions): Promise<number>;
  /**
   * A trial that ran elsewhere, with what it came to: samplers learn from it as from the study's own. Its point is checked
   * against the space.
   */
  addTrial(params: Readonly<Record<string, unknown>>, told: Told<V>, options?: AddOptions): Promise<Trial<P, V>>;
  /** Puts failed trials back to be run again, those of these numbers or all; returns how many there are. */
  retry(numbers?: readonly number[]): Promise<number>;
  /**
   * Asks every process that runs the study now to begin no more trials: those that run end as ever, and `optimize` returns within
   * some seconds. Who runs it later is not meant.
   */
  stop(): Promise<void>;
  /** Keeps something that JSON holds with the study: what it is about, which data, who runs it. */
  setAttribute(name: string, value: Json): Promise<void>;
  /**
   * Asks the sampler for every recorded trial again, in the recorded order: a study with several workers is the same study
   * when its order is. Samplers that plan with a budget need to be given the one that the study had.
   */
  replay(budget?: ReplayOptions): Promise<Replay>;
  /** What happens, as it happens, from the moment of listening. */
  readonly events: AsyncIterable<StudyEvent>;
  /** Hands back what is running, and closes the storage it opened. */
  close(): Promise<void>;
}

/** How a call of `optimize` ended. */
export interface Result<P = Readonly<Record<string, unknown>>, V = Returned> {
  /** Why it stopped asking. */
  readonly stopped: string;
  /** The trials of the study that were asked from this space, whose params have its types; without a space, all. */
  readonly trials: readonly Trial<P, V>[];
  /** The best of them, as `study.best` has it; undefined while none is complete, and with several objectives. */
  readonly best: Trial<P, V> | undefined;
  /** Those among them that are complete and that no other one beats in every objective. */
  readonly front: readonly Trial<P, V>[];
}
