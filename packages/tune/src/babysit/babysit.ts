import { anything, listOf, oneOf, record, whole } from "@kaviar/base/check";
import type { Finding } from "@kaviar/base/finding";
import { type Duration, durationOf, durationText } from "../duration.ts";
import { TuneError } from "../error.ts";
import { optionsOf } from "../options.ts";
import type { Pruner } from "../pruners/contract/pruner.ts";
import type { Curve } from "../trial/curve.ts";
import { createCurves } from "../trial/curves.ts";
import type { Direction, Report } from "../trial/record.ts";
import { diverging } from "./diverging.ts";
import type { BabysitEvent, Settings } from "./event.ts";
import { plateau } from "./plateau.ts";

/** How a run stands after a step, and what is wrong with it: what the doctor of a network says, or rules of one's own. */
export interface Standing {
  readonly value: number;
  readonly findings: readonly (Pick<Finding, "code" | "severity" | "evidence"> & {
    /** What helps, what does so most often first. */
    readonly remedies: readonly { readonly name: string }[];
  })[];
}

/** What becomes of a setting, by its name. */
type Nudges = Readonly<Record<string, (value: number) => number>>;

/** A run that can be watched. `Kept` is whatever `restore` needs: weights, or the path of a file. */
export interface WatchedRun<Kept> {
  /** As they are at the start. */
  readonly settings: Settings;
  /** Goes on for one step (an epoch), and says how the run stands: a number, or with what a watcher of its own has found. */
  step(settings: Settings, step: number): number | Standing | Promise<number | Standing>;
  /** What it takes to be back here, optimizer and all. */
  save(): Kept | Promise<Kept>;
  restore(kept: Kept): unknown;
}

export interface BabysitOptions {
  /** What to do about trouble: one setting is changed at a time, in this order, round and round. */
  readonly nudges: Nudges;
  /** What a remedy is in settings, by its name: a problem that a step has found is answered by its first one that is here. */
  readonly cures?: Readonly<Record<string, Nudges>>;
  /** How long the run is, rolled back steps not counted. */
  readonly steps: number;
  /** Pruners that say when it goes wrong; NaN and infinite values always count as wrong. */
  readonly rules?: readonly Pruner[];
  /** The reports of earlier runs, for rules that compare: `study.trials.map(({ reports }) => reports)`. */
  readonly peers?: readonly (readonly Report[])[];
  readonly direction?: Direction;
  /** A value that is good enough. */
  readonly target?: number;
  readonly timeout?: Duration;
  readonly signal?: AbortSignal;
  /** How many nudges in a row may lead to nothing better. */
  readonly tries?: number;
}

const read = optionsOf<BabysitOptions>()("babysit", {
  nudges: record<BabysitOptions["nudges"]>("a record of functions of a setting"),
  cures: record<NonNullable<BabysitOptions["cures"]>>("nudges by the name of a remedy").optional(),
  steps: whole(1),
  rules: listOf(record<Pruner>("a pruner, such as `plateau()`", "judge")).optional(),
  peers: anything<NonNullable<BabysitOptions["peers"]>>().optional(),
  direction: oneOf("minimize", "maximize").default("minimize"),
  target: anything<number>().optional(),
  timeout: anything<Duration>().optional(),
  signal: record<AbortSignal>("that of an AbortController", "addEventListener").optional(),
  tries: whole(1).default(6),
});

/**
 * Watches one long run, as one does who can afford one only. Each best state is saved; when a rule says that the run goes
 * wrong, it is put back to the best state, one setting is nudged, and it goes on. Every nudge is told with its evidence.
 *
 * ```ts
 * for await (const event of babysit(
 *   { settings: { rate: 0.5, clip: 10 }, step: ({ rate, clip }) => trainEpoch(rate, clip), save, restore },
 *   { steps: 100, nudges: { rate: (rate) => rate / 2, clip: (clip) => clip / 2 } },
 * )) if (event.kind === "nudged") console.log(`${event.setting} ${event.before} → ${event.after}: ${event.why}`);
 * ```
 * A step may tell what a watcher of its own has found, such as the doctor of `@kaviar/nn`: `{ value, findings }`. `cures` say
 * what a remedy is in settings: `{ "lower-rate": { rate: (rate) => rate / 10 } }`. As such trouble comes of the settings, the
 * run is put back to where they began: the best epoch of a rate that is too high may have dead units already.
 *
 * `restore` must bring back all of it: a momentum that survives carries the trouble along. An error thrown by `step` ends
 * the watch and is thrown on.
 */
