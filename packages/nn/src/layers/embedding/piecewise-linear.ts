import { withCard } from "@kaviar/base/card";
import { type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { Layer } from "../contract/layer.ts";

/**
 * Numbers by how far they have come in each of some intervals: −½ below it, ½ above it, and in a straight line between.
 * `edges` has for each feature the borders of its intervals, ascending, one more than intervals; a feature with none is
 * left out. [N, features] becomes [N, intervals of all features].
 *
 * ```ts
 * sequential(piecewiseLinear([[0, 1, 10], [-1, 1]]), dense(64), relu, dense(1))      // two intervals, and one
 * ```
 * Quantiles of the training rows make good edges.
 */
export const piecewiseLinear = withCard(
  (edges: readonly (readonly number[])[]): Layer => {
    checkEdges(edges);
    const intervals = edges.flatMap((own, feature) =>
      own.slice(1).map((to, i) => ({ feature, from: own[i]!, width: to - own[i]! })),
    );
    return {
      kind: "piecewiseLinear",
      options: { edges },
      init: (_, inputShape) => {
        if (inputShape.length === 1 && inputShape[0] === edges.length) {
          return { params: {}, state: {}, outputShape: [intervals.length] };
        }
        throw new ModelError(
          "shape",
          `piecewiseLinear takes a row of numbers with edges for each: got [${["N", ...inputShape].join(", ")}] and ${edges.length} lists of edges.`,
          { remedy: "A feature that is to be left out has the empty list." },
        );
      },
      apply: (_, state, x) => {
        const own = x.gather(tensor(Int32Array.from(intervals, ({ feature }) => feature)), 1);
        const from = tensor(Float32Array.from(intervals, ({ from }) => from));
        const width = tensor(Float32Array.from(intervals, ({ width }) => width));
        return { y: own.sub(from).div(width).clip(0, 1).sub(0.5) as Tensor, state };
      },
    };
  },
  {
    about: {
      name: "Piecewise linear encoding",
      formula: "yₜ = clip((x − bₜ) / (bₜ₊₁ − bₜ), 0, 1) − ½",
      use: "numbers of a table before a network: it then finds steps and bends as trees do",
      pitfall: "as wide as there are intervals; few rows and many columns want few of them",
      reference: "Gorishniy et al. 2022",
      seeAlso: ["embedding", "oneHotEncode", "normalize"],
    },
  },
);

const checkEdges = (edges: readonly (readonly number[])[]): void => {
  for (const [feature, own] of edges.entries()) {
    const odd = own.findIndex(
      (edge, i) => !Number.isFinite(edge) || (i > 0 && !(Math.fround(edge) > Math.fround(own[i - 1]!))),
    );
    if (odd < 0 && own.length !== 1) continue;
    throw new ModelError(
      "options",
      odd < 0
        ? `An interval has two edges: feature ${feature} has one.`
        : `Edges are finite and ascend, in float32 too: those of feature ${feature} are ${own.slice(Math.max(0, odd - 1), odd + 2).join(", ")} from number ${Math.max(0, odd - 1)} on.`,
    );
  }
  if (edges.some((own) => own.length > 0)) return;
  throw new ModelError("options", "piecewiseLinear makes something of at least one feature: none has edges.");
};
