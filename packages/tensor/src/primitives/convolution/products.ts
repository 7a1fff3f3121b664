import type { AnyTensor } from "../../core/tensor.ts";
import { range, type Shape, sizeOf } from "../../values/shape.ts";
import { splitTensor } from "../split.ts";
import { addToWindows } from "../windows.ts";
import { addColumns, gatherColumns } from "./gathered.ts";
import { imagesFirst, imagesLast } from "./images-last.ts";
import {
  type ConvParams,
  type ConvTransposeParams,
  type ConvWeightsParams,
  countWindows,
  spansOf,
  spatialOf,
} from "./params.ts";

/*
 * Convolutions as matrix products: in float64, where the runtime has no operators; of many tiny images, where its
 * operators make a product for each; and for the weights, for which there is none. Measured in
 * docs/decisions/convolution-gradients.md.
 */

/**
 * Is one product for all images faster than the operators' one for each? Where those are small: of few columns, or of few
 * multiplications in all.
 */
export const manyTinyImages = (images: number, w: Shape, results: Shape, groups: number): boolean =>
  groups === 1 &&
  images >= 16 &&
  (sizeOf(results) < 64 || (fewMeetings(w.slice(2), results) && sizeOf(w) * sizeOf(results) <= 2 ** 20));

/** [O, C · places] · [C · places, results of all images] */
export const convByProduct = (
  x: AnyTensor,
  w: AnyTensor,
  bias: AnyTensor | undefined,
  params: ConvParams,
): AnyTensor => {
  const kernel = spatialOf(w);
  const results = countWindows(spatialOf(x), spansOf(kernel, params.dilations), params);
  const [images, outputs] = [x.shape[0]!, w.shape[0]!];
  const rows = w.reshape([params.groups, outputs / params.groups, -1]);
  const product = rows.matmul(columnsOf(x, kernel, results, params));
  const sum = bias ? product.add(bias.reshape([params.groups, -1, 1])) : product;
  return imagesFirst(sum.reshape([outputs, ...results, images]));
};

/** [C · places, O] · [O, results of all images], each place added to where it came from. */
export const convTransposeByProduct = (y: AnyTensor, w: AnyTensor, params: ConvTransposeParams): AnyTensor => {
  const { groups, spatial } = params;
  const [kernel, results, images] = [spatialOf(w), spatialOf(y), y.shape[0]!];
  const channels = w.shape[1]! * groups;
  const left = w.reshape([groups, w.shape[0]! / groups, -1]).transpose([0, 2, 1]);
  const [first, ...rest] = results as [number, ...number[]];
  const product = left.matmul(resultColumns(y, groups));
  if (fewMeetings(kernel, results)) {
    const columns = product.reshape([channels, sizeOf(kernel) * sizeOf(results), images]);
    return imagesFirst(addColumns(columns, spatial, kernel, results, params).reshape([channels, ...spatial, images]));
  }
  const products = product.reshape([channels, sizeOf(kernel) * first, ...rest, images]);
  const parts = splitTensor(
    products,
    range(sizeOf(kernel)).map(() => first),
    1,
  );
  return imagesFirst(addPlaces(parts, kernel, results, spatial, params));
};

/** [O, results of all images] · [results of all images, C · places] */
const weightsByColumns = (x: AnyTensor, y: AnyTensor, params: ConvWeightsParams): AnyTensor => {
  const { groups, kernel } = params;
  const columns = columnsOf(x, kernel, spatialOf(y), params);
  const product = resultColumns(y, groups).matmul(columns.transpose([0, 2, 1]));
  return product.reshape([y.shape[1]!, x.shape[1]! / groups, ...kernel]);
};

/** [O, results] · [results, C · places] for each image, added up. */
const weightsByImage = (x: AnyTensor, y: AnyTensor, params: ConvWeightsParams): AnyTensor => {
  const { groups, kernel } = params;
  const [images, outputs, channels] = [x.shape[0]!, y.shape[1]! / groups, x.shape[1]! / groups];
  const columns = join(patches(x, kernel, spatialOf(y), params, 2), 2).reshape([
    images,
    groups,
    channels * sizeOf(kernel),
    -1,
  ]);
  const products = y.reshape([images, groups, outputs, -1]).matmul(columns.transpose([0, 1, 3, 2]));
  return products.sum(0).reshape([groups * outputs, channels, ...kernel]);
};

