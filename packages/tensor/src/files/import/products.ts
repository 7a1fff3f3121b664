import type { AnyTensor } from "../../core/tensor.ts";
import { einsum } from "../../operations/einsum.ts";
import type { Call, Translation } from "./call.ts";

const scaled = (x: AnyTensor, factor: number): AnyTensor => (factor === 1 ? x : x.mul(factor));

const gemm = (call: Call): AnyTensor => {
  const [a, b, c] = [call.input(0), call.input(1), call.inputs[2]];
  const left = call.integer("transA", 0) ? a.transpose() : a;
  const right = call.integer("transB", 0) ? b.transpose() : b;
  const product = scaled(left.matmul(right), call.float("alpha", 1));
  return c ? product.add(scaled(c, call.float("beta", 1))) : product;
};

export const products = {
  Einsum: ({ text, inputs }) => einsum(text("equation", "").replaceAll(" ", ""), ...inputs.map((x) => x!)),
  Gemm: gemm,
  MatMul: (call) => call.input(0).matmul(call.input(1)),
} satisfies Readonly<Record<string, Translation>>;
