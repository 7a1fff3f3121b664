import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";
import { truncatable } from "./contract/initializer.ts";
import { varianceScaling } from "./variance-scaling.ts";

/** U(−√(6/(n_in + n_out)), √(6/(n_in + n_out))). */
export const glorotUniform = createInitializer(
  {
    name: "Glorot (Xavier) uniform",
    formula: "w ~ U(−√(6/(n_in + n_out)), √(6/(n_in + n_out)))",
    use: "layers followed by tanh, sigmoid, softmax or nothing",
    pitfall: "too small before ReLU: the signal shrinks layer by layer",
    reference: "Glorot & Bengio 2010",
    seeAlso: ["glorotNormal", "heNormal", "lecunNormal"],
  },
  options("glorotUniform", {}),
  () => varianceScaling({ mode: "average", distribution: "uniform" }),
);

/** N(0, 2/(n_in + n_out)). `truncated` cuts at two standard deviations. */
export const glorotNormal = createInitializer(
  {
    name: "Glorot (Xavier) normal",
    formula: "w ~ N(0, 2/(n_in + n_out))",
    use: "layers followed by tanh, sigmoid, softmax or nothing",
    pitfall:
      "too small before ReLU: the signal shrinks layer by layer; Keras's is truncated, this one is not unless asked",
    reference: "Glorot & Bengio 2010",
    seeAlso: ["glorotUniform", "heNormal"],
  },
  truncatable("glorotNormal"),
  ({ truncated }) => varianceScaling({ mode: "average", distribution: truncated ? "truncated" : "normal" }),
);
