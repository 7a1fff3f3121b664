import type { Card } from "@kaviar/base/card";
import { law, type OptionsOf, part, positive, whole } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import { countPoints, drawPoint } from "../space/flat-space.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Question, Sampler } from "./contract/sampler.ts";
import { explore } from "./population-based/explore.ts";
import { type Member, membersOf } from "./population-based/members.ts";

const read = options("populationBased", {
  /** How many members train side by side. */
  population: whole(2).default(10),
  /** Which share of the members is replaced by members of the same share at the top. */
  truncation: law<number>("above 0 and at most 0.5", (x) => typeof x === "number" && x > 0 && x <= 0.5).default(0.2),
  /** By which factors a parameter is changed, on its own scale. */
  perturb: law<readonly number[]>(
    "a list of factors above 0",
    (x) => Array.isArray(x) && x.length > 0 && x.every(positive.holds),
  ).default([0.8, 1.2]),
  /** How likely a parameter is drawn anew instead. */
  resample: part.default(0.25),
});

export type PopulationBasedOptions = OptionsOf<typeof read>;

/**
 * Population-based training: each trial is one interval in the life of a member of a population. It starts from the
 * checkpoint of the member's last interval with the same parameters; a member at the bottom instead takes over the
 * checkpoint of one at the top (exploit), and its parameters, changed a little (explore). So parameters follow a schedule
 * that nobody wrote. (Jaderberg et al. 2017)
 *
 * ```ts
 * const study = await createStudy({ sampler: populationBased({ population: 8 }) });
 * await study.optimize({ rate: log(1e-4, 1) }, async ({ rate }, trial) => {
 *   const weights = await load(trial.checkpoint);              // empty in a member's first interval
 *   const loss = await trainOneEpoch(weights, rate);
 *   await save(trial.checkpoint, weights);
 *   return loss;
 * }, { trials: 8 * 30 });
 * ```
 * An objective must keep all it has learned in `trial.checkpoint`. A trial's value belongs to its whole line of trials
 * (`cloneOf`), not to its parameters alone: `importance` and other samplers cannot learn from such a study.
 */
export const populationBased = (given: PopulationBasedOptions = {}): Sampler => {
  const { population, truncation, perturb, resample } = read(given);
  return {
    name: "population-based",
    propose: (question) => {
      refuseRepeats(question);
      const { space, draw, number } = question;
      const members = membersOf(question.history, number);
      const member = next(members, population);
      const notes = { member: member?.id ?? freeId(members) };
      if (member === undefined)
        return { params: drawPoint(space, draw), notes, why: `member ${notes.member} joins the population` };
      const ranked = members
        .filter(({ losses }) => losses !== undefined)
        .sort((a, b) => a.rank - b.rank || a.id - b.id);
      const share = Math.max(1, Math.floor(ranked.length * truncation));
      const atBottom = ranked.length > 1 && ranked.indexOf(member) >= ranked.length - share;
      if (ranked.length === 0)
        return { params: drawPoint(space, draw), notes, why: `member ${member.id} starts again: all members failed` };
      if (member.losses !== undefined && !atBottom)
        return {
          params: fitted(question, member.last),
          notes,
          cloneOf: member.last.number,
          why: `member ${member.id} goes on from trial ${member.last.number}`,
        };
      const model = ranked[Math.floor(draw("exploit")() * share)]!;
      return {
        params: explore(space, model.last.params, { perturb, resample, draw }),
        notes,
        cloneOf: model.last.number,
        why: `member ${member.id} takes over trial ${model.last.number} of member ${model.id}, and explores`,
      };
    },
  };
};

populationBased.about = {
  name: "Population-based training",
  formula:
    "the worst share of the members takes over checkpoints of the best (exploit), and perturbs their parameters (explore)",
  use: "rates and other parameters that should change while training goes on",
  pitfall:
    "a trial's value belongs to its whole line of trials: importance and other samplers cannot learn from it; checkpoints must hold all that was learned",
  reference: "Jaderberg et al. 2017",
  seeAlso: ["asha", "bohb"],
} satisfies Card;

/** The member whose turn it is: of those that do not run the one with the fewest intervals; undefined when one is to join. */
const next = (members: readonly Member[], population: number): Member | undefined => {
  const idle = members.filter(({ runs }) => !runs);
  if (members.length < population || idle.length === 0) return undefined;
  return idle.reduce((a, b) => (b.intervals < a.intervals || (b.intervals === a.intervals && b.id < a.id) ? b : a));
};

const freeId = (members: readonly Member[]): number => {
  const taken = new Set(members.map(({ id }) => id));
  let id = 0;
  while (taken.has(id)) id++;
  return id;
};

/** The same values, where the space still holds them. */
const fitted = ({ space, draw }: Question, { params }: TrialRecord) =>
  explore(space, params, { perturb: [1], resample: 0, draw });

/** Members go on with the same parameters, which a deterministic objective is not asked twice. */
const refuseRepeats = ({ deterministic, space }: Question): void => {
  if (deterministic && countPoints(space) < Infinity)
    throw new TuneError(
      "repeats-points",
      `Population-based training asks the same point again, but the objective is taken for deterministic and the space has ${countPoints(space)} points.`,
      { remedy: "Give the study `deterministic: false`." },
    );
};