export async function* babysit<Kept>(run: WatchedRun<Kept>, given: BabysitOptions): AsyncGenerator<BabysitEvent> {
  const options = read(given);
  const { nudges, cures = {}, steps, peers = [], direction = "minimize", target, signal, tries = 6 } = options;
  const rules = options.rules ?? [diverging(), plateau()];
  check(run, options);
  const deadline = options.timeout === undefined ? Infinity : performance.now() + durationOf(options.timeout);
  const others = curvesOf(peers, direction);
  const lossOf = (value: number) => (direction === "maximize" ? -value : value);
  const values = new Map<number, number>();
  let { settings } = run;
  let at = 0;
  let nudged = 0;
  let vain = 0;
  let good: Place<Kept> = { steps: 0, kept: await run.save(), best: undefined };
  /** Where the settings of now began. */
  let turned = good;

  const over = (): string | undefined => {
    if (signal?.aborted) return "the signal was aborted";
    if (performance.now() >= deadline) return `the time of ${durationText(options.timeout!)} is over`;
    if (at >= steps) return `it took its ${steps} steps`;
    return undefined;
  };
  const trouble = ({ value, findings }: Standing): Trouble | undefined => {
    for (const { code, severity, evidence, remedies } of findings) {
      const cure = remedies.map(({ name }) => (Object.hasOwn(cures, name) ? cures[name] : undefined)).find(Boolean);
      if (severity === "problem" && cure && nudge(settings, cure, vain))
        return { rule: code, why: evidence, nudges: cure, isNamed: true };
    }
    if (!Number.isFinite(value)) return { rule: "finite", why: `it reported ${value} at step ${at}`, nudges };
    const curve: Curve = {
      number: others.length,
      state: "running",
      values,
      value: undefined,
      attempt: 1,
      resumable: true,
    };
    const watch = { number: others.length, step: at, curve, others, values: [value], directions: [direction], seed: 0 };
    for (const rule of rules) {
      const verdict = rule.judge(watch);
      if (verdict.stop) return { rule: rule.name, why: verdict.why, nudges };
    }
    return undefined;
  };
  const ended = (why: string): BabysitEvent => ({ kind: "ended", why, settings, nudges: nudged, best: good.best });

  for (let why = over(); ; why = over()) {
    if (why !== undefined) return yield ended(why);
    const standing = standingOf(await run.step(settings, at), at);
    const { value } = standing;
    values.set(at, Number.isNaN(value) ? Infinity : lossOf(value));
    yield { kind: "report", step: at, value, settings };
    const wrong = trouble(standing);
    if (wrong === undefined) {
      if (good.best === undefined || lossOf(value) < lossOf(good.best.value)) {
        good = { steps: at + 1, kept: await run.save(), best: { step: at, value } };
        vain = 0;
        yield { kind: "saved", step: at, value };
      }
      if (target !== undefined && lossOf(value) <= lossOf(target))
        return yield ended(`it reached the target ${target}`);
      at++;
      continue;
    }
    if (wrong.isNamed) good = turned;
    await run.restore(good.kept);
    const change = vain >= tries ? undefined : nudge(settings, wrong.nudges, vain);
    if (change === undefined)
      return yield ended(
        vain >= tries
          ? `${tries} nudges led to nothing better: ${wrong.why}`
          : `no nudge changes a setting: ${wrong.why}`,
      );
    settings = { ...settings, [change.setting]: change.after };
    turned = good;
    vain++;
    nudged++;
    yield { kind: "nudged", step: at, backTo: good.steps, rule: wrong.rule, why: wrong.why, ...change };
    at = good.steps;
    for (const step of values.keys()) if (step >= at) values.delete(step);
  }
}

/** Where a run can be put back to. */
interface Place<Kept> {
  readonly steps: number;
  readonly kept: Kept;
  readonly best: { readonly step: number; readonly value: number } | undefined;
}

interface Trouble {
  readonly rule: string;
  readonly why: string;
  /** What to do about it. */
  readonly nudges: Nudges;
  /** It comes of the settings: what was trained with them is in doubt, however good it looked. */
  readonly isNamed?: boolean;
}

const standingOf = (said: unknown, step: number): Standing => {
  if (typeof said === "number") return { value: said, findings: [] };
  const { value, findings } = (said ?? {}) as Partial<Standing>;
  if (typeof value === "number" && Array.isArray(findings)) return { value, findings };
  throw new TuneError(
    "bad-report",
    `A step returns a number, or { value, findings }: got ${JSON.stringify(said)} at step ${step}.`,
  );
};

/** The next setting in turn that its nudge changes. */
const nudge = (settings: Settings, nudges: Nudges, turn: number) => {
  const names = Object.keys(nudges);
  for (let i = 0; i < names.length; i++) {
    const setting = names[(turn + i) % names.length]!;
    const before = settings[setting]!;
    const after = nudges[setting]!(before);
    if (!Number.isFinite(after))
      throw new TuneError("bad-nudge", `A nudge gives a finite number: got ${after} for \`${setting}\` = ${before}.`);
    if (after !== before) return { setting, before, after };
  }
  return undefined;
};

/** Earlier runs as rules see them: complete, worth what they came to. */
const curvesOf = (peers: readonly (readonly Report[])[], direction: Direction): readonly Curve[] => {
  const curves = createCurves([direction]);
  const record = {
    state: "complete",
    params: {},
    dimensions: [],
    attributes: {},
    constraints: {},
    attempt: 1,
  } as const;
  for (const [number, reports] of peers.entries()) {
    const last = reports.at(-1);
    if (last === undefined) continue;
    const trials = [{ ...record, number, values: last.values }];
    curves.apply({ revision: 0, trials, reports: reports.map(({ step, values }) => ({ number, step, values })) });
  }
  return curves.all();
};

const check = ({ settings }: Pick<WatchedRun<never>, "settings">, { nudges, cures = {} }: BabysitOptions): void => {
  const all = [nudges, ...Object.values(cures)];
  const unknown = all.flatMap((each) => Object.keys(each)).find((name) => !Number.isFinite(settings[name]));
  if (unknown !== undefined)
    throw new TuneError(
      "unknown-setting",
      `A nudge changes a setting of the run, a finite number: got \`${unknown}\` = ${settings[unknown]}; it has ${Object.keys(settings).join(", ")}.`,
    );
  if (all.every((each) => Object.keys(each).length === 0))
    throw new TuneError("no-nudges", "babysit needs at least one nudge: got none.");
};
