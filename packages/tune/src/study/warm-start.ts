import { note } from "../note.ts";
import type { Params } from "../space/dimension.ts";
import { holds, toUnit } from "../space/domain.ts";
import { fingerprint } from "../space/flat-space.ts";
import { findStudy } from "../storage/find-study.ts";
import type { Storage } from "../storage/storage.ts";
import { warmAttribute } from "../trial/attributes.ts";
import { isFeasible } from "../trial/best.ts";
import { createHistory, type History, reportsOf } from "../trial/history.ts";
import { losses } from "../trial/loss.ts";
import type { TrialRecord } from "../trial/record.ts";

/** How many points of earlier studies are tried first: enough to see which carry over, few enough to lose if none does. */
const most = 3;

/** A study's history as it is now: what a proposal follows from must not change while another study goes on. */
export const copyOf = (history: History): History => {
  const copy = createHistory(history);
  const reports = history.finished.flatMap(({ number }) =>
    reportsOf(history, number).map((report) => ({ number, ...report })),
  );
  copy.apply({ trials: history.finished, reports, revision: history.revision });
  return copy;
};

/** What the study of that name has seen. */
export const readHistory = async (storage: Storage, name: string): Promise<History> => {
  const study = await findStudy(storage, name, "`warmStart` names studies of the same storage");
  const history = createHistory(study);
  history.apply(await storage.changes(study.id, 0));
  return history;
};

/**
 * The best points of earlier studies, each study's best first, none twice: of several studies, the one that is in the midst
 * of all first. Values are only compared within a study.
 */
export const bestPoints = (histories: readonly History[]): readonly Params[] => {
  const rankings = histories.map(ranked);
  const best = new Map<string, Params>();
  for (let place = 0; place < most; place++) {
    const trials = rankings.flatMap((ranking) => ranking[place] ?? []);
    const off = trials.map((trial) => trials.reduce((sum, other) => sum + distance(trial, other), 0));
    const order = [...trials.keys()].sort((a, b) => off[a]! - off[b]!);
    for (const i of order) if (best.size < most) best.set(fingerprint(trials[i]!.params), trials[i]!.params);
  }
  return [...best.values()];
};

/** Says that a study which was there already tries no points of others, unless it was begun with some. */
export const tellLate = (study: string, { trials }: History, points: readonly Params[]): void => {
  if (points.length === 0 || trials.some((trial) => trial !== undefined && warmAttribute in trial.attributes)) return;
  note(
    `The study "${study}" was begun without a warm start: the best points of other studies are tried first in a new one only. Samplers that learn from other studies still do.`,
  );
};

/** How far two points are apart: in shares of each parameter's range, and 1 for another choice or a parameter of one alone. */
const distance = (a: TrialRecord, b: TrialRecord): number => {
  const domains = new Map(a.dimensions.map(({ name, domain }) => [name, domain]));
  const names = new Set([...Object.keys(a.params), ...Object.keys(b.params)]);
  return [...names].reduce((sum, name) => {
    const [x, y, domain] = [a.params[name], b.params[name], domains.get(name)];
    const isNumber = domain !== undefined && (domain.kind !== "categorical" || domain.ordered);
    if (!isNumber || x === undefined || y === undefined || !holds(domain, x) || !holds(domain, y))
      return sum + (x === y ? 0 : 1);
    return sum + Math.abs(toUnit(domain, x) - toUnit(domain, y));
  }, 0);
};

/** By the sum of ranks over the objectives: with one objective, simply by value. */
const ranked = ({ finished, directions }: History): readonly TrialRecord[] => {
  const complete = finished.filter(isFeasible);
  const score = new Map<number, number>();
  directions.forEach((_, objective) => {
    const value = (i: number) => losses(complete[i]!.values!, directions)[objective]!;
    const order = complete.map((_, i) => i).sort((a, b) => value(a) - value(b));
    order.forEach((i, rank) => {
      score.set(i, (score.get(i) ?? 0) + rank);
    });
  });
  const trials = [...score].sort(([, a], [, b]) => a - b).map(([i]) => complete[i]!);
  return [...new Map(trials.map((trial) => [fingerprint(trial.params), trial])).values()];
};
