import { backward } from "../core/backward.ts";
import { asBatch, batchGraph, bindBatched } from "../core/batching.ts";
import type { Primitive } from "../core/primitive.ts";
import { substitute } from "../core/rewrite.ts";
import { type AnyTensor, placeholder } from "../core/tensor.ts";
import { range } from "../values/shape.ts";
import { generate, read } from "../values/values.ts";

export interface GemmParams {
  readonly transA: boolean;
  readonly transB: boolean;
  readonly alpha: number;
  readonly beta: number;
}

/**
 * α·op(A)·op(B) + β·C for matrices, C stretched to fit: what the compiler makes of a product, its transposes, its bias
 * and its scale. Users write those; derivatives and batches are taken before, and here go through what it stands for.
 */
export const gemmPrimitive: Primitive<GemmParams> = {
  name: "gemm",
  infer: ([a, b], { transA, transB }) => [
    { shape: [a!.shape[transA ? 1 : 0]!, b!.shape[transB ? 0 : 1]!], dtype: a!.dtype },
  ],
  evaluate: ([a, b, c], { transA, transB, alpha, beta }, [output]) => [
    generate(output!.shape, output!.dtype, ([i, j]) => {
      const left = (k: number) => read(a!, transA ? [k, i!] : [i!, k]);
      const right = (k: number) => read(b!, transB ? [j!, k] : [k, j!]);
      const inner = range(a!.shape[transA ? 0 : 1]!).reduce((sum, k) => sum + left(k) * right(k), 0);
      return alpha * inner + (c ? beta * read(c, [i!, j!]) : 0);
    }),
  ],
  lower: (emit, inputs, { params: { transA, transB, alpha, beta } }) => [
    emit.op("Gemm", inputs, {
      ...(transA ? { transA: 1 } : {}),
      ...(transB ? { transB: 1 } : {}),
      ...(alpha === 1 ? {} : { alpha: { float: alpha } }),
      ...(beta === 1 ? {} : { beta: { float: beta } }),
    }),
  ],
  derivative: ({ inputs, params }, [d]) => {
    const own = inputs.map(standIn);
    const gradients = backward([expand(own, params)], [d], own);
    const present = gradients.filter((each) => each !== undefined);
    const actual = substitute(present, own, inputs);
    return gradients.map((each) => each && actual[present.indexOf(each)]);
  },
  batch: (inputs, batched, params, size) => {
    const own = inputs.map((x, i) => (batched[i] ? placeholder(x.shape.slice(1), x.dtype, "an example") : standIn(x)));
    return batchGraph([expand(own, params)], bindBatched(own, inputs, batched), size).map((each) =>
      asBatch(each, size),
    );
  },
};

const standIn = ({ shape, dtype }: AnyTensor): AnyTensor => placeholder(shape, dtype, "an operand");

const expand = ([a, b, c]: readonly AnyTensor[], { transA, transB, alpha, beta }: GemmParams): AnyTensor => {
  const product = (transA ? a!.transpose() : a!).matmul(transB ? b!.transpose() : b!).mul(alpha);
  return c ? product.add(c.mul(beta)) : product;
};
