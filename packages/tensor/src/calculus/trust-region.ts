import { symmetricEigen, transpose } from "@kaviar/base/numerics";
import { dot, length, plus, scaled, type Vector } from "./vector.ts";

interface TrustRegionStep {
  readonly step: Vector;
  /** By how much the model falls. */
  readonly predicted: number;
  /** The region's edge holds the step back. */
  readonly isCut: boolean;
}

/**
 * The minimum of gᵀp + ½ pᵀHp where |p| ≤ Δ: p = −(H + λI)⁻¹g with the least λ ≥ 0 that makes H + λI positive semidefinite
 * and p short enough. In the basis of eigenvectors |p(λ)| is a sum, and λ a root of it. Where g has no part along the lowest
 * eigenvector (the hard case, a saddle among them) the rest of the way is gone along that. (Moré & Sorensen 1983)
 */
export const trustRegionStep = (gradient: Vector, hessian: Float64Array, radius: number): TrustRegionStep => {
  const n = gradient.length;
  const { values, vectors } = symmetricEigen(hessian, n);
  const turned = transpose(vectors, n, n);
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const eigenvalues = Float64Array.from(order, (k) => values[k]!);
  const eigenvectors = order.map((k) => turned.subarray(k * n, (k + 1) * n));
  const shares = Float64Array.from(eigenvectors, (each) => dot(each, gradient));
  const lowest = eigenvalues[0]!;
  const tiny = 2 ** -52 * Math.max(Math.abs(lowest), Math.abs(eigenvalues.at(-1)!), 1e-300);
  const alongAt = (shift: number): Vector =>
    shares.map((each, i) => (each === 0 || eigenvalues[i]! + shift <= tiny ? 0 : -each / (eigenvalues[i]! + shift)));
  const least = lowest > tiny ? 0 : Math.max(0, -lowest);
  const slight = 1e-12 * length(shares);
  const isHard =
    lowest <= tiny && shares.every((each, i) => eigenvalues[i]! - lowest > 8 * tiny || Math.abs(each) <= slight);
  let along = alongAt(least);
  let isCut = false;
  if (lowest > tiny ? length(along) > radius : !isHard || length(along) > radius) {
    isCut = true;
    // |p| falls with λ: between where it is too long and where it is not.
    let [low, high] = [least, least + length(gradient) / radius];
    while (length(alongAt(high)) > radius) high = least + 2 * (high - least) + tiny;
    for (let i = 0; i < 200 && high - low > 1e-13 * (high - least); i++) {
      const middle = (low + high) / 2;
      if (length(alongAt(middle)) > radius) low = middle;
      else high = middle;
    }
    along = alongAt(high);
  }
  if (isHard && lowest < -tiny) {
    isCut = true;
    along[0] = Math.sqrt(Math.max(0, radius ** 2 - dot(along, along))) * (shares[0]! > 0 ? -1 : 1);
  }
  const step = eigenvectors.reduce<Vector>((sum, each, i) => plus(sum, along[i]!, each), scaled(gradient, 0));
  const predicted = -along.reduce((sum, each, i) => sum + each * (shares[i]! + (eigenvalues[i]! * each) / 2), 0);
  return { step, predicted, isCut };
};
