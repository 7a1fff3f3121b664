import { TuneError } from "../error.ts";
import { goOn } from "../pruners/pruner.ts";
import { keyedRandom } from "../random.ts";
import type { Params } from "../space/dimension.ts";
import { asJson } from "./as-json.ts";
import { askedBefore } from "./asked-before.ts";
import { checkpointAttribute } from "./curves.ts";
import type { Desk } from "./desk.ts";
import { type HypergradientCallback, hypergradientAttribute, hypergradientOf } from "./hypergradient.ts";
import { createSuggestions, type Suggest, type Suggestions } from "./suggestions.ts";
import type { Json, TrialRecord } from "./trial-record.ts";

/** A trial as its objective sees it. */
export type LiveTrial = Suggest & {
  readonly number: number;
  /**
   * Says how the objective stands at a step (an epoch, a fold); with several objectives, one number for each. Reports at
   * a step that was reported before replace it.
   */
  report(value: number | readonly number[], step: number): Promise<void>;
  /** Whether the pruner would stop the trial here: leave the loop, and return the value so far. */
  readonly shouldStop: boolean;
  /** Why. */
  readonly stopReason: string | undefined;
  /** Keeps something that JSON holds beside the trial. */
  setAttribute(name: string, value: Json): Promise<void>;
  /** A limit that only the objective can know: it holds when value ≤ 0. */
  constraint(name: string, value: number): Promise<void>;
  /**
   * Tells how the value changes with the parameters, by name (`"optimizer.adam.beta2"`) and in their own units. The
   * callback runs only when the study's sampler uses it; names that are no parameters are ignored.
   */
  hypergradient(callback: HypergradientCallback): Promise<void>;
  /**
   * A folder that follows the trial through pause, promotion, cloning and a crash. Whoever writes one into it can go on
   * from there: look into it first.
   */
  readonly checkpoint: string;
  /** Aborted when the trial is out of time, or the study is told to stop at once; a worker is killed instead. */
  readonly signal: AbortSignal;
};

/** The study's side of a trial: what the objective sees, and what became of it. */
export interface TrialHandle {
  readonly record: TrialRecord;
  readonly trial: LiveTrial;
  /** Whether the study's sampler uses derivatives. */
  readonly usesHypergradients: boolean;
  /** Whether the objective was shown that it should stop. */
  readonly stopped: boolean;
  /** What the pruner said last. */
  readonly verdict: { readonly stop: boolean; readonly why?: string };
  /** Whether the trial was given to another process, which took this one for dead. */
  readonly lost: boolean;
  readonly abort: LateAbort;
  /** What a define-by-run objective asked for. */
  readonly suggested: { readonly params: Params; readonly dimensions: TrialRecord["dimensions"] };
  /** Takes over what a worker's objective asked for, and whether it saw that it should stop. */
  adopt(from: { suggested?: TrialHandle["suggested"]; stopped?: boolean }): void;
  /** Waits for what the objective wrote without waiting for it. */
  written(): Promise<unknown>;
}

/** Makes the folder of a trial's checkpoint; absent where there is no disk. */
export type FolderOf = (trial: Pick<TrialRecord, "number" | "cloneOf">) => string;

