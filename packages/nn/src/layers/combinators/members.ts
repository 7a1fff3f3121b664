import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import { inOrder } from "@kaviar/base/random";
import { flatten, type Shape, type Structure, split, stack, type Tensor, unflatten, vmap } from "@kaviar/tensor";
import { argument } from "../../options.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import { asLayer } from "../contract/function-layer.ts";
import { applyLayer, initialize, inside, type Layer, type LayerLike, type State } from "../contract/layer.ts";
import { multiplyAddsOf } from "../contract/multiply-adds.ts";

const checkCount = argument("members", "count", whole(1));

/**
 * So many copies of a layer side by side, each with parameters of its own and all fed with the same: [N, …] becomes
 * [N, count, …].
 *
 * ```ts
 * members(8, sequential(dense(64), relu, dropout(0.1), dense(3)))     // eight networks that learn at once
 * ```
 * Their parameters are stacked, so that a step is as many operations as for one of them. What is random while they learn
 * is drawn once for all: one dropout mask, since drawing would take as long as learning.
 */
export const members = withCard(
  (count: number, like: LayerLike): Layer => {
    checkCount(count);
    const layer = asLayer(like);
    return {
      kind: "members",
      options: { count },
      children: { [layer.kind]: layer },
      init: (key, inputShape, following) => {
        const parts = split(key, count).map((each) => initialize(layer, each, inputShape, following));
        const [first] = parts as [(typeof parts)[0]];
        return {
          params: stacked(parts.map(({ params }) => params)),
          state: stacked(parts.map(({ state }) => state)),
          outputShape: [count, ...(first.outputShape as Shape)],
          multiplyAdds: count * multiplyAddsOf(first),
        };
      },
      apply: (params, state, x, context) => {
        const around = { ...inside(context, layer.kind), tap: undefined, added: undefined };
        const applied = vmap((params: Parameters, state: State) => {
          const { y, state: next, loss } = applyLayer(layer, params, state, x, around);
          return { y: y as Tensor, state: next, ...(loss ? { loss } : {}) };
        })(params, state);
        const { y, loss } = applied;
        const order = [1, 0, ...inOrder(y.rank).subarray(2)];
        return { y: y.transpose(order), state: applied.state, mask: null, ...(loss ? { loss: loss.sum() } : {}) };
      },
    };
  },
  {
    about: {
      name: "Copies side by side",
      formula: "y = [f₁(x), …, fₙ(x)], all f of one kind",
      use: "an ensemble that is trained as one network: the mean of what its members say is better than any of them",
      pitfall:
        "the members have to differ, by how they begin or by the rows they learn from; a loss of the mean of their outputs makes them one network, the mean of their losses keeps them apart",
      reference: "Hansen & Salamon 1990; Gorishniy et al. 2025",
      seeAlso: ["repeat", "parallel", "ensemble"],
    },
  },
);

/** Structures of one kind as one, whose tensors have them along a new first axis. */
const stacked = <S extends Structure>(parts: readonly S[]): S => {
  const lists = parts.map(flatten);
  return unflatten(
    parts[0]!,
    lists[0]!.map((_, i) => stack(lists.map((list) => list[i]!) as readonly Tensor[])),
  ) as S;
};
