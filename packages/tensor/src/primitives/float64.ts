import type { AnyTensor } from "../core/tensor.ts";

/**
 * Functions the runtime has no float64 kernel for, from those it has. Polynomials are Chebyshev interpolants, computed
 * with mpmath's `chebyfit` in 50 digits and written as powers, the highest first; each reaches 2⁻⁵⁴ of what it stands for.
 */
const polynomial = (x: AnyTensor, coefficients: readonly number[]): AnyTensor => {
  const [first, second, ...rest] = coefficients as [number, number, ...number[]];
  return rest.reduce((sum, coefficient) => sum.mul(x).add(coefficient), x.mul(first).add(second));
};

/** sinh √z / √z for z in [0, 1] */
const sinhSeries = [
  7.760406418336239e-13, 1.6057199454179518e-10, 2.5052124008953335e-8, 2.7557319150704892e-6, 0.00019841269841456446,
  0.0083333333333331, 0.16666666666666669, 1,
];

/** atan √z / √z for z in [0, tan² π/8] */
const atanSeries = [
  -0.017805397205419446, 0.03796525745386593, -0.05035102456601552, 0.05846878297330872, -0.06662951813629191,
  0.07692045330902225, -0.09090896809064027, 0.11111110744919658, -0.14285714279250245, 0.19999999999940893,
  -0.3333333333333312, 1,
];

/** erf √z / √z for z in [0, 1] */
const erfSeries = [
  -7.795898827002142e-10, 1.3720064546777686e-8, -1.6208483801871705e-7, 1.6447424703317362e-6, -1.492473690741966e-5,
  0.00012055294904839707, -0.0008548325975389692, 0.0052239776071164225, -0.02686617064323777, 0.11283791670945006,
  -0.37612638903183543, 1.1283791670955126,
];

/** e^(x²) erfc x in t = 1 / (x + 2), for x in [1, 6] */
const scaledErfcSeries = [
  1051.4775993545124, -3802.3193399400056, 6141.244973872164, -5751.745781926398, 3393.7192897611894,
  -1304.8727117633393, 356.0254348102813, -86.0235241240357, 12.469269695695969, 1.112927254027886, 2.965062607613792,
  1.9650380653313524, 1.1288205669506493, 0.5641771458640458, 1.6242284740077591e-7,
];

/** x P(x²) near 0, where the exponentials would cancel; elsewhere each as a product of halves, which overflow later. */
export const sinh = (x: AnyTensor): AnyTensor => {
  const half = x.mul(0.5).exp();
  const far = half.mul(0.5).mul(half).sub(half.reciprocal().mul(0.5).div(half));
  const near = x.mul(polynomial(x.mul(x), sinhSeries));
  return x.abs().less(1).where(near, far);
};

export const cosh = (x: AnyTensor): AnyTensor => {
  const half = x.mul(0.5).exp();
  return half.mul(0.5).mul(half).add(half.reciprocal().mul(0.5).div(half));
};

/** atan x = ±π/2 − atan 1/x brings |x| below 1, atan u = 2 atan u / (1 + √(1 + u²)) below tan π/8. */
export const atan = (x: AnyTensor): AnyTensor => {
  const inside = x.abs().lessEqual(1);
  const u = inside.where(x, x.reciprocal().neg());
  const v = u.div(u.mul(u).add(1).sqrt().add(1));
  const angle = v.mul(2).mul(polynomial(v.mul(v), atanSeries));
  return inside.where(
    angle,
    x
      .sign()
      .mul(Math.PI / 2)
      .add(angle),
  );
};

/** asin x = atan x / √(1 − x²), the root of the factors so that nothing cancels near ±1 */
export const asin = (x: AnyTensor): AnyTensor => atan(x.div(x.neg().add(1).mul(x.add(1)).sqrt()));

/** acos x = 2 atan √((1 − x) / (1 + x)) */
export const acos = (x: AnyTensor): AnyTensor => atan(x.neg().add(1).div(x.add(1)).sqrt()).mul(2);

/** x P(x²) near 0, 1 − erfc beyond (Cody 1969 splits it so); from 6 on it is 1. */
export const erf = (x: AnyTensor): AnyTensor => {
  const size = x.abs().minimum(6);
  const near = x.mul(polynomial(x.mul(x), erfSeries));
  const complement = polynomial(size.add(2).reciprocal(), scaledErfcSeries).mul(size.mul(size).neg().exp());
  return size.less(1).where(near, x.sign().mul(complement.neg().add(1)));
};

/**
 * erf for numbers. Up to 2.5 the series 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!, whose terms are all positive (Abramowitz
 * and Stegun 7.1.6); beyond it the continued fraction of erfc (7.1.14).
 */
export const evaluateErf = (x: number): number => {
  const size = Math.abs(x);
  if (!(size > 2.5)) {
    let sum = x;
    for (let n = 1, term = x; n < 60; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = size;
  for (let n = 60; n > 0; n--) fraction = size + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction);
};
