import { applyOne, type Primitive } from "../../core/primitive.ts";
import type { Abstract, AnyTensor } from "../../core/tensor.ts";
import { range, type Shape } from "../../values/shape.ts";
import { generate, read } from "../../values/values.ts";
import { full } from "../constant.ts";
import { batchConv } from "./batch.ts";
import { checkConv, checkConvTranspose, missing } from "./check.ts";
import {
  type ConvParams,
  type ConvTransposeParams,
  type ConvWeightsParams,
  countWindows,
  spansOf,
  spatialOf,
} from "./params.ts";
import {
  convByProduct,
  convTransposeByProduct,
  convWeightsByProduct,
  largeKernel,
  manyTinyImages,
} from "./products.ts";
import { forEachTerm, zerosOf } from "./terms.ts";

/*
 * Convolution is one sum of products of three tensors: images x [N, C, …], weights w [O, C/groups, …] and results
 * y [N, O, …],
 *
 *   Σ y[n, o, p] · w[o, c, k] · x[n, c, stride · p + dilation · k − low].
 *
 * `conv`, `convTranspose` and `convWeights` are its derivatives by y, by x and by w. Each makes one of the three from the
 * other two, and its own derivatives are the other two: derivatives of any order stay in the family.
 */

/** Results from images, weights and perhaps a bias [O], which is free here and a pass over memory elsewhere. */
export const convPrimitive: Primitive<ConvParams> = {
  name: "conv",
  infer: ([x, w, bias], params) => {
    checkConv(x!, w!, bias, params);
    const results = countWindows(spatialOf(x!), spansOf(spatialOf(w!), params.dilations), params);
    return [{ shape: [x!.shape[0]!, w!.shape[0]!, ...results], dtype: x!.dtype }];
  },
  simplify: ([x, w, bias], params) => {
    const zeros = zeroWhenEmpty(convPrimitive, [x!, w!], params);
    return zeros && bias ? zeros.add(alongChannels(bias, x!.rank)) : zeros;
  },
  evaluate: ([x, w, bias], params, [y]) => {
    const sums = generate(y!.shape, y!.dtype, ([, o]) => (bias ? read(bias, [o!]) : 0));
    forEachTerm(x!, w!, sums, params, (i, j, k) => {
      sums.data[k]! += x!.data[i]! * w!.data[j]!;
    });
    return [sums];
  },
  compose: ([x, w, bias], params) => {
    const results = countWindows(spatialOf(x!), spansOf(spatialOf(w!), params.dilations), params);
    return withoutOperator(x!, w!, results, params) ? [convByProduct(x!, w!, bias, params)] : undefined;
  },
  lower: (emit, inputs, { params }) => [emit.op("Conv", inputs, attributesOf(params))],
  derivative: ({ inputs: [x, w], params, needed }, [d]) => [
    needed[0] ? applyOne(convTransposePrimitive, [d!, w!], { ...params, spatial: spatialOf(x!) }) : undefined,
    needed[1] ? applyOne(convWeightsPrimitive, [x!, d!], { ...params, kernel: spatialOf(w!) }) : undefined,
    needed[2] ? d!.sum(range(d!.rank).filter((axis) => axis !== 1)) : undefined,
  ],
  batch: ([x, w, bias], [ofX, ofW, ofBias], params, size) => {
    const operands = [x!, w!];
    const flags = [ofX!, ofW!];
    const convolve = () => batchConv(convPrimitive, ["x", "w", "y"], operands, flags, params, size);
    if (!bias) return [convolve()];
    const rank = ofX ? x!.rank - 1 : x!.rank;
    const y = ofX || ofW ? convolve() : applyOne(convPrimitive, operands, params);
    const added = ofBias ? bias.reshape([size, 1, bias.shape[1]!, ...onesFor(rank)]) : alongChannels(bias, rank);
    return [y.add(added)];
  },
};

const onesFor = (rank: number): number[] => new Array<number>(rank - 2).fill(1);
const alongChannels = (bias: AnyTensor, rank: number): AnyTensor => bias.reshape([-1, ...onesFor(rank)]);

