import { type Tensor, tensor } from "@kaviar/tensor";

/** Numbers of a link, as tensors for its state. */
export const numbersOf = <N extends Readonly<Record<string, number>>>(
  numbers: N,
): { readonly [K in keyof N]: Tensor } =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, tensor(value)])) as never;
