import { TuneError } from "../error.ts";
import { note } from "../note.ts";
import type { Params } from "../space/dimension.ts";
import { fingerprint } from "../space/flat-space.ts";
import type { Storage } from "../storage/storage.ts";
import { warmAttribute } from "../trial/attributes.ts";
import { isFeasible } from "../trial/best.ts";
import { createHistory, type History } from "../trial/history.ts";
import { losses } from "../trial/loss.ts";

/** How many points of each earlier study are tried first: enough to see which carry over, few enough to lose if none does. */
const pointsOfEach = 3;

/** What the study of that name has seen. */
export const readHistory = async (storage: Storage, name: string): Promise<History> => {
  const studies = await storage.studies();
  const study = studies.find((each) => each.name === name);
  if (study === undefined)
    throw new TuneError(
      "no-such-study",
      `\`warmStart\` names studies of the same storage; ${storage.url} has ${studies.map((each) => `"${each.name}"`).join(", ") || "none"}: got "${name}".`,
    );
  const history = createHistory(study.directions);
  history.apply(await storage.changes(study.id, 0));
  return history;
};

/** The best points of earlier studies, each study's best first, none twice. Values are only compared within a study. */
export const bestPoints = (histories: readonly History[]): readonly Params[] => {
  const best = new Map<string, Params>();
  for (let place = 0; place < pointsOfEach; place++)
    for (const history of histories) {
      const point = ranked(history)[place];
      if (point !== undefined) best.set(fingerprint(point), best.get(fingerprint(point)) ?? point);
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

/** By the sum of ranks over the objectives: with one objective, simply by value. */
const ranked = ({ finished, directions }: History): readonly Params[] => {
  const complete = finished.filter(isFeasible);
  const score = new Map<number, number>();
  directions.forEach((_, objective) => {
    const value = (i: number) => losses(complete[i]!.values!, directions)[objective]!;
    const order = complete.map((_, i) => i).sort((a, b) => value(a) - value(b));
    order.forEach((i, rank) => {
      score.set(i, (score.get(i) ?? 0) + rank);
    });
  });
  const points = [...score].sort(([, a], [, b]) => a - b).map(([i]) => complete[i]!.params);
  return [...new Map(points.map((point) => [fingerprint(point), point])).values()];
};
