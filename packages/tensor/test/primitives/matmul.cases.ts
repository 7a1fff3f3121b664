import { applyOne } from "@kaviar/tensor/core/primitive";
import { gemmPrimitive } from "@kaviar/tensor/primitives/gemm";
import fc from "fast-check";
import { broadcastable, type Case, type Cases, floats, numbers } from "./conformance.ts";

const length = fc.integer({ min: 0, max: 3 });

const product: Case = {
  dtypes: numbers,
  example: () =>
    fc.tuple(broadcastable(2), length, length, length).map(([[left, right], m, k, n]) => ({
      operands: [{ shape: [...left!.slice(-2), m, k] }, { shape: [...right!.slice(-2), k, n] }],
      f: (x, y) => [x!.matmul(y!)],
    })),
};

const vectors: Case = {
  title: "vectors",
  dtypes: numbers,
  example: () =>
    fc.tuple(length, length, fc.boolean(), fc.boolean()).map(([k, n, left, right]) => ({
      operands: [{ shape: left ? [k] : [n, k] }, { shape: right ? [k] : [k, n] }],
      f: (x, y) => [x!.matmul(y!)],
    })),
};

/** The runtime has it for matrices of floats; the compiler makes none with an inner axis of length 0. */
const fused: Case = {
  dtypes: floats,
  example: () =>
    fc
      .tuple(
        length,
        fc.integer({ min: 1, max: 3 }),
        length,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom("none", "row", "matrix"),
        fc.boolean(),
      )
      .map(([m, k, n, transA, transB, bias, scaled]) => ({
        operands: [
          { shape: transA ? [k, m] : [m, k] },
          { shape: transB ? [n, k] : [k, n] },
          ...(bias === "none" ? [] : [{ shape: bias === "row" ? [n] : [m, n] }]),
        ],
        f: (...xs) => [applyOne(gemmPrimitive, xs, { transA, transB, alpha: scaled ? 0.5 : 1, beta: scaled ? 2 : 1 })],
      })),
};

export const products = { gemm: [fused], matmul: [product, vectors] } as const satisfies Cases;
