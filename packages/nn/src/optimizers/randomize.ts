import { withCard } from "@kaviar/base/card";
import { fnv1a } from "@kaviar/base/hash";
import { fold, normal, type Tensor, zerosLike } from "@kaviar/tensor";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import { type Predicate, weights } from "../parameters/predicate.ts";
import type { Schedule } from "../schedules/contract/schedule.ts";
import { type PlainSchedule, scheduleOf } from "../schedules/contract/schedule-of.ts";
import type { Link } from "./contract/link.ts";

/**
 * Normal noise on the weights, drawn anew for each step with a deviation that a schedule says; predictions are made
 * without it. Weights, not biases, unless said.
 *
 * ```ts
 * chain(adam(), randomize(linearSchedule({ from: 0.05, to: 0 })))
 * ```
 * It stands last.
 */
export const randomize = withCard(
  (deviation: number | Schedule | PlainSchedule = 0.01, where: Predicate = weights): Link => {
    const schedule = scheduleOf(deviation);
    return {
      descends: false,
      init: (parameters) => ({
        numbers: numbersOf(schedule.numbers),
        noise: mapParameters((_, p) => zerosLike(p), parameters),
      }),
      update: (updates, state, _, at) => {
        const size = schedule(at, state.numbers as Readonly<Record<string, Tensor>>);
        const drawn = mapParameters(
          (path, p) =>
            where({ path, tensor: p })
              ? normal(fold(at.key, fnv1a(path)), p.shape, { dtype: p.dtype }).mul(size.cast(p.dtype))
              : p,
          state.noise as Parameters,
        );
        const moved = mapParameters(
          (_, u, now, before) => u.add(now!.sub(before!)),
          updates,
          drawn,
          state.noise as Parameters,
        );
        return [moved, { ...state, noise: drawn }];
      },
      predicting: ({ noise }, parameters) => mapParameters((_, p, n) => p.sub(n!), parameters, noise as Parameters),
    };
  },
  {
    about: {
      name: "Randomized weights",
      formula: "θ = w + ε_t, ε_t ~ N(0, σ_t²) drawn anew each step; predictions with w",
      use: "to find wide minima, and to begin somewhere else again and again while σ_t falls",
      pitfall: "noise larger than the weights drowns them: keep σ well below their deviation, and let it fall to 0",
      reference: "An 1996",
      seeAlso: ["gradientNoise", "averageWeights"],
    },
  },
);
