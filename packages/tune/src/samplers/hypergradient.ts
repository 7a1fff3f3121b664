import type { Card } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { normal } from "@kaviar/base/random";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import type { Params } from "../space/dimension.ts";
import { drawFrom, fromUnit, holds, toUnit } from "../space/domain.ts";
import { drawPoint, fingerprint, walk } from "../space/flat-space.ts";
import { hypergradientAttribute } from "../trial/attributes.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Proposal, Question, Sampler } from "./contract/sampler.ts";
import { type Descent, descentOf, type Notes } from "./hypergradient/descent.ts";
import { stepFrom } from "./hypergradient/step.ts";

const read = options("hypergradient", {
  /** How many points are drawn at random first; the descent starts at the best. */
  startupTrials: whole(1).default(4),
});

export type HypergradientOptions = OptionsOf<typeof read>;

/** After so many points from one base without a better one, the descent has arrived. */
const triesFromOne = 8;
/** A descent whose next step promises less than this share of what it has gained has arrived. */
const worthwhile = 1e-10;
/** Each third trial moves the parameters that have no derivative. */
const looseEvery = 3;

/**
 * Goes downhill along the derivatives that the objective tells, each parameter on its own scale: quasi-Newton steps from
 * the best point, halved until one is better; where a descent has arrived, another starts elsewhere. Parameters without a
 * derivative (choices, or what the callback leaves out) are changed at random in every third trial.
 * (Bengio 2000; Maclaurin, Duvenaud & Adams 2015)
 *
 * ```ts
 * const study = await createStudy({ sampler: hypergradient() });
 * await study.optimize({ rate: log(1e-4, 1) }, async ({ rate }, trial) => {
 *   await trial.hypergradient(() => ({ rate: derivativeOfTheLossBy(rate) }));
 *   return loss(rate);
 * }, { trials: 30 });
 * ```
 * It finds the next minimum, not the lowest one, and noise in the derivatives leads it astray.
 */
export const hypergradient = (given: HypergradientOptions = {}): Sampler => {
  const { startupTrials } = read(given);
  return {
    name: "hypergradient",
    usesHypergradients: true,
    check: ({ directions }) => {
      if (directions.length > 1)
        throw new TuneError("needs-one-objective", `hypergradient needs one objective: got ${directions.length}.`);
    },
    propose: (question) => {
      const descent = descentOf(question, startupTrials);
      refuseSilence(question, descent, startupTrials);
      if (descent.base === undefined) return start(question, descent.run, "no point has derivatives yet");
      const isLoose = descent.base.loose && descent.members % looseEvery === looseEvery - 1;
      return isLoose ? changeLoose(question, descent) : goDown(question, descent);
    },
  };
};

hypergradient.about = {
  name: "Hypergradient descent",
  formula: "x ← x − t H ∇f(x), H from the latest gradients (L-BFGS), t halved until f is lower",
  use: "one objective that can tell its derivatives, such as a whole training run that is differentiated",
  pitfall: "it finds the next minimum, not the lowest one, and noise in the derivatives leads it astray",
  reference: "Bengio 2000; Maclaurin, Duvenaud & Adams 2015",
  seeAlso: ["gp", "cmaes"],
} satisfies Card;

const start = ({ space, draw }: Question, run: number, why: string): Proposal => ({
  params: drawPoint(space, draw),
  notes: { run } satisfies Notes,
  why: `starts descent ${run + 1} at random: ${why}`,
});

const goDown = (question: Question, descent: Descent): Proposal => {
  const { space, attempt, draw } = question;
  const base = descent.base!;
  if (descent.tries.length >= triesFromOne)
    return start(
      question,
      descent.run + 1,
      `${descent.tries.length} steps from trial ${base.number} led to nothing better`,
    );
  const { step, promise } = stepFrom(base, descent);
  if (promise <= worthwhile * descent.gained)
    return start(question, descent.run + 1, `at trial ${base.number} the slope has vanished`);
  const at = (share: number) =>
    pointFrom(question, base.params, (name, place, i) => {
      const moved = place + share * (step[i] ?? 0);
      // A finite space refused the point itself: look around it.
      return attempt === 0 ? moved : moved + 0.03 * attempt * normal(draw(`near ${name}`));
    });
  // On a quadratic, steps from two bases meet at the minimum: the second goes half the way.
  const taken = runningPoints(question);
  let share = 1;
  while (share > 0.01 && taken.has(fingerprint(at(share)))) share /= 2;
  const params = at(share);
  if (fingerprint(params) === fingerprint(base.params))
    return start(question, descent.run + 1, `a step from trial ${base.number} rounds to nothing`);
  const length = share * Math.hypot(...step);
  return {
    params,
    notes: { run: descent.run, base: base.number } satisfies Notes,
    why: `${length.toPrecision(2)} of the unit cube downhill from trial ${base.number} (${space.length} dimensions)`,
  };
};

/** Another value for some of what has no derivative; when others run there already, the rest moves a little too. */
const changeLoose = (question: Question, { base, run }: Descent): Proposal => {
  const { number, slope } = base!;
  const { space, draw } = question;
  const taken = runningPoints(question).add(fingerprint(base!.params));
  for (let turn = 0; ; turn++) {
    const random = draw(`loose ${turn}`);
    const near = pointFrom(question, base!.params, (_, place, i) =>
      Number.isNaN(slope[i]!)
        ? place + 0.2 * normal(random)
        : turn === 0
          ? place
          : place + 0.02 * turn * normal(random),
    );
    const params = walk(space, ({ name, domain }) =>
      near[name] === undefined || (domain.kind === "categorical" && random() < 0.5)
        ? drawFrom(domain, random)
        : near[name],
    );
    if (turn < 8 && taken.has(fingerprint(params))) continue;
    const notes: Notes = { run, base: number, loose: true };
    return { params, notes, why: `changes what has no derivative at trial ${number}` };
  }
};

const runningPoints = ({ history, number }: Question): Set<string> =>
  new Set([...history.running.values()].flatMap((trial) => (trial.number === number ? [] : fingerprint(trial.params))));

/** A point near another: numbers moved on their own scale, the rest kept, what was inactive there drawn. */
const pointFrom = (
  { space, draw }: Question,
  from: Params,
  move: (name: string, place: number, i: number) => number,
): Params => {
  const indices = new Map(space.map(({ name }, i) => [name, i]));
  return walk(space, ({ name, domain }) => {
    const value = from[name];
    if (value === undefined || !holds(domain, value)) return drawFrom(domain, draw(name));
    if (domain.kind === "categorical") return value;
    const place = toUnit(domain, value);
    const moved = Math.min(Math.max(move(name, place, indices.get(name)!), 0), 1);
    return moved === place ? value : fromUnit(domain, moved);
  });
};

/** An objective that never tells a derivative would get a random search under another name. */
const refuseSilence = ({ history, space }: Question, { base }: Descent, startupTrials: number): void => {
  if (base !== undefined || space.length === 0) return;
  const told = (trial: TrialRecord | undefined) =>
    Object.keys((trial?.attributes[hypergradientAttribute] as object | undefined) ?? {}).length > 0;
  const own = (trial: TrialRecord) => trial.state === "complete" && trial.sampler === "hypergradient";
  const silent = history.finished.filter(own).length;
  if (silent >= startupTrials && !history.finished.some(told))
    throw new TuneError(
      "no-hypergradient",
      `The sampler hypergradient needs derivatives: ${silent} trials are complete, and none told one.`,
      { remedy: "Call `trial.hypergradient(() => ({ name: derivative }))` in the objective, or take another sampler." },
    );
};
