import { apply, applyOne } from "../../core/primitive.ts";
import { type AnyTensor, type Node, nodeOf } from "../../core/tensor.ts";
import { imagesFirst, imagesLast } from "../../primitives/convolution/images-last.ts";
import { isFlat } from "../../primitives/normalization/channels.ts";
import type { MaxPoolParams } from "../../primitives/pooling/max-pool.ts";
import type { ReductionParams } from "../../primitives/reductions.ts";
import { broadcastShapes, sameShape } from "../../values/shape.ts";

/** The same node on other tensors, and those that it is now made of. */
export interface Moved {
  readonly outputs: readonly AnyTensor[];
  readonly given: readonly AnyTensor[];
}

/**
 * A convolution that is computed as one product for many images gives them along the last axis, [C, …, N]; a transpose
 * then puts them first, where everything else expects them. Operations that give the same wherever the images are
 * (elementwise ones, pooling, whatever treats a channel as a whole) are moved before that transpose: along rows of images
 * they are faster, and the transposes of neighbouring convolutions then follow each other and cancel.
 */
export const withImagesLast = (node: Node, inputs: readonly AnyTensor[]): Moved | undefined => {
  const turned = inputs.map(turnedFrom);
  if (turned.every((each) => each === undefined)) return undefined;
  const outputs = move(node, inputs, turned);
  return outputs && { outputs, given: inputs.map((input, i) => turned[i] ?? input) };
};

/** With fewer images rows of them are too short. */
const fewestImages = 16;

/** [elements, N], where x [N, …] is nothing but that turned around. */
const turnedFrom = (x: AnyTensor): AnyTensor | undefined => {
  const shaped = nodeOf(x);
  if (x.rank < 3 || x.shape[0]! < fewestImages || shaped?.primitive.name !== "reshape") return undefined;
  const turn = nodeOf(shaped.inputs[0]!);
  const isTurn = turn?.primitive.name === "transpose" && turn.outputs[0]!.rank === 2;
  return isTurn && turn.outputs[0]!.shape[0] === x.shape[0] ? turn.inputs[0] : undefined;
};

const move = (
  node: Node,
  inputs: readonly AnyTensor[],
  turned: readonly (AnyTensor | undefined)[],
): readonly AnyTensor[] | undefined => {
  const { primitive, params } = node;
  const [x] = inputs as [AnyTensor];
  const last = (i: number) => turned[i]?.reshape([...inputs[i]!.shape.slice(1), inputs[i]!.shape[0]!]);
  if (primitive.elementwise) return moveElementwise(node, inputs, last);
  if (primitive.name === "maxPool" || primitive.name === "maxUnpool") {
    if (!turned.at(-1)) return undefined;
    const images = inputs.map((input, i) => (last(i) ?? imagesLast(input)).expandDims(0));
    return [imagesFirst(applyOne(primitive, images, alongImages(params as MaxPoolParams)).squeeze(0))];
  }
  if ((primitive.name === "standardize" || primitive.name === "scaleChannels") && turned[0] && !isFlat(x)) {
    const one = turned[0].reshape([1, x.shape[1]!, -1]);
    const [y, ...moments] = apply(primitive, [one, ...inputs.slice(1)], params);
    return [imagesFirst(y!.reshape([...x.shape.slice(1), x.shape[0]!])), ...moments];
  }
  if (primitive.name === "sum" && (params as ReductionParams).axes.includes(0)) {
    const axes = (params as ReductionParams).axes.map((axis) => (axis === 0 ? x.rank - 1 : axis - 1));
    return [last(0)!.sum(axes).reshape(node.outputs[0]!.shape)];
  }
  return undefined;
};

/** Operands that have all images are turned too; those that all images share need not be. */
const moveElementwise = (
  { primitive, params }: Node,
  inputs: readonly AnyTensor[],
  last: (i: number) => AnyTensor | undefined,
): readonly AnyTensor[] | undefined => {
  const shape = broadcastShapes(...inputs.map((input) => input.shape))!;
  const moved = inputs.map((input, i) => {
    if (sameShape(input.shape, shape)) return last(i) ?? imagesLast(input);
    if (input.rank === shape.length && input.shape[0] !== 1) return undefined;
    return input.reshape([...(input.rank === shape.length ? input.shape.slice(1) : input.shape), 1]);
  });
  return moved.every((each) => each !== undefined) ? [imagesFirst(applyOne(primitive, moved, params))] : undefined;
};

/** Windows over one image whose last axis are the images. */
const alongImages = ({ kernel, strides, low, high, ...rest }: MaxPoolParams): MaxPoolParams => ({
  ...rest,
  kernel: [...kernel, 1],
  strides: [...strides, 1],
  low: [...low, 0],
  high: [...high, 0],
});
