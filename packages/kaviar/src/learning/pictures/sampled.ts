import { grad, type Tensor, tensor } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";

/** As many dots as a panel may have across. */
const count = 121;

/** A function of one number, given as one of all of them at once, and its slope beside it: two panels. */
export const withSlope = async (
  f: (x: Tensor) => Tensor,
  { title, axis, range }: Pick<Panel, "title" | "axis" | "range">,
): Promise<Panel[]> => {
  const xs = evenly(range);
  const x = tensor(xs);
  const [values, slopes] = await Promise.all([f(x).data(), grad((at: Tensor) => f(at).sum())(x).data()]);
  const panel = (name: string, ys: ArrayLike<number>): Panel => {
    return { title: name, axis, shape: "line", range, points: xs.map((at, i) => [at, ys[i]!]) };
  };
  return [panel(title, values), panel("its slope", slopes)];
};

/** Numbers from one end to the other, both among them. */
export const evenly = ([from, to]: Panel["range"]): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
