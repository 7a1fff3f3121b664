import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import type { Random } from "@kaviar/base/random";
import { options } from "../options.ts";
import type { Dimension, Params, Value } from "../space/dimension.ts";
import { drawFrom, fromUnit, holds, sizeOf, toUnit } from "../space/domain.ts";
import { drawPoint, walk } from "../space/flat-space.ts";
import { type Fitness, fitnessOf } from "../trial/fitness.ts";
import type { History } from "../trial/history.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Question, Sampler } from "./contract/sampler.ts";

/** Each stage looks at this share of the last one's range, and after so many stages at a wide one again. */
const shrink = 0.5;
const stages = 7;

/** The share of points that is drawn from the whole space in every stage. */
const globalShare = 0.15;

const tries = 200;

const read = options("coarseToFine", {});

/**
 * Random search that zooms in: first over the whole space, then, stage by stage, in a box around the best trial that is half
 * as wide for each parameter on its scale; choices other than the best one's become as rare. After 7 stages it begins again
 * with a wide box, and one trial in seven is always drawn from everywhere, so a wrong first guess is not the last.
 *
 * ```ts
 * createStudy({ sampler: coarseToFine() })
 * ```
 * Simple, and each step can be understood from the log; with one objective `tpe()` or `gp()` need fewer trials.
 */
export const coarseToFine = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  const leaderOf = createLeader();
  return {
    name: "coarse-to-fine",
    propose: (question) => {
      const { space, history, draw, admits } = question;
      const length = stageLength(space.length);
      const stage = Math.floor(history.finished.length / length);
      const leader = leaderOf(question);
      const from = draw("from");
      for (let attempt = 0; ; attempt++) {
        const key = (name: string) => draw(`${name}~${attempt}`);
        const isGlobal = stage === 0 || leader === undefined || from() < globalShare;
        // What may not be asked any more makes the box grow, until it is the whole space.
        const zoom = Math.min(shrink ** (1 + ((stage - 1) % stages)) * 1.05 ** attempt, 1);
        const params = isGlobal ? drawPoint(space, key) : drawAround(leader, question, zoom, key);
        if (!admits(params) && attempt < tries) continue;
        const where = isGlobal
          ? "from the whole space"
          : `in ${percent(zoom)} of each range around trial ${leader.number}`;
        return { params, why: `stage ${stage + 1}: ${where}` };
      }
    },
  };
};

coarseToFine.about = {
  name: "Coarse to fine",
  formula: "random points in a box around the best trial, half as wide at each of 7 stages, then wide again",
  use: "when each step is to be understood from the log",
  pitfall: "a narrow valley that the first stage misses is met again only by chance; models need fewer trials",
  reference: "Ng 2017, Improving Deep Neural Networks, week 3",
  seeAlso: ["random", "tpe"],
} satisfies Card;

/** Enough trials to hit the better half of a box in most of its directions. */
const stageLength = (dimensions: number): number => 6 + 2 * Math.min(dimensions, 12);

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

const drawAround = (leader: TrialRecord, { space }: Question, zoom: number, draw: (name: string) => Random): Params =>
  walk(space, ({ name, domain }: Dimension): Value => {
    const random = draw(name);
    const centre = leader.params[name];
    if (centre === undefined || !holds(domain, centre)) return drawFrom(domain, random);
    if (domain.kind === "categorical" && !domain.ordered) return random() < zoom ? drawFrom(domain, random) : centre;
    // A box that holds the neighbours at least: 3 values of a discrete parameter.
    const half = Math.min(Math.max(zoom, 3 / sizeOf(domain)), 1) / 2;
    const middle = Math.min(Math.max(toUnit(domain, centre), half), 1 - half);
    return fromUnit(domain, middle + (2 * random() - 1) * half);
  });

/** The best finished trial: feasibility first; with several objectives, each stage has the best of one of them in turn. */
const createLeader = () => {
  let kept: { history: History; rewrites: number; best: { trial: TrialRecord; fitness: Fitness }[] } | undefined;
  let taken = 0;
  return ({ history, space }: Question): TrialRecord | undefined => {
    if (kept?.history !== history || kept.rewrites !== history.rewrites) {
      kept = { history, rewrites: history.rewrites, best: [] };
      taken = 0;
    }
    const { best } = kept;
    for (; taken < history.finished.length; taken++) {
      const trial = history.finished[taken]!;
      const fitness = fitnessOf(trial, history.directions);
      if (fitness.tier === 2) continue;
      history.directions.forEach((_, k) => {
        const leader = best[k];
        if (leader === undefined || isFitter(fitness, leader.fitness, k)) best[k] = { trial, fitness };
      });
    }
    const turn = Math.floor(history.finished.length / stageLength(space.length)) % history.directions.length;
    return best[turn]?.trial;
  };
};

const isFitter = (a: Fitness, b: Fitness, objective: number): boolean => {
  if (a.tier !== b.tier) return a.tier < b.tier;
  const key = a.tier === 0 ? objective : 0;
  return (a.losses[key] ?? 0) < (b.losses[key] ?? 0);
};
