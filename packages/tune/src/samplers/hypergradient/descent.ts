import type { Params } from "../../space/dimension.ts";
import { holds, toUnit, unitSlope } from "../../space/domain.ts";
import type { FlatSpace } from "../../space/flat-space.ts";
import { hypergradientAttribute } from "../../trial/attributes.ts";
import { lossOf, violation } from "../../trial/loss.ts";
import type { TrialRecord } from "../../trial/record.ts";
import type { Question } from "../contract/sampler.ts";

/** What each trial keeps: which descent it belongs to, and the trial it steps from. */
export type Notes = Readonly<{ run: number; base?: number; loose?: true }>;

/** A point with its slope in the unit cube, by dimension; NaN where it has no derivative. */
export interface Point {
  readonly number: number;
  readonly params: Params;
  readonly loss: number;
  readonly place: Float64Array;
  readonly slope: Float64Array;
  /** Whether some active parameter has no derivative. */
  readonly loose: boolean;
}

/** How far the latest descent has come. */
export interface Descent {
  readonly run: number;
  /** How many trials it has. */
  readonly members: number;
  /** Its best point; undefined before the first. */
  readonly base: Point | undefined;
  /** The points it has evaluated, each with the one it was stepped to from. */
  readonly pairs: readonly (readonly [from: Point, to: Point])[];
  /** The places that were tried from the base, also those whose outcome is not known. */
  readonly tries: readonly Float64Array[];
  /** How much it has come down. */
  readonly gained: number;
}

const notesOf = ({ notes, sampler }: TrialRecord): Notes | undefined =>
  sampler === "hypergradient" ? (notes as Notes | undefined) : undefined;

export const descentOf = (question: Question, startupTrials: number): Descent => {
  const { history, number, space } = question;
  const asked = history.trials.filter((trial) => trial !== undefined && trial.number !== number) as TrialRecord[];
  const run = asked.reduce((most, trial) => Math.max(most, notesOf(trial)?.run ?? 0), 0);
  const members = asked.filter((trial) => notesOf(trial)?.run === run);
  // The first descent starts at the best point of all, whoever proposed it.
  const candidates = run === 0 ? asked : members;
  const points = new Map<number, Point>();
  for (const trial of candidates) {
    const point = pointOf(trial, space, question);
    if (point !== undefined) points.set(trial.number, point);
  }
  const none = { run, members: members.length, base: undefined, pairs: [], tries: [], gained: 0 };
  const starting = run === 0 && candidates.length < startupTrials;
  if (points.size === 0 || starting) return none;
  const all = [...points.values()];
  const base = all.reduce((a, b) => (b.loss < a.loss ? b : a));
  const pairs: [Point, Point][] = [];
  const tries: Float64Array[] = [];
  let top = base.loss;
  for (const trial of members) {
    const notes = notesOf(trial)!;
    const to = points.get(trial.number);
    if (to !== undefined) top = Math.max(top, to.loss);
    if (notes.base === undefined || notes.loose) continue;
    const from = points.get(notes.base);
    if (from !== undefined && to !== undefined) pairs.push([from, to]);
    if (notes.base === base.number) tries.push(placeOf(trial.params, space));
  }
  return { run, members: members.length, base, pairs, tries, gained: top - base.loss };
};

const placeOf = (params: Params, space: FlatSpace): Float64Array =>
  Float64Array.from(space, ({ name, domain }) =>
    params[name] === undefined || domain.kind === "categorical" ? Number.NaN : toUnit(domain, params[name]),
  );

/** A complete trial that keeps its constraints and told a derivative of something in this space. */
const pointOf = (trial: TrialRecord, space: FlatSpace, { history }: Question): Point | undefined => {
  const told = trial.attributes[hypergradientAttribute] as Readonly<Record<string, number>> | undefined;
  const loss = trial.state === "complete" ? lossOf(trial, history.directions) : undefined;
  if (told === undefined || loss === undefined || !Number.isFinite(loss) || violation(trial) > 0) return undefined;
  const sign = history.directions[0] === "maximize" ? -1 : 1;
  const { params, number } = trial;
  let loose = false;
  const slope = Float64Array.from(space, ({ name, domain }) => {
    const value = params[name];
    if (value === undefined) return Number.NaN;
    const derivative = told[name];
    if (domain.kind === "categorical" || derivative === undefined || !holds(domain, value)) {
      loose = true;
      return Number.NaN;
    }
    const steepness = unitSlope(domain, value as number, sign * derivative);
    if (Number.isFinite(steepness)) return steepness;
    loose = true;
    return Number.NaN;
  });
  if (slope.every(Number.isNaN)) return undefined;
  return { number, params, loss, place: placeOf(params, space), slope, loose };
};
