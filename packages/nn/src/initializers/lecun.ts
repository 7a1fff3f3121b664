import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";
import { truncatable } from "./contract/initializer.ts";
import { varianceScaling } from "./variance-scaling.ts";

/** N(0, 1 / fan in). `truncated` cuts at two standard deviations. */
export const lecunNormal = createInitializer(
  {
    name: "LeCun normal",
    formula: "w ~ N(0, 1/n_in)",
    use: "SELU, whose self-normalization counts on it, and tanh",
    pitfall: "too small before ReLU, leaky ReLU included: the signal halves layer by layer",
    reference: "LeCun et al. 1998",
    seeAlso: ["lecunUniform", "heNormal", "glorotNormal"],
  },
  truncatable("lecunNormal"),
  ({ truncated }) => varianceScaling({ mode: "in", distribution: truncated ? "truncated" : "normal" }),
);

/** U(−√(3 / fan in), √(3 / fan in)). */
export const lecunUniform = createInitializer(
  {
    name: "LeCun uniform",
    formula: "w ~ U(−√(3/n_in), √(3/n_in))",
    range: "[−√(3/n_in), √(3/n_in))",
    use: "tanh",
    pitfall: "too small before ReLU, leaky ReLU included: the signal halves layer by layer",
    reference: "LeCun et al. 1998",
    seeAlso: ["lecunNormal", "glorotUniform"],
  },
  options("lecunUniform", {}),
  () => varianceScaling({ mode: "in", distribution: "uniform" }),
);