export const openTrial = (desk: Desk, record: TrialRecord, folderOf: FolderOf): TrialHandle => {
  const { study, storage } = desk;
  const owner = record.owner ?? desk.owner;
  const abort = lateAbort();
  // Made when the objective asks by name: with a declared space none does.
  let asking: Suggestions | undefined;
  const suggestions = (): Suggestions => {
    if (asking !== undefined) return asking;
    asking = createSuggestions(
      record.params,
      (name) => keyedRandom(study.seed, record.number, name),
      (params, mayGoOn) => askedBefore(desk, record, params, mayGoOn),
    );
    desk.drafts.set(record.number, asking.params);
    return asking;
  };
  let adopted: TrialHandle["suggested"] | undefined;
  let verdict: { stop: boolean; why?: string } = goOn;
  let stopped = false;
  let lost = false;
  let folder: string | undefined;
  let marking: Promise<unknown> = Promise.resolve();

  const writing = new Set<Promise<void>>();
  /** Remembers a write until it is done; who does not wait for it is still told when it fails. */
  const tracked = (job: () => Promise<void>): Promise<void> => {
    const done: Promise<void> = job().finally(() => writing.delete(done));
    writing.add(done);
    return done;
  };
  const write = (patch: Parameters<typeof storage.update>[2]) =>
    tracked(async () => {
      if ((await storage.update(study.id, record.number, patch, { owner })) === undefined) lose();
    });
  const lose = () => {
    lost = true;
    verdict = { stop: true, why: "the trial was given to another process" };
    abort.abort(new TuneError("trial-lost", `Trial ${record.number} was given to another process.`));
  };

  const report = async (values: readonly number[], step: number): Promise<void> => {
    checkReport(values, step, study.directions.length);
    await marking;
    if (!(await storage.report(study.id, record.number, step, values, owner))) return lose();
    desk.events.emit({ kind: "reported", number: record.number, step, values });
    if (desk.pruner === undefined) return;
    await desk.sync();
    const curve = desk.curves.of(record.number);
    const others = desk.curves.all().filter(({ number }) => number !== record.number);
    verdict = desk.pruner.judge({
      number: record.number,
      step,
      curve,
      others,
      values,
      directions: study.directions,
      seed: study.seed,
    });
    if (verdict.stop) desk.events.emit({ kind: "stopped", number: record.number, step, why: verdict.why ?? "" });
  };

  const trial: LiveTrial = {
    number: record.number,
    float: (...asked) => suggestions().float(...asked),
    int: (...asked) => suggestions().int(...asked),
    choice: (...asked) => suggestions().choice(...asked),
    bool: (...asked) => suggestions().bool(...asked),
    report: (value, step) => tracked(() => report(Array.isArray(value) ? [...value] : [value as number], step)),
    get shouldStop() {
      stopped ||= verdict.stop;
      return verdict.stop || abort.aborted;
    },
    get stopReason() {
      return verdict.why;
    },
    setAttribute: (name, value) => write({ attributes: { [name]: asJson(`The attribute "${name}"`, value) } }),
    constraint: (name, value) => {
      if (typeof value !== "number")
        throw new TuneError(
          "bad-constraint",
          `A constraint must be a number (≤ 0 where it holds), got ${String(value)} for "${name}".`,
        );
      return write({ constraints: { [name]: Number.isNaN(value) ? Infinity : value } });
    },
    hypergradient: (callback) =>
      tracked(async () => {
        if (!desk.sampler.usesHypergradients) return;
        await write({ attributes: { [hypergradientAttribute]: await hypergradientOf(callback) } });
      }),
    get checkpoint() {
      if (folder === undefined) {
        folder = folderOf(record);
        marking = write({ attributes: { [checkpointAttribute]: true } });
      }
      return folder;
    },
    get signal() {
      return abort.signal;
    },
  };

  return {
    record,
    trial,
    usesHypergradients: desk.sampler.usesHypergradients === true,
    get stopped() {
      return stopped;
    },
    get verdict() {
      return verdict;
    },
    get lost() {
      return lost;
    },
    written: () => (writing.size === 0 ? written : Promise.all(writing)),
    abort,
    get suggested() {
      return adopted ?? asking ?? nothingSuggested;
    },
    adopt: (from) => {
      if (from.suggested) adopted = from.suggested;
      stopped ||= from.stopped ?? false;
    },
  };
};

const written: Promise<unknown> = Promise.resolve();
const nothingSuggested: TrialHandle["suggested"] = { params: {}, dimensions: [] };

/** An abort controller that is made when somebody looks: most objectives never do, and one costs more than all else here. */
interface LateAbort {
  readonly signal: AbortSignal;
  readonly aborted: boolean;
  abort(reason?: unknown): void;
}

const lateAbort = (): LateAbort => {
  let made: AbortController | undefined;
  const controller = () => {
    made ??= new AbortController();
    return made;
  };
  return {
    get signal() {
      return controller().signal;
    },
    get aborted() {
      return made?.signal.aborted ?? false;
    },
    abort: (reason) => controller().abort(reason),
  };
};

const checkReport = (values: readonly unknown[], step: number, objectives: number): void => {
  if (values.length !== objectives || values.some((value) => typeof value !== "number"))
    throw new TuneError(
      "bad-report",
      `A report needs ${objectives === 1 ? "a number" : `${objectives} numbers, one an objective`}, got ${JSON.stringify(values)}.`,
    );
  if (!Number.isSafeInteger(step) || step < 0)
    throw new TuneError("bad-step", `The step of a report must be a whole number ≥ 0, got ${step}.`);
};