/** [O, results of all images] · [results of all images, C] for each place. */
const weightsByPlace = (x: AnyTensor, y: AnyTensor, params: ConvWeightsParams): AnyTensor => {
  const { groups, kernel } = params;
  const channels = x.shape[1]! / groups;
  const left = resultColumns(y, groups);
  const products = patches(imagesLast(x), kernel, spatialOf(y), params, 1).map((patch) =>
    left.matmul(patch.reshape([groups, channels, -1]).transpose([0, 2, 1])),
  );
  const columns = products.map((product) => product.expandDims(3));
  return join(columns, 3).reshape([y.shape[1]!, channels, ...kernel]);
};

/** More places would make a graph too large: a few nodes for each. */
const mostPlaces = 100;

/** Is a convolution with the results as its kernel better than products for each place? */
export const largeKernel = (x: AnyTensor, { kernel }: ConvWeightsParams): boolean =>
  x.dtype === "float32" && x.rank <= 4 && sizeOf(kernel) > mostPlaces;

/** Few channels make thin products for each place; with few images there is nothing to gain from putting them last. */
export const convWeightsByProduct = (x: AnyTensor, y: AnyTensor, params: ConvWeightsParams): AnyTensor => {
  const images = x.shape[0]!;
  const w = [y.shape[1]!, x.shape[1]! / params.groups, ...params.kernel];
  if (x.dtype === "float64" || manyTinyImages(images, w, spatialOf(y), params.groups))
    return weightsByColumns(x, y, params);
  const thin = x.shape[1]! / params.groups < 8;
  return thin || images < 8 ? weightsByImage(x, y, params) : weightsByPlace(x, y, params);
};

/** Are there so few that a list of them is small beside the tensors? */
const fewMeetings = (kernel: Shape, results: Shape): boolean => sizeOf(kernel) * sizeOf(results) <= 2 ** 14;

/** [groups, C/groups · places, results of all images]: what meets the kernel at each result. */
const columnsOf = (x: AnyTensor, kernel: Shape, results: Shape, params: ConvParams): AnyTensor => {
  const last = imagesLast(x);
  const places = fewMeetings(kernel, results)
    ? gatherColumns(last.reshape([x.shape[1]!, -1, x.shape[0]!]), spatialOf(x), kernel, results, params)
    : join(patches(last, kernel, results, params, 1), 1);
  return places.reshape([params.groups, (x.shape[1]! / params.groups) * sizeOf(kernel), -1]);
};

/** [groups, O/groups, results of all images] */
const resultColumns = (y: AnyTensor, groups: number): AnyTensor =>
  imagesLast(y).reshape([groups, y.shape[1]! / groups, -1]);

/** For each place of the kernel the elements that meet it, one for each result; the spatial axes start at `first`. */
const patches = (
  x: AnyTensor,
  kernel: Shape,
  results: Shape,
  { strides, dilations, low, high }: ConvParams,
  first: number,
): AnyTensor[] => {
  const padded = x.pad(x.shape.map((_, axis) => [low[axis - first] ?? 0, high[axis - first] ?? 0]));
  return placesOf(kernel).map((place) =>
    padded.slice(
      ...range(first).map(() => null),
      ...place.map((k, i) => {
        const start = k * dilations[i]!;
        return [start, start + (results[i]! - 1) * strides[i]! + 1, strides[i]!] as const;
      }),
    ),
  );
};

/** Every place of a kernel, in row-major order. */
const placesOf = (kernel: Shape): number[][] =>
  kernel.reduce<number[][]>((places, n) => places.flatMap((place) => range(n).map((k) => [...place, k])), [[]]);

/** The adjoint of `patches` with the images last: one spatial axis after the other, the last one first. */
const addPlaces = (
  parts: readonly AnyTensor[],
  kernel: Shape,
  results: Shape,
  spatial: Shape,
  { strides, dilations, low }: ConvParams,
): AnyTensor => {
  let sums = parts;
  for (let i = kernel.length - 1; i >= 0; i--) {
    const size = kernel[i]!;
    const windows = {
      axis: i + 1,
      size,
      stride: strides[i]!,
      dilation: dilations[i]!,
      low: low[i]!,
      count: results[i]!,
    };
    sums = range(sums.length / size).map((line) =>
      addToWindows(sums.slice(line * size, (line + 1) * size), windows, spatial[i]!),
    );
  }
  return sums[0]!;
};

const join = ([first, ...rest]: readonly AnyTensor[], axis: number): AnyTensor => first!.concat(rest, axis);
