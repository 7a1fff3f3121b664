import { type Key, split, type Tensor } from "@kaviar/tensor";
import type { Parameters } from "../../../parameters/parameters.ts";
import { keepMask } from "../../contract/keep-mask.ts";
import { type AnyLayer, applyLayer, initialize, inside, type Layer } from "../../contract/layer.ts";
import { dense } from "../../core/dense.ts";

/** The net that each step goes through by itself: wide, bent, and back to the width it came with. */
export const feedForward = (hidden: number, activation: AnyLayer): Layer => ({
  kind: "feedForward",
  init: (key, inputShape) => {
    const [first, second, third] = split(key, 3) as [Key, Key, Key];
    const wide = dense(hidden).init(first, inputShape, [activation]);
    const bend = initialize(activation, third, wide.outputShape);
    const back = dense(inputShape.at(-1)!).init(second, wide.outputShape);
    return {
      params: {
        hidden: wide.params,
        ...(Object.keys(bend.params).length > 0 ? { activation: bend.params } : {}),
        output: back.params,
      },
      state: {},
      outputShape: inputShape,
      multiplyAdds: wide.multiplyAdds! + back.multiplyAdds!,
    };
  },
  apply: (params, state, x, context) => {
    const through = (signal: Tensor, name: string): Tensor => {
      const { weight, bias } = params[name] as Parameters & { readonly weight: Tensor; readonly bias: Tensor };
      return signal.matmul(weight).add(bias);
    };
    const wide = through(x, "hidden");
    const at = inside(context, "activation");
    const bent = applyLayer(activation, params.activation as Parameters, {}, wide, at).y as Tensor;
    const kept =
      context.training && state.dropout ? bent.mul(keepMask(context.key, bent.shape, state.dropout as Tensor)) : bent;
    return { y: through(kept, "output"), state };
  },
});
