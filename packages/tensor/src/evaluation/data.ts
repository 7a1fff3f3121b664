import type { AnyTensor, Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { flatten, type Returned, unflatten } from "../tracing/structure.ts";
import type { DType, Elements, Scalar } from "../values/dtype.ts";
import { compute, copyOfElements } from "./evaluation.ts";
import { showTensor } from "./print.ts";

/** What `data` makes of a structure: typed arrays in place of tensors. */
export type DataOf<S> =
  S extends Tensor<infer D> ? Elements[D] : S extends number ? Float32Array : { [Name in keyof S]: DataOf<S[Name]> };

/** The numbers of all tensors in a structure, computed in one run. */
export const data = async <S>(structure: Returned<S>): Promise<DataOf<S>> => {
  const tensors = flatten(structure);
  await compute(tensors);
  return unflatten<unknown>(structure, tensors.map(copyOfElements) as never) as DataOf<S>;
};

export const tensorData = async <D extends DType>(x: Tensor<D>): Promise<Elements[D]> => {
  await compute([x]);
  return copyOfElements(x) as Elements[D];
};

const toScalar = (dtype: DType, element: number | bigint): number | bigint | boolean =>
  dtype === "bool" ? element !== 0 : element;

/** The one number of a tensor with one element. */
export const item = async <D extends DType>(x: Tensor<D>): Promise<Scalar[D]> => {
  if (x.size !== 1) {
    throw new TensorError("scalar", `item() needs exactly one element: got ${x.size}.`, {
      operands: [{ name: "tensor", shape: x.shape, dtype: x.dtype }],
      remedy: "Use data() or array() for more.",
    });
  }
  return toScalar(x.dtype, (await tensorData(x))[0]!) as Scalar[D];
};

/** Nested arrays, as deep as the tensor has axes. */
export type NestedArray<T> = T | NestedArray<T>[];

export const array = async <D extends DType>(x: Tensor<D>): Promise<NestedArray<Scalar[D]>> => {
  const flat = await tensorData(x);
  let next = 0;
  const build = (axis: number): NestedArray<Scalar[D]> =>
    axis === x.rank
      ? (toScalar(x.dtype, flat[next++]!) as Scalar[D])
      : Array.from({ length: x.shape[axis]! }, () => build(axis + 1));
  return build(0);
};

/** Writes the tensor as NumPy would, to the console. */
export const print = async (x: AnyTensor): Promise<void> => {
  console.log(showTensor(await tensorData(x), x.shape, x.dtype));
};
