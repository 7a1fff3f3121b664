import { multiply, symmetricEigen, transpose } from "@kaviar/base/numerics";
import { within } from "./bounds.ts";
import type { Kkt } from "./kkt.ts";
import { distance, type Facts, isDefined, type NonlinearProgram, pressing, violations } from "./nonlinear-program.ts";
import { orthonormal } from "./orthonormal.ts";
import { dot, largest, plus, type Vector } from "./vector.ts";

/** Curvature below this share of the largest entry of the Hessian counts as negative. */
const negative = 1e-6;

/**
 * A point where the conditions of Karush, Kuhn and Tucker hold may be a saddle or a maximum: then the Hessian of the Lagrangian
 * has negative curvature along some direction in which what holds there keeps holding (Nocedal & Wright 2006, 12.5). A point
 * lower along it, or nothing.
 */
export const belowSaddle = async (program: NonlinearProgram, facts: Facts, kkt: Kkt): Promise<Facts | undefined> => {
  const { x, rows, equal } = facts;
  const holding = rows.filter((_, i) => i < equal || kkt.multipliers[i]! > 0);
  const direction = steepest(await program.hessianAt(x, kkt.multipliers), [
    ...holding,
    ...unitsWhere((i) => kkt.bounds[i] !== 0, x.length),
  ]);
  // The Lagrangian, augmented: f alone would not see what is gained along a curved constraint.
  const priceOf = (at: Facts) => {
    const price = violations(at).reduce(
      (sum, each, i) => sum + 10 * (1 + Math.abs(kkt.multipliers[i]!)) * each ** 2,
      0,
    );
    return at.objective + dot(kkt.multipliers, at.constraints) + price;
  };
  return direction && lowerAlong(program, facts, direction, priceOf, priceOf(facts));
};

/** The same for ½ Σ violations²: a point where it is smaller though its gradient is 0. */
export const lessViolated = async (program: NonlinearProgram, facts: Facts): Promise<Facts | undefined> => {
  const n = facts.x.length;
  const pressed = pressing(facts);
  const [bent, plain] = [
    await program.hessianAt(facts.x, pressed),
    await program.hessianAt(facts.x, new Float64Array(pressed.length)),
  ];
  const hessian = bent.map((each, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return facts.rows.reduce((sum, row, k) => sum + (pressed[k] === 0 ? 0 : row[i]! * row[j]!), each - plain[at]!);
  });
  const isHeld = (i: number) => facts.x[i]! <= program.low[i]! || facts.x[i]! >= program.high[i]!;
  const direction = steepest(hessian, unitsWhere(isHeld, n));
  return direction && lowerAlong(program, facts, direction, distance, distance(facts));
};

const unitsWhere = (isHeld: (i: number) => boolean, n: number): Vector[] =>
  Array.from({ length: n }, (_, i) => i)
    .filter(isHeld)
    .map((i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));

/** The direction, across none of the given ones, of the most negative curvature. */
const steepest = (hessian: Float64Array, across: readonly Vector[]): Vector | undefined => {
  if (!hessian.every(Number.isFinite)) return undefined;
  const n = Math.sqrt(hessian.length);
  const units = unitsWhere(() => true, n);
  const held = orthonormal(across).basis;
  const along = orthonormal(units, held).basis.slice(0, n - held.length);
  if (along.length === 0) return undefined;
  const z = Float64Array.from({ length: along.length * n }, (_, at) => along[Math.floor(at / n)]![at % n]!);
  const free = along.length;
  const reduced = multiply(multiply(z, hessian, free, n, n), transpose(z, free, n), free, n, free);
  const { values, vectors } = symmetricEigen(reduced, free);
  const lowest = values.indexOf(values.reduce((a, b) => Math.min(a, b)));
  if (!(values[lowest]! < -negative * largest(hessian))) return undefined;
  return along.reduce<Vector>((sum, each, k) => plus(sum, vectors[k * free + lowest]!, each), new Float64Array(n));
};

const lowerAlong = async (
  program: NonlinearProgram,
  facts: Facts,
  direction: Vector,
  priceOf: (at: Facts) => number,
  now: number,
): Promise<Facts | undefined> => {
  const reach = Math.max(1, largest(facts.x)) / largest(direction);
  // Downhill, should the slope not be quite 0.
  const way = dot(facts.gradient, direction) > 0 ? -1 : 1;
  for (const share of [1e-1, 1e-2, 1e-3])
    for (const sign of [way, -way]) {
      const at = await program.factsAt(within(plus(facts.x, sign * share * reach, direction), program));
      if (isDefined(at) && priceOf(at) < now - 1e-12 * Math.max(1, Math.abs(now))) return at;
    }
  return undefined;
};
