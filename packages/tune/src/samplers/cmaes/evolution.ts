import { keyedRandom, type Random } from "@kaviar/base/random";
import { type Fitness, fitnessOf } from "../../trial/fitness.ts";
import type { Direction, TrialRecord } from "../../trial/record.ts";
import { type Categories, createCategories, unknown } from "./categories.ts";
import { createGaussian, type Gaussian } from "./gaussian.ts";
import { type LatentSpace, type Place, precision } from "./latent-space.ts";
import { correctMargin } from "./margin.ts";
import { createStagnation, type Stagnation } from "./stagnation.ts";
import { type Strategy, strategyOf } from "./strategy.ts";
import type { WarmStart } from "./warm-start.ts";

/** What a proposal keeps: from which generation it was drawn, and what its params do not tell of its place. */
export interface Notes {
  readonly generation: number;
  readonly restart: number;
  readonly latent: readonly number[];
}

/** The distribution as the trials so far have shaped it. */
export interface Evolution {
  readonly generation: number;
  readonly restart: number;
  readonly lambda: number;
  readonly sigma: number;
  /** How many trials it took that were its own proposals. */
  readonly own: number;
  /** Learns from a finished trial; a generation is complete with each λ-th. */
  take(trial: TrialRecord): void;
  /** `isFirst`: nothing was asked before. */
  draw(random: Random, widening: number, isFirst: boolean): Place;
}

export interface EvolutionParts {
  readonly space: LatentSpace;
  readonly directions: readonly Direction[];
  readonly seed: number;
  readonly lambda: number;
  /** Left out: the best of λ probes, which are the centre and points drawn evenly. */
  readonly start: WarmStart | undefined;
}

interface Phase {
  readonly strategy: Strategy;
  readonly gaussian: Gaussian | undefined;
  readonly categories: Categories | undefined;
  readonly stretch: Float64Array;
  readonly stagnation: Stagnation;
}

/**
 * CMA-ES with Margin and CatCMA as a fold over the finished trials, in the order in which they ended: λ of them make a
 * generation, whoever proposed them. What was not drawn from the current distribution is pulled in reach first.
 */
export const createEvolution = ({ space, directions, seed, lambda, start }: EvolutionParts): Evolution => {
  const n = space.numbers.length;
  let generation = 0;
  let own = 0;
  let restart = 0;
  const centre = new Float64Array(n).fill(0.5);
  let isProbing = start === undefined;
  let phase = begin(space, lambda, start ?? { mean: centre, sigma: initialSigma });
  let pending: { place: Place; fitness: Fitness }[] = [];

  const startAgain = (): void => {
    restart++;
    const random = keyedRandom(seed, restart, "cmaes restart");
    const mean = Float64Array.from({ length: n }, () => 0.2 + 0.6 * random());
    phase = begin(space, phase.strategy.lambda * 2, { mean, sigma: initialSigma });
  };

  const complete = (): void => {
    generation++;
    const ranked = pending.sort((a, b) => compare(a.fitness, b.fitness));
    pending = [];
    // A generation of failures says nothing about where to go.
    if (ranked[0]!.fitness.tier === 2) return;
    if (isProbing) {
      isProbing = false;
      phase = begin(space, lambda, { mean: ranked[0]!.place.x, sigma: initialSigma });
      return;
    }
    phase.gaussian?.update(ranked.map(({ place }) => place.x));
    phase.categories?.update(ranked.map(({ place }) => place.choices));
    if (phase.gaussian) correctMargin(phase.gaussian, phase.stretch, space.discrete, 1 / (n * phase.strategy.lambda));
    if (
      phase.stagnation.seen(
        ranked.map(({ fitness }) => fitness),
        phase.gaussian,
      )
    )
      startAgain();
  };

  return {
    get generation() {
      return generation;
    },
    get restart() {
      return restart;
    },
    get lambda() {
      return phase.strategy.lambda;
    },
    get sigma() {
      return phase.gaussian?.sigma ?? 0;
    },

    get own() {
      return own;
    },

    take: (trial) => {
      const notes = notesOf(trial);
      if (notes !== undefined) own++;
      const { x, choices } = space.placeOf(trial.params, notes?.latent);
      if (x.every(Number.isNaN) && choices.every((choice) => choice === unknown)) return;
      const { gaussian, stretch } = phase;
      const mean = gaussian?.mean ?? centre;
      const raw = x.map((each, i) => (Number.isNaN(each) ? mean[i]! : mean[i]! + (each - mean[i]!) / stretch[i]!));
      const isInReach = gaussian === undefined || isProbing || notes?.generation === generation;
      pending.push({
        place: { x: isInReach ? raw : gaussian.clip(raw), choices },
        fitness: fitnessOf(trial, directions),
      });
      if (pending.length === phase.strategy.lambda) complete();
    },

    draw: (random, widening, isFirst) => {
      const { gaussian, categories, stretch } = phase;
      const x = isProbing
        ? centre.map((half) => (isFirst ? half : Math.round(random() * precision) / precision))
        : gaussian
          ? drawInside(gaussian, stretch, space, random, widening)
          : new Float64Array(0);
      return { x, choices: categories?.draw(random, 1 - 1 / widening) ?? new Int32Array(0) };
    },
  };
};

/** A share of the whole range: a little less than its sixth, which puts the whole of it within three deviations. */
const initialSigma = 0.15;

const begin = (space: LatentSpace, lambda: number, start: WarmStart): Phase => {
  const n = space.numbers.length;
  const strategy = strategyOf(n, lambda);
  return {
    strategy,
    gaussian: n === 0 ? undefined : createGaussian(strategy, start),
    categories: space.sizes.length === 0 ? undefined : createCategories(space.sizes, strategy, start.q),
    stretch: new Float64Array(n).fill(1),
    stagnation: createStagnation(strategy),
  };
};

const redraws = 10;

/** Continuous coordinates have to lie in [0, 1]: redrawn whole, and at last mirrored at the bound. */
const drawInside = (
  gaussian: Gaussian,
  stretch: Float64Array,
  space: LatentSpace,
  random: Random,
  widening: number,
): Float64Array => {
  const { mean } = gaussian;
  let x = gaussian.draw(random, widening);
  const isInside = () => space.continuous.every((at) => x[at]! >= 0 && x[at]! <= 1);
  for (let i = 0; i < redraws && !isInside(); i++) x = gaussian.draw(random, widening);
  for (const at of space.continuous) x[at] = mirrored(x[at]!);
  for (const { at } of space.discrete)
    x[at] = Math.round((mean[at]! + stretch[at]! * (x[at]! - mean[at]!)) * precision) / precision;
  return x;
};

/** Reflected at 0 and at 1, as often as needed. */
const mirrored = (x: number): number => {
  const within = Math.abs(x) % 2;
  return within > 1 ? 2 - within : within;
};

const compare = (a: Fitness, b: Fitness): number => {
  if (a.tier !== b.tier) return a.tier - b.tier;
  const [x, y] = [a.losses[0] ?? 0, b.losses[0] ?? 0];
  return x === y ? 0 : x < y ? -1 : 1;
};

/** What a trial keeps of its proposal, when that came from here. */
export const notesOf = ({ notes }: TrialRecord): Notes | undefined =>
  typeof notes === "object" && notes !== null && "latent" in notes ? (notes as unknown as Notes) : undefined;
