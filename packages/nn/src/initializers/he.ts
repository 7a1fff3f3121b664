import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";
import { truncatable } from "./contract/initializer.ts";
import { varianceScaling } from "./variance-scaling.ts";

/** N(0, 2 / fan in): keeps the size of a signal that a ReLU halves. `truncated` cuts at two standard deviations. */
export const heNormal = createInitializer(
  {
    name: "He normal",
    formula: "w ~ N(0, 2/n_in)",
    use: "layers followed by ReLU or one of its family, leaky ReLU too",
    pitfall:
      "too large before tanh or sigmoid, which then saturate; Keras's is truncated, this one is not unless asked",
    reference: "He et al. 2015",
    seeAlso: ["heUniform", "glorotNormal", "lecunNormal"],
  },
  truncatable("heNormal"),
  ({ truncated }) => varianceScaling({ scale: 2, mode: "in", distribution: truncated ? "truncated" : "normal" }),
);

/** U(−√(6 / fan in), √(6 / fan in)). */
export const heUniform = createInitializer(
  {
    name: "He uniform",
    formula: "w ~ U(−√(6/n_in), √(6/n_in))",
    range: "[−√(6/n_in), √(6/n_in))",
    use: "layers followed by ReLU or one of its family, leaky ReLU too",
    pitfall: "too large before tanh or sigmoid, which then saturate",
    reference: "He et al. 2015",
    seeAlso: ["heNormal", "glorotUniform"],
  },
  options("heUniform", {}),
  () => varianceScaling({ scale: 2, mode: "in", distribution: "uniform" }),
);
