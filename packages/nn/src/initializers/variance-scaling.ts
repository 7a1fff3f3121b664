import { law, type OptionsOf, oneOf, positive } from "@kaviar/base/check";
import { normal, uniform } from "@kaviar/tensor";
import type { Activation } from "../activations/contract/activation.ts";
import { type ActivationName, activationFrom } from "../activations/contract/table.ts";
import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";
import { gainOf } from "./contract/gain.ts";
import type { Fans, Initializer } from "./contract/initializer.ts";
import { drawTruncated, truncatedStd } from "./truncated-normal.ts";

/** The variance comes out as asked with each: the truncated normal is made wider by what the cut takes away. */
const distributions = {
  normal: (key, shape, std) => normal(key, shape, { std }),
  truncated: (key, shape, std) => drawTruncated(key, shape).mul(std / truncatedStd),
  uniform: (key, shape, std) => uniform(key, shape, { low: -Math.sqrt(3) * std, high: Math.sqrt(3) * std }),
} as const satisfies Record<
  string,
  (...args: [Parameters<Initializer>[0], Parameters<Initializer>[1], number]) => unknown
>;

const modes = {
  in: (fans: Fans) => fans.in,
  out: (fans: Fans) => fans.out,
  average: (fans: Fans) => (fans.in + fans.out) / 2,
} as const;

const read = options("varianceScaling", {
  /** Multiplies the variance. */
  scale: positive.default(1),
  /** What the variance is divided by: inputs, outputs, or the mean of both. */
  mode: oneOf("in", "out", "average").default("in"),
  /** The variance is as asked with each. */
  distribution: oneOf("normal", "truncated", "uniform").default("normal"),
  /** Multiplies by the square of its gain: 2 for ReLU. */
  activation: law<Activation | ActivationName>(
    "an activation, or the name of one",
    (x) => typeof x === "function" || typeof x === "string",
  ).optional(),
});

export type VarianceScalingOptions = OptionsOf<typeof read>;

/** The variance scale·gain²/n: He, Glorot and LeCun are all this. */
export const varianceScaling = createInitializer(
  {
    name: "Variance scaling",
    formula: "Var w = scale·gain²/n, n = n_in, n_out or their mean; scale = 1, n = n_in, normal",
    use: "where He, Glorot and LeCun do not fit: another gain, another fan",
    pitfall: "the gain counts on scaled inputs, and on activations in the middle of their range",
    reference: "He et al. 2015",
    seeAlso: ["heNormal", "glorotUniform", "lecunNormal"],
  },
  read,
  ({ scale, mode, distribution, activation }) => {
    const known = typeof activation === "string" ? activationFrom(activation) : activation;
    const variance = scale * (known ? gainOf(known) ** 2 : 1);
    return (key, shape, fans) =>
      distributions[distribution](key, shape, Math.sqrt(variance / Math.max(1, modes[mode](fans))));
  },
);