/** Images from results and weights. */
export const convTransposePrimitive: Primitive<ConvTransposeParams> = {
  name: "convTranspose",
  infer: ([y, w], params) => {
    checkConvTranspose(y!, w!, params);
    return [{ shape: [y!.shape[0]!, w!.shape[1]! * params.groups, ...params.spatial], dtype: y!.dtype }];
  },
  simplify: (inputs, params) => zeroWhenEmpty(convTransposePrimitive, inputs, params),
  evaluate: ([y, w], params, [x]) => {
    const sums = zerosOf(x!);
    forEachTerm(sums, w!, y!, params, (i, j, k) => {
      sums.data[i]! += w!.data[j]! * y!.data[k]!;
    });
    return [sums];
  },
  compose: ([y, w], params) =>
    withoutOperator(y!, w!, spatialOf(y!), params) ? [convTransposeByProduct(y!, w!, params)] : undefined,
  lower: (emit, inputs, { inputs: [y, w], params }) => [
    emit.op("ConvTranspose", inputs, { ...attributesOf(params), output_padding: missing(y!, w!, params) }),
  ],
  derivative: ({ inputs: [y, w], params: { spatial: _, ...params }, needed }, [d]) => [
    needed[0] ? applyOne(convPrimitive, [d!, w!], params) : undefined,
    needed[1] ? applyOne(convWeightsPrimitive, [d!, y!], { ...params, kernel: spatialOf(w!) }) : undefined,
  ],
  batch: (inputs, batched, params, size) => [
    batchConv(convTransposePrimitive, ["y", "w", "x"], inputs, batched, params, size),
  ],
};

/** Weights from images and results. There is no operator for it. */
export const convWeightsPrimitive: Primitive<ConvWeightsParams> = {
  name: "convWeights",
  infer: ([x, y], { groups, kernel }) => [{ shape: [y!.shape[1]!, x!.shape[1]! / groups, ...kernel], dtype: x!.dtype }],
  simplify: (inputs, params) => zeroWhenEmpty(convWeightsPrimitive, inputs, params),
  evaluate: ([x, y], params, [w]) => {
    const sums = zerosOf(w!);
    forEachTerm(x!, sums, y!, params, (i, j, k) => {
      sums.data[j]! += x!.data[i]! * y!.data[k]!;
    });
    return [sums];
  },
  compose: ([x, y], params) => [
    largeKernel(x!, params) ? convWeightsByConv(x!, y!, params) : convWeightsByProduct(x!, y!, params),
  ],
  lower: (_, inputs) => inputs,
  derivative: ({ inputs: [x, y], params: { kernel: _, ...params }, needed }, [d]) => [
    needed[0] ? applyOne(convTransposePrimitive, [y!, d!], { ...params, spatial: spatialOf(x!) }) : undefined,
    needed[1] ? applyOne(convPrimitive, [x!, d!], params) : undefined,
  ],
  batch: (inputs, batched, params, size) => [
    batchConv(convWeightsPrimitive, ["x", "y", "w"], inputs, batched, params, size),
  ],
};

/**
 * A convolution with one spatial axis more, in front: the channels are places of it, the images are channels, and the
 * results are the kernel. Stride and dilation change places.
 */
const convWeightsByConv = (x: AnyTensor, y: AnyTensor, params: ConvWeightsParams): AnyTensor => {
  const { strides, dilations, low, high, groups, kernel } = params;
  const [images, channels] = [x.shape[0]!, x.shape[1]! / groups];
  const spatial = kernel.map((_, i) => i + 3);
  const grouped = x.reshape([images, groups, channels, ...spatialOf(x)]).transpose([1, 0, 2, ...spatial]);
  const turned = y.transpose([1, 0, ...spatial.map((axis) => axis - 1)]).expandDims(2);
  const sums = applyOne(convPrimitive, [grouped.reshape([1, groups * images, channels, ...spatialOf(x)]), turned], {
    strides: [1, ...dilations],
    dilations: [1, ...strides],
    low: [0, ...low],
    high: [0, ...high],
    groups,
  });
  // Where the stride left elements over, there are results for places behind the kernel.
  return sums.slice(0, null, null, ...kernel.map((length) => [0, length] as const));
};

/** The runtime has operators for float32, and for that not always the fastest. */
const withoutOperator = ({ dtype, shape }: AnyTensor, w: AnyTensor, results: Shape, { groups }: ConvParams): boolean =>
  dtype === "float64" || manyTinyImages(shape[0]!, w.shape, results, groups);

const attributesOf = ({ strides, dilations, low, high, groups }: ConvParams) => ({
  strides,
  dilations,
  pads: [...low, ...high],
  group: groups,
});

/** A sum of nothing. The runtime's operators differ on what they make of it. */
const zeroWhenEmpty = <P>(primitive: Primitive<P>, inputs: readonly AnyTensor[], params: P): AnyTensor | undefined => {
  if (inputs.every(({ size }) => size > 0)) return undefined;
  const [{ shape, dtype }] = primitive.infer(inputs, params) as [Abstract];
  return full(shape, 0, dtype);
};
