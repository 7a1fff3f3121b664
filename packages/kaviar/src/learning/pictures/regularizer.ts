import { elastic, everything, l1, l2, type Regularizer } from "@kaviar/nn";
import { type Tensor, vmap } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";
import { withSlope } from "./sampled.ts";

const where = { where: everything };
const penalties: Readonly<Record<string, readonly [code: string, penalty: Regularizer]>> = {
  elastic: ["elastic({ l1: 1, l2: 1 })", elastic({ l1: 1, l2: 1, ...where })],
  l1: ["l1(1)", l1(1, where)],
  l2: ["l2(1)", l2(1, where)],
};

/** What a weight costs, and how hard it is pulled to 0. */
export const regularizerPicture = async (key: string): Promise<Panel[] | undefined> => {
  const [title, penalty] = penalties[key] ?? [];
  if (!title || !penalty) return undefined;
  return withSlope((x) => vmap((weight: Tensor) => penalty({ weight }))(x), { title, axis: "weight", range: [-2, 2] });
};
