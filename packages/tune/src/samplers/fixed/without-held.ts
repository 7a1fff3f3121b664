import type { Condition, Dimension, Params } from "../../space/dimension.ts";
import { type FlatSpace, meets } from "../../space/flat-space.ts";
import type { History } from "../../trial/history.ts";
import type { TrialRecord } from "../../trial/record.ts";

/** Whether a point has the held values, as far as it has these parameters. */
export const agrees = (params: Params, held: Params): boolean =>
  Object.entries(held).every(([name, value]) => !Object.hasOwn(params, name) || isSame(params[name], value));

/** But for the dust of a sum: who holds 0.1 + 0.2 means 0.3. */
const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= 1e-12 * Math.abs(b));

/** A space without the parameters that are held: what depends on one of them is there always, or never. */
export const spaceWithout = (space: FlatSpace, held: Params): FlatSpace => {
  /** When a parameter that is gone would be active: always, never, or by what it depends on in turn. */
  const activity = new Map<string, Condition | "always" | "never">();
  const kept: Dimension[] = [];
  for (const dimension of space) {
    const { name, when, ...rest } = dimension;
    const above = when === undefined ? undefined : activity.get(when.name);
    const now = above === undefined ? (when ?? "always") : meets(when!, held) ? above : "never";
    if (Object.hasOwn(held, name)) activity.set(name, now);
    else if (now !== "never")
      kept.push(now === when ? dimension : { name, ...rest, ...(now !== "always" && { when: now }) });
    else activity.set(name, "never");
  }
  return kept;
};

/** A history of the trials that have the held values, without these: as if the others were no parameters of the study. */
export const historyWithout = (history: History, held: Params): History => {
  const strip = stripping(held);
  const { directions, objectives } = history;
  let [read, rewrites] = [0, history.rewrites];
  let finished: TrialRecord[] = [];
  let shown: Pick<History, "version" | "trials" | "running"> = { version: -1, trials: [], running: new Map() };
  const stripped = (trial: TrialRecord | undefined) =>
    trial !== undefined && agrees(trial.params, held) ? strip(trial) : undefined;
  const now = () => {
    const { version } = history;
    if (shown.version === version) return shown;
    const trials = history.trials.map(stripped);
    const running = [...history.running.keys()].flatMap((number) => {
      const trial = trials[number];
      return trial === undefined ? [] : [[number, trial] as const];
    });
    shown = { version, trials, running: new Map(running) };
    return shown;
  };
  return {
    directions,
    objectives,
    get trials() {
      return now().trials;
    },
    get finished() {
      if (rewrites !== history.rewrites) [read, rewrites, finished] = [0, history.rewrites, []];
      for (; read < history.finished.length; read++) {
        const trial = history.finished[read]!;
        if (agrees(trial.params, held)) finished.push(strip(trial));
      }
      return finished;
    },
    get running() {
      return now().running;
    },
    reports: (number) => history.reports(number),
    get rewrites() {
      return history.rewrites;
    },
    get revision() {
      return history.revision;
    },
    get version() {
      return history.version;
    },
  };
};

/** A trial without the held parameters: the same object for the same trial. */
const stripping = (held: Params) => {
  const known = new WeakMap<TrialRecord, TrialRecord>();
  return (trial: TrialRecord): TrialRecord => {
    const before = known.get(trial);
    if (before !== undefined) return before;
    const params = Object.fromEntries(Object.entries(trial.params).filter(([name]) => !Object.hasOwn(held, name)));
    const dimensions = spaceWithout(trial.dimensions, held);
    const stripped = { ...trial, params, dimensions };
    known.set(trial, stripped);
    return stripped;
  };
};
