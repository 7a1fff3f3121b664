import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { fnv1a } from "@kaviar/base/hash";
import { fold, normal, type Tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters } from "../parameters/parameters.ts";
import type { Link } from "./contract/link.ts";

const read = options("gradientNoise", {
  /** Of the noise in the first step. */
  variance: notNegative.remedy("0 turns it off.").default(0.01),
  /** How fast it falls: as (1 + t)^−fade. */
  fade: notNegative.remedy("0 turns it off.").default(0.55),
});

export type GradientNoiseOptions = OptionsOf<typeof read>;

/**
 * Normal noise on the gradients that fades during the run: `chain(gradientNoise({ variance: 0.01 }), sgd({ rate: 0.1 }))`.
 */
export const gradientNoise = withCard(
  (given: GradientNoiseOptions = {}): Link => {
    const { variance, fade } = read(given);
    return {
      descends: false,
      init: () => ({ numbers: numbersOf({ variance, fade }) }),
      update: (gradients, state, _, { step, key }) => {
        const { variance, fade } = state.numbers as { readonly variance: Tensor; readonly fade: Tensor };
        const deviation = variance.div(step.add(1).pow(fade)).sqrt();
        const noisy = (path: string, g: Tensor): Tensor =>
          g.add(normal(fold(key, fnv1a(path)), g.shape, { dtype: g.dtype }).mul(deviation.cast(g.dtype)));
        return [mapParameters(noisy, gradients), state];
      },
    };
  },
  {
    about: {
      name: "Gradient noise",
      formula: "g ← g + N(0, η/(1 + t)^γ)",
      use: "very deep nets, bad starts: it shakes a net out of saddle points",
      pitfall: "it is not scaled with the gradients: where they are small it is all there is",
      reference: "Neelakantan et al. 2015",
      seeAlso: ["clipByGlobalNorm"],
    },
  },
);
