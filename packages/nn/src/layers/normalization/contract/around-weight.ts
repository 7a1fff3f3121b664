import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../../../error.ts";
import type { Parameters } from "../../../parameters/parameters.ts";
import { asLayer } from "../../contract/function-layer.ts";
import type { AnyLayer, Layer, LayerLike } from "../../contract/layer.ts";

/** A layer around one that has a weight, which it is given changed. */
export const withWeight = (wrapper: string, like: LayerLike): Layer => {
  const layer = asLayer(like) as AnyLayer as Layer;
  if (/^(dense|(depthwiseConv|convTranspose|conv)[123]d)$/.test(layer.kind)) return layer;
  throw new ModelError(
    "options",
    `${wrapper} takes a layer with one weight, dense or a convolution: got ${layer.kind}.`,
    {
      remedy: `Put it around each of them: sequential(${wrapper}(dense(8)), relu).`,
    },
  );
};

/** Where the axis of outputs is: the last of a matrix [in, out], the first of kernels, the second of transposed ones. */
const outputAxis = (kind: string): number => (kind === "dense" ? 1 : kind.startsWith("convTranspose") ? 1 : 0);

/** A weight as a matrix with a row for each output, and back. */
export const rowsOf = (kind: string, weight: Tensor) => {
  const axis = outputAxis(kind);
  const order = [axis, ...weight.shape.keys()].filter((each, i) => i === 0 || each !== axis);
  const front = weight.transpose(order);
  const back = order.map((_, i) => order.indexOf(i));
  return {
    rows: front.reshape([front.shape[0]!, -1]),
    restored: (rows: Tensor): Tensor => rows.reshape(front.shape).transpose(back),
  };
};

export const weightIn = (params: Parameters): Tensor => params.weight as Tensor;
