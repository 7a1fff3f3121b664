import { normal, uniform } from "@kaviar/tensor";
import type { Activation } from "../activations/contract/activation.ts";
import { type ActivationName, activationFrom } from "../activations/table.ts";
import { checkOption } from "../check-option.ts";
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

export interface VarianceScalingOptions {
  readonly scale?: number;
  /** What the variance is divided by: inputs, outputs, or the mean of both. */
  readonly mode?: keyof typeof modes;
  readonly distribution?: keyof typeof distributions;
  /** Multiplies by the square of its gain: 2 for ReLU. */
  readonly activation?: Activation | ActivationName;
}

/** The variance scale·gain²/n: He, Glorot and LeCun are all this. */
export const varianceScaling = createInitializer<VarianceScalingOptions>(
  {
    name: "Variance scaling",
    formula: "Var w = scale·gain²/n, n = n_in, n_out or their mean; scale = 1, n = n_in, normal",
    use: "where He, Glorot and LeCun do not fit: another gain, another fan",
    pitfall: "the gain counts on scaled inputs, and on activations in the middle of their range",
    reference: "He et al. 2015",
    seeAlso: ["heNormal", "glorotUniform", "lecunNormal"],
  },
  ({ scale = 1, mode = "in", distribution = "normal", activation }) => {
    checkOption("varianceScaling", "a finite scale > 0", scale, scale > 0 && scale < Infinity);
    checkOption("varianceScaling", `mode ${quoted(modes)}`, mode, Object.hasOwn(modes, mode));
    checkOption(
      "varianceScaling",
      `distribution ${quoted(distributions)}`,
      distribution,
      Object.hasOwn(distributions, distribution),
    );
    const known = typeof activation === "string" ? activationFrom(activation) : activation;
    const variance = scale * (known ? gainOf(known) ** 2 : 1);
    return (key, shape, fans) =>
      distributions[distribution](key, shape, Math.sqrt(variance / Math.max(1, modes[mode](fans))));
  },
);

const quoted = (table: object): string =>
  Object.keys(table)
    .map((name) => `"${name}"`)
    .join(" or ");
