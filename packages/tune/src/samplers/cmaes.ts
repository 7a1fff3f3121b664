import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import { sizeOf } from "../space/domain.ts";
import type { FlatSpace } from "../space/flat-space.ts";
import { createEvolution, type Evolution, notesOf } from "./cmaes/evolution.ts";
import { type LatentSpace, latentSpace } from "./cmaes/latent-space.ts";
import { populationFor } from "./cmaes/strategy.ts";
import { warmStart } from "./cmaes/warm-start.ts";
import type { Question, Sampler } from "./contract/sampler.ts";

/** How often a point that may not be asked is replaced, and after how many times the steps begin to grow. */
const tries = 150;
const patience = 20;

const read = options("cmaes", {});

/**
 * CMA-ES: a Gaussian that moves to where the last generation was better, and takes on the shape of the valley. With a margin for
 * whole numbers and steps, and a distribution over choices that learns with it. (Hansen 2016; Hamano et al. 2022, 2024)
 *
 * ```ts
 * createStudy({ sampler: cmaes() })
 * ```
 * At its best with 3 to 100 numeric parameters and hundreds of trials; for one objective.
 */
export const cmaes = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  const replay = createReplay();
  return {
    name: "cmaes",
    check: ({ directions }) => {
      if (directions.length !== 1)
        throw new TuneError("needs-one-objective", `CMA-ES needs one objective: got ${directions.length}.`, {
          remedy: "Use `nsga2()`.",
        });
    },
    propose: (question) => {
      if (question.space.length === 0) return { params: {}, why: "nothing is known of the space yet" };
      const { space, evolution } = replay(question);
      const { generation, restart, lambda, sigma } = evolution;
      const random = question.draw("cmaes");
      const { running } = question.history;
      const isFirst = evolution.own === 0 && ![...running.values()].some((trial) => notesOf(trial) !== undefined);
      for (let i = 0; ; i++) {
        // A narrow distribution over few points has asked them all: its steps grow until they reach a free one.
        const place = evolution.draw(random, 1.05 ** Math.max(i - patience, 0), isFirst && i === 0);
        const params = space.decode(place);
        if (!question.admits(params) && i < tries) continue;
        const why = `generation ${generation} of ${lambda} trials, run ${restart + 1}, σ ${sigma.toPrecision(2)} of the range`;
        return { params, why, notes: { generation, restart, latent: space.hidden(place, params) } };
      }
    },
  };
};

cmaes.about = {
  name: "CMA-ES",
  formula: "x = m + σ N(0, C); m ← Σ wᵢ x_{i:λ}; σ and C grow along the steps that led to better points",
  use: "3 to 100 numbers that work together, hundreds of trials, one objective",
  pitfall:
    "a whole generation of trials runs before it moves for the first time; it takes choices, but they are not what it is best at",
  reference: "Hansen 2016; Hamano et al. 2022, 2024",
  seeAlso: ["gp", "tpe", "nsga2"],
} satisfies Card;

interface Replayed {
  readonly space: LatentSpace;
  readonly evolution: Evolution;
}

/** The state for a question: a fold over the finished trials, gone on with while they only grow. */
const createReplay = () => {
  let kept:
    | (Replayed & {
        flat: FlatSpace;
        lambda: number;
        from: Pick<Question, "history" | "prior" | "seed">;
        rewrites: number;
      })
    | undefined;
  let taken = 0;
  return ({ space: flat, history, prior, seed, budget }: Question): Replayed => {
    const free = flat.filter(({ domain }) => sizeOf(domain) > 1).length;
    const lambda = populationFor(free, budget);
    const isSame =
      kept !== undefined &&
      kept.flat === flat &&
      kept.lambda === lambda &&
      kept.from.history === history &&
      kept.from.prior === prior &&
      kept.from.seed === seed &&
      kept.rewrites === history.rewrites;
    if (!isSame) {
      const space = latentSpace(flat);
      const start = warmStart(space, prior);
      const evolution = createEvolution({ space, directions: history.directions, seed, lambda, start });
      kept = { space, evolution, flat, lambda, from: { history, prior, seed }, rewrites: history.rewrites };
      taken = 0;
    }
    for (; taken < history.finished.length; taken++) kept!.evolution.take(history.finished[taken]!);
    return kept!;
  };
};
