import { activations } from "@kaviar/nn";
import { concat, type Tensor, zeros } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";
import { withSlope } from "./sampled.ts";

/** Those that look at a whole row: of [x, 0] the first is shown. */
const ofRows = ["softmax", "softmin", "logSoftmax", "hardmax"];
const halves = "glu";
const range = [-4, 4] as const;

/** An activation and its slope, as they are computed in training. */
export const activationPicture = (key: string): Promise<Panel[]> => {
  const f = activations[key as keyof typeof activations] as (x: Tensor) => Tensor;
  const from = { axis: "x", range };
  if (key === halves) return withSlope((x) => f(beside(x.mul(0).add(1), x)), { title: "glu of [1, x]", ...from });
  if (ofRows.includes(key))
    return withSlope((x) => f(beside(x, zeros([x.size]))).slice(null, 0), { title: `${key} of [x, 0]`, ...from });
  return withSlope(f, { title: key, ...from });
};

/** Two columns of one matrix. */
const beside = (a: Tensor, b: Tensor): Tensor => concat([a.reshape([a.size, 1]), b.reshape([b.size, 1])], 1);
