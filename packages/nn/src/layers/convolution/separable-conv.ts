import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import { type PerAxis, split } from "@kaviar/tensor";
import { argument } from "../../options.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import type { Layer } from "../contract/layer.ts";
import { perAxis } from "../contract/per-axis.ts";
import { written } from "../contract/written.ts";
import { conv1d, conv2d } from "./conv.ts";
import { type DepthwiseConvOptions, depthwiseConv1d, depthwiseConv2d, depthwiseOptions } from "./depthwise-conv.ts";

const separable = (kind: string, axes: 1 | 2) => {
  const checkFilters = argument(kind, "filters", whole(1));
  const checkSize = argument(kind, "size", perAxis(axes));
  const read = depthwiseOptions(kind, axes);
  return (filters: number, size: PerAxis, given: DepthwiseConvOptions = {}): Layer => {
    checkFilters(filters);
    checkSize(size);
    const { bias, initializer, ...window } = read(given);
    const start = initializer ? { initializer } : {};
    const depthwise = (axes === 1 ? depthwiseConv1d : depthwiseConv2d)(size, { ...window, ...start, bias: false });
    const pointwise = (axes === 1 ? conv1d : conv2d)(filters, 1, { ...start, ...(bias === undefined ? {} : { bias }) });
    return {
      kind,
      options: written({ filters, size, ...given }),
      init: (key, inputShape, following) => {
        const [first, second] = split(key, 2);
        const around = depthwise.init(first!, inputShape, following);
        const across = pointwise.init(second!, around.outputShape, following);
        return {
          params: { depthwise: around.params, pointwise: across.params },
          state: {},
          outputShape: across.outputShape,
          multiplyAdds: around.multiplyAdds! + across.multiplyAdds!,
        };
      },
      apply: (params, state, x, context) => {
        const around = depthwise.apply(params.depthwise as Parameters, {}, x, context);
        const mask = around.mask === undefined ? context.mask : around.mask;
        const at = { ...context, mask: mask ?? undefined };
        return { mask: mask ?? null, ...pointwise.apply(params.pointwise as Parameters, {}, around.y, at), state };
      },
    };
  };
};

/** `separableConv2d` along sequences [N, T, F]. */
export const separableConv1d = withCard(separable("separableConv1d", 1), {
  about: {
    name: "Depthwise separable convolution along sequences",
    formula: "y = W·(one kernel a feature ∗ x) + b",
    use: "in place of conv1d on signals of many features: about 1/size of its multiply-adds",
    pitfall: "less expressive than conv1d with as many filters: give it more of them",
    reference: "Kaiser et al. 2018",
    seeAlso: ["depthwiseConv1d", "conv1d"],
  },
});

/**
 * A convolution in two cheap steps: one kernel a channel looks around, then a 1×1 convolution mixes the channels.
 *
 * ```ts
 * sequential(separableConv2d(64, 3), batchNorm(), relu)
 * ```
 * For 3×3 and many filters about a ninth of the multiply-adds of `conv2d`, at a little less capacity.
 */
export const separableConv2d = withCard(separable("separableConv2d", 2), {
  about: {
    name: "Depthwise separable convolution",
    formula: "y = W·(one kernel a channel ∗ x) + b",
    use: "in place of conv2d where size counts: about 1/9 of its multiply-adds for 3×3 kernels",
    pitfall: "less expressive than conv2d with as many filters: give it more of them",
    reference: "Chollet 2017",
    seeAlso: ["depthwiseConv2d", "conv2d"],
  },
});
