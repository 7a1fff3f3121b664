import { anything, listOf, oneOf, record, whole } from "@kaviar/base/check";
import { type Duration, durationOf } from "../duration.ts";
import { TuneError } from "../error.ts";
import { optionsOf } from "../options.ts";
import type { Pruner } from "../pruners/contract/pruner.ts";
import type { Curve } from "../trial/curve.ts";
import { createCurves } from "../trial/curves.ts";
import type { Direction, Report } from "../trial/record.ts";
import { diverging } from "./diverging.ts";
import type { BabysitEvent, Settings } from "./event.ts";
import { plateau } from "./plateau.ts";

/** A run that can be watched. `Kept` is whatever `restore` needs: weights, or the path of a file. */
export interface WatchedRun<Kept> {
  /** As they are at the start. */
  readonly settings: Settings;
  /** Goes on for one step (an epoch), and says how the run stands. */
  step(settings: Settings, step: number): number | Promise<number>;
  /** What it takes to be back here, optimizer and all. */
  save(): Kept | Promise<Kept>;
  restore(kept: Kept): unknown;
}

export interface BabysitOptions {
  /** What to do about trouble: one setting is changed at a time, in this order, round and round. */
  readonly nudges: Readonly<Record<string, (value: number) => number>>;
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
 * `restore` must bring back all of it: a momentum that survives carries the trouble along. An error thrown by `step` ends
 * the watch and is thrown on.
 */
export async function* babysit<Kept>(run: WatchedRun<Kept>, given: BabysitOptions): AsyncGenerator<BabysitEvent> {
  const options = read(given);
  const { nudges, steps, peers = [], direction = "minimize", target, signal, tries = 6 } = options;
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
  let best: { step: number; value: number } | undefined;
  let good = { steps: 0, kept: await run.save() };

  const over = (): string | undefined => {
    if (signal?.aborted) return "the signal was aborted";
    if (performance.now() >= deadline) return `the time of ${options.timeout} is over`;
    if (at >= steps) return `it took its ${steps} steps`;
    return undefined;
  };
  const trouble = (value: number): { rule: string; why: string } | undefined => {
    if (!Number.isFinite(value)) return { rule: "finite", why: `it reported ${value} at step ${at}` };
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
      if (verdict.stop) return { rule: rule.name, why: verdict.why };
    }
    return undefined;
  };
  const ended = (why: string): BabysitEvent => ({ kind: "ended", why, settings, nudges: nudged, best });

  for (let why = over(); ; why = over()) {
    if (why !== undefined) return yield ended(why);
    const value = await run.step(settings, at);
    if (typeof value !== "number")
      throw new TuneError("bad-report", `A step returns a number: got ${JSON.stringify(value)} at step ${at}.`);
    values.set(at, Number.isNaN(value) ? Infinity : lossOf(value));
    yield { kind: "report", step: at, value, settings };
    const wrong = trouble(value);
    if (wrong === undefined) {
      if (best === undefined || lossOf(value) < lossOf(best.value)) {
        best = { step: at, value };
        good = { steps: at + 1, kept: await run.save() };
        vain = 0;
        yield { kind: "saved", step: at, value };
      }
      if (target !== undefined && lossOf(value) <= lossOf(target))
        return yield ended(`it reached the target ${target}`);
      at++;
      continue;
    }
    await run.restore(good.kept);
    const change = vain >= tries ? undefined : nudge(settings, nudges, vain);
    if (change === undefined)
      return yield ended(
        vain >= tries
          ? `${tries} nudges led to nothing better: ${wrong.why}`
          : `no nudge changes a setting: ${wrong.why}`,
      );
    settings = { ...settings, [change.setting]: change.after };
    vain++;
    nudged++;
    yield { kind: "nudged", step: at, backTo: good.steps, ...wrong, ...change };
    at = good.steps;
    for (const step of values.keys()) if (step >= at) values.delete(step);
  }
}

/** The next setting in turn that its nudge changes. */
const nudge = (settings: Settings, nudges: BabysitOptions["nudges"], turn: number) => {
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

const check = ({ settings }: Pick<WatchedRun<never>, "settings">, { nudges }: BabysitOptions): void => {
  const unknown = Object.keys(nudges).find((name) => !Number.isFinite(settings[name]));
  if (unknown !== undefined)
    throw new TuneError(
      "unknown-setting",
      `A nudge changes a setting of the run, a finite number: got \`${unknown}\` = ${settings[unknown]}; it has ${Object.keys(settings).join(", ")}.`,
    );
  if (Object.keys(nudges).length === 0) throw new TuneError("no-nudges", "babysit needs at least one nudge: got none.");
};
