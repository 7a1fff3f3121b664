import { keyedRandom } from "@kaviar/base/random";
import { holds, unitSlope } from "../../space/domain.ts";
import { hypergradientAttribute } from "../../trial/attributes.ts";
import type { History } from "../../trial/history.ts";
import { losses } from "../../trial/loss.ts";
import type { TrialRecord } from "../../trial/record.ts";
import type { Encoding } from "./encode.ts";

/** A finished trial as the models see it. */
export interface Observation {
  /** Of the trial. */
  readonly number: number;
  readonly row: Float64Array;
  /** Less is better, finite; absent where the trial failed. */
  readonly values?: readonly number[];
  /** Its worst constraint: > 0 breaks it. Absent where it has none. */
  readonly constraint?: number;
  readonly failed: boolean;
  /** How the value of a single objective changes along each axis, as was told; NaN along those that nothing was told of. */
  readonly slope?: Float64Array;
}

/** What the study has seen, as rows. */
export interface Observations {
  readonly seen: readonly Observation[];
  readonly running: readonly Float64Array[];
  /** How many were left out because a model of all of them would be slow. */
  readonly leftOut: number;
}

/** With more points than this, a model takes too long. */
const most = 400;

export const observe = (history: History, encoding: Encoding, number: number, seed: number): Observations => {
  const all: Observation[] = [];
  for (const trial of history.finished) {
    const row = encoding.row(trial.params);
    if (row === undefined || (row.length > 0 && Object.keys(trial.params).length === 0)) continue;
    const constraints = Object.values(trial.constraints);
    const constraint = constraints.length === 0 ? undefined : Math.max(...constraints);
    if (trial.values === undefined) {
      // A pruned trial that never reported says nothing; a failed one says: not here.
      if (trial.state === "failed") all.push({ number: trial.number, row, failed: true });
      continue;
    }
    const values = losses(trial.values, history.directions);
    const slope = slopeOf(trial, encoding, history);
    all.push({
      number: trial.number,
      row,
      values,
      failed: false,
      ...(constraint !== undefined && { constraint }),
      ...(slope !== undefined && { slope }),
    });
  }
  const running: Float64Array[] = [];
  for (const trial of history.running.values()) {
    if (trial.number === number || Object.keys(trial.params).length === 0) continue;
    const row = encoding.row(trial.params);
    if (row !== undefined) running.push(row);
  }
  const kept = all.length <= most ? all : thin(all, seed);
  return { seen: clipped(kept, history.directions.length), running, leftOut: all.length - kept.length };
};

/**
 * What was told of one objective, as slopes in the unit cube. Whole numbers and steps have none: what is between their values
 * is nowhere to be met.
 */
const slopeOf = (trial: TrialRecord, { axes }: Encoding, { directions }: History): Float64Array | undefined => {
  const told = trial.attributes[hypergradientAttribute] as Readonly<Record<string, number>> | undefined;
  if (told === undefined || trial.state !== "complete" || directions.length > 1) return undefined;
  if (!Number.isFinite(trial.values![0])) return undefined;
  const sign = directions[0] === "maximize" ? -1 : 1;
  const slope = Float64Array.from(axes, ({ dimension: { name, domain } }) => {
    const value = trial.params[name];
    if (domain.kind !== "float" || domain.step !== undefined || !holds(domain, value)) return Number.NaN;
    const each = unitSlope(domain, value as number, sign * (told[name] ?? Number.NaN));
    return Number.isFinite(each) ? each : Number.NaN;
  });
  return slope.every(Number.isNaN) ? undefined : slope;
};

/** The best third, the latest third, and a third by chance, always the same of the same trials. */
const thin = (all: readonly Observation[], seed: number): readonly Observation[] => {
  const third = Math.floor(most / 3);
  const order = all.map((_, i) => i);
  const cost = (i: number) => (all[i]!.values === undefined ? Infinity : all[i]!.values!.reduce((a, b) => a + b, 0));
  const chosen = new Set([...order].sort((a, b) => cost(a) - cost(b)).slice(0, third));
  for (const i of order.slice(-third)) chosen.add(i);
  const rest = order.filter((i) => !chosen.has(i)).map((i) => [keyedRandom(seed, i, "gp-thin")(), i] as const);
  for (const [, i] of rest.sort(([a], [b]) => a - b).slice(0, most - chosen.size)) chosen.add(i);
  return all.filter((_, i) => chosen.has(i));
};

/** ±Infinity becomes the worst, or the best, finite value: it is known to lie there or beyond. */
const clipped = (all: readonly Observation[], objectives: number): readonly Observation[] => {
  const ranges = Array.from({ length: objectives }, (_, k) => {
    const finite = all.flatMap(({ values }) => (values && Number.isFinite(values[k]) ? [values[k]!] : []));
    return [
      finite.reduce((a, b) => Math.min(a, b), Infinity),
      finite.reduce((a, b) => Math.max(a, b), -Infinity),
    ] as const;
  });
  const clip = (value: number, k: number): number => {
    if (Number.isFinite(value)) return value;
    const [low, high] = ranges[k]!;
    const end = value < 0 ? low : high;
    return Number.isFinite(end) ? end : 0;
  };
  return all.map((each) =>
    (each.values?.every(Number.isFinite) ?? true) ? each : { ...each, values: each.values!.map(clip) },
  );
};

/** What is enough where one look has to do, not a study of them: the best, and some of the others evenly. */
const glance = { best: 100, others: 60 };

/** Of many observations of one objective, those that a single look is worth. */
export const fewer = (seen: readonly Observation[], objective = 0): readonly Observation[] => {
  if (seen.length <= glance.best + glance.others) return seen;
  const order = [...seen].sort((a, b) => a.values![objective]! - b.values![objective]!);
  const stride = (order.length - glance.best) / glance.others;
  return [
    ...order.slice(0, glance.best),
    ...Array.from({ length: glance.others }, (_, i) => order[glance.best + Math.floor((i + 0.5) * stride)]!),
  ];
};
