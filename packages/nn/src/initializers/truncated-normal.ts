import { finite, notNegative, type OptionsOf } from "@kaviar/base/check";
import { type Key, type Shape, type Tensor, uniform } from "@kaviar/tensor";
import { options } from "../options.ts";
import { createInitializer } from "./contract/create-initializer.ts";

/** P(|x| < 2) of a standard normal x: erf √2. */
const inside = 0.9544997361036416;

/** The standard deviation of a standard normal cut at ±2. */
export const truncatedStd = 0.8796256610342398;

/** erfinv x / x in w = −log(1 − x²) − 2.5, the highest power first: single precision for w < 2.5 (Giles 2010, table 5). */
const inverse = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
];

/** Standard normal numbers cut at ±2: √2·erfinv of uniform ones. */
export const drawTruncated = (key: Key, shape: Shape): Tensor => {
  const u = uniform(key, shape, { low: -inside, high: inside });
  const w = u.neg().add(1).mul(u.add(1)).log().neg().sub(2.5);
  const [first, second, ...rest] = inverse as [number, number, ...number[]];
  const quotient = rest.reduce((sum, coefficient) => sum.mul(w).add(coefficient), w.mul(first).add(second));
  return quotient.mul(u).mul(Math.SQRT2).clip(-2, 2);
};

const read = options("truncatedNormal", {
  /** The middle of the numbers. */
  mean: finite.default(0),
  /** Of the normal distribution before it is cut. */
  std: notNegative.default(0.05),
});

export type TruncatedNormalOptions = OptionsOf<typeof read>;

/** N(mean, std²) with what is more than two standard deviations away drawn again. */
export const truncatedNormal = createInitializer(
  {
    name: "Truncated normal",
    formula: "w ~ N(μ, σ²) given |w − μ| < 2σ; σ = 0.05",
    range: "(μ − 2σ, μ + 2σ)",
    use: "embeddings and heads with a size of your own; no outliers",
    pitfall: "the standard deviation of what is left is 0.88σ; varianceScaling corrects for it",
    reference: "Abadi et al. 2016",
    seeAlso: ["randomNormal", "varianceScaling"],
  },
  read,
  ({ mean, std }) => {
    return (key, shape) => drawTruncated(key, shape).mul(std).add(mean);
  },
);
