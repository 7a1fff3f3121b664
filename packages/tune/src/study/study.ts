import type { Duration, Size } from "../duration.ts";
import type { LiveTrial } from "../evaluation/live-trial.ts";
import type { Importance, ImportanceOptions } from "../importance/importance.ts";
import type { Pruner } from "../pruners/contract/pruner.ts";
import type { Sampler } from "../samplers/contract/sampler.ts";
import type { Space, ValuesOf } from "../space/parameter.ts";
import type { Storage } from "../storage/storage.ts";
import type { History } from "../trial/history.ts";
import type { Direction } from "../trial/record.ts";
import type { StudyEvent } from "./events.ts";
import type { Replay } from "./replay.ts";
import type { Trial } from "./snapshot.ts";
import type { Stopping } from "./stopping.ts";
import type { Told } from "./told.ts";

export interface StudyOptions<D extends readonly Direction[] = readonly Direction[]> {
  /** Given, the study is kept under it, and gone on with when it exists. */
  readonly name?: string;
  /** `"memory"`, `"sqlite:FILE"`, `"postgres://…"`, or a storage. Left out: `sqlite:kaviar.db` for a named study, else memory. */
  readonly storage?: string | Storage;
  readonly sampler?: Sampler;
  readonly pruner?: Pruner;
  /** Of one objective; `"minimize"` when left out. */
  readonly direction?: Direction;
  /** Of several. */
  readonly directions?: D;
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
  readonly warmStart?: readonly (string | Study)[];
}

/** What an objective comes to: a number, or with several directions one number for each. */
export type Returned = number | readonly number[];

/** The same by the directions of a study, as far as they are known to the compiler. */
export type ReturnedFor<D extends readonly Direction[]> = D extends readonly [Direction]
  ? number | readonly [number]
  : D extends readonly [Direction, Direction, ...Direction[]]
    ? { readonly [K in keyof D]: number }
    : Returned;

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
 * of numbers or `{"value": 0.3}`. Lines `{"report": 0.5, "step": 3}`, `{"attributes": {…}}` and `{"constraints": {…}}` are
 * what `trial.report` and the others are. It gets SIGTERM when the pruner stops the trial; an exit code other than 0 fails
 * it, with the end of stderr as the reason.
 */
export type Remote = URL | string | { readonly command: readonly string[] };

export type OptimizeOptions = Stopping & {
  /** How many closures run at once in this process: for objectives that wait. */
  readonly concurrency?: number;
  /** How many processes run the module or command; 1 when left out. Each gets its share of the cores as threads. */
  readonly workers?: number;
  /** A trial that takes longer is failed. In a worker its process is killed; a closure can only be told, by its signal. */
  readonly trialTimeout?: Duration;
  /** How often a trial that fails is run again before it counts as failed: for what fails by chance. Never when left out. */
  readonly retry?: number;
  /** A worker that takes more memory is ended, and its trial failed. */
  readonly trialMemory?: Size;
};

export interface AskOptions {
  /** The trial outlives this process: another one tells it. */
  readonly detached?: boolean;
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

/** V is what its objectives come to. */
export interface Study<V = Returned> {
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly seed: number;
  /**
   * Runs the objective until a rule says stop. A space gives typed params; `null` leaves them to `trial.float(…)` and
   * its like.
   */
  optimize<S extends Space>(
    space: S,
    objective: Objective<ValuesOf<S>, V> | Remote,
    options?: OptimizeOptions,
  ): Promise<Result<ValuesOf<S>>>;
  optimize(
    space: null,
    objective: ((trial: LiveTrial) => V | Promise<V>) | Remote,
    options?: OptimizeOptions,
  ): Promise<Result>;
  /**
   * A trial to run somewhere else. It is handed back when this process ends; `detached`, it stays whoever's it is until
   * it is told, however long that takes.
   */
  ask<S extends Space>(space: S, options?: AskOptions): Promise<AskedTrial<ValuesOf<S>>>;
  ask(space?: undefined, options?: AskOptions): Promise<AskedTrial>;
  tell(trial: number | { readonly number: number }, told: Told): Promise<Trial>;
  /** A point to try next; parameters that are left out are up to the sampler. */
  enqueue(params: Readonly<Record<string, unknown>>): Promise<number>;
  /** Puts failed trials back to be run again, those of these numbers or all; returns how many there are. */
  retry(numbers?: readonly number[]): Promise<number>;
  /**
   * The best complete trial that keeps its constraints; with `deterministic: false` the one that is likely best, by a model of
   * all trials, whose own value need not be the lowest. An error while there is none.
   */
  readonly best: Trial;
  /** All trials by number, as of the last refresh. */
  readonly trials: readonly Trial[];
  /** What samplers, pruners and plots read: flat records and their reports. A live view. */
  readonly history: History;
  /** Reads what other processes have done. */
  refresh(): Promise<void>;
  /** The complete trials that no other one beats in every objective. */
  pareto(): Promise<readonly Trial[]>;
  /** Which parameters mattered, most first; until there are enough trials, the order in which they usually matter. */
  importance(options?: ImportanceOptions): Promise<readonly Importance[]>;
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
export interface Result<P = Readonly<Record<string, unknown>>> {
  /** Why it stopped asking. */
  readonly stopped: string;
  /** The best trial, as `study.best` has it; undefined while no trial is complete, and with several objectives. */
  readonly best: Trial<P> | undefined;
  /** The trials of the study that were asked from this space, whose params have its types; without a space, all. */
  readonly trials: readonly Trial<P>[];
  /** Those among them that are complete and that no other one beats in every objective. */
  readonly front: readonly Trial<P>[];
}
