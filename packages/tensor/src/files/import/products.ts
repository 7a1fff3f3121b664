import type { AnyTensor } from "../../core/tensor.ts";
import { einsum } from "../../operations/einsum.ts";
import { determinant } from "../../operations/linear-algebra/determinant.ts";
import { sameShape } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";

const scaled = (x: AnyTensor, factor: number): AnyTensor => (factor === 1 ? x : x.mul(factor));

const gemm = (call: Call): AnyTensor => {
  const [a, b, c] = [call.input(0), call.input(1), call.optional(2)];
  const left = call.integer("transA", 0) ? a.transpose() : a;
  const right = call.integer("transB", 0) ? b.transpose() : b;
  const [alpha, beta] = [call.float("alpha", 1), call.float("beta", 1)];
  const product = scaled(left.matmul(right), alpha);
  // Before opset 7 only where it says so.
  const stretches = call.opset >= 7 || call.flag("broadcast", false);
  if (c && !stretches && !sameShape(c.shape, product.shape))
    throw call.refuse("its C has another shape (broadcast = 0)");
  return c ? product.add(scaled(c, beta)) : product;
};

/** "...ij,...jk->...ik" with a letter for each axis that the dots stand for, those of the longest from the right. */
const spellOut = (equation: string, operands: readonly AnyTensor[]): string => {
  const [left = "", right] = equation.replaceAll(" ", "").split("->");
  if (!left.includes("...")) return equation;
  const free = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"].filter(
    (letter) => !equation.includes(letter),
  );
  const terms = left.split(",");
  const counts = terms.map((term, i) => (term.includes("...") ? operands[i]!.rank - (term.length - 3) : 0));
  const letters = free.slice(0, Math.max(...counts)).join("");
  const spelled = terms.map((term, i) => term.replace("...", counts[i]! > 0 ? letters.slice(-counts[i]!) : ""));
  const once = [...new Set(left.replaceAll(/[.,]/g, ""))].filter((letter) => left.split(letter).length === 2).sort();
  return `${spelled.join(",")}->${(right ?? `...${once.join("")}`).replace("...", letters)}`;
};

export const products = {
  Det: (call) => determinant(call.input(0)),
  Einsum: ({ text, all }) => einsum(spellOut(text("equation", ""), all()), ...all()),
  Gemm: gemm,
  MatMul: (call) => call.input(0).matmul(call.input(1)),
} satisfies Readonly<Record<string, Translation>>;
