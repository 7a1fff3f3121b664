import { type Tensor, tensor } from "@kaviar/tensor";

/** Numbers that a user may change, as tensors: inputs of a graph, so that another one does not compile again. */
export const numbersOf = <N extends Readonly<Record<string, number>>>(
  numbers: N,
): { readonly [K in keyof N]: Tensor } =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, tensor(value)])) as never;

/** All numbers in one dtype. */
export const castAll = <N extends string>(
  numbers: { readonly [K in N]: Tensor },
  dtype: Tensor["dtype"],
): { readonly [K in N]: Tensor } =>
  Object.fromEntries(Object.entries<Tensor>(numbers).map(([name, number]) => [name, number.cast(dtype)])) as never;
