import { compile } from "../compile/compile.ts";
import type { Tensor } from "../core/tensor.ts";
import { data } from "../evaluation/data.ts";
import { tensor } from "../operations/creation.ts";
import { concat } from "../operations/shaping.ts";
import { valueAndGrad } from "../transformations/differentiate.ts";
import { jacobian } from "../transformations/jacobian.ts";
import type { Bounds } from "./bounds.ts";
import { flattened, hessianOf } from "./objective.ts";
import type { Scalar64, Space } from "./point.ts";
import { dot, plus, type Vector } from "./vector.ts";

/** What is to be known of a point, but for the multipliers. */
export interface Facts {
  readonly x: Vector;
  readonly objective: number;
  readonly gradient: Vector;
  /** g(x), then h(x). */
  readonly constraints: Vector;
  /** How many of them are equalities. */
  readonly equal: number;
  /** The gradient of each of them. */
  readonly rows: readonly Vector[];
}

type Flat = Tensor<"float64">;

/** f, and g and h as vectors, of the flat vector. */
export interface ProgramFunctions {
  readonly objective: (x: Flat) => Flat;
  readonly equalities: readonly ((x: Flat) => Flat)[];
  readonly inequalities: readonly ((x: Flat) => Flat)[];
}

export const functionsOf = <S>(
  f: Scalar64<S>,
  equalities: readonly Scalar64<S>[],
  inequalities: readonly Scalar64<S>[],
  space: Space<S>,
): ProgramFunctions => {
  const asVectors = (list: readonly Scalar64<S>[]) =>
    list.map((each) => (x: Flat) => flattened(each, space)(x).reshape([-1]));
  return {
    objective: flattened(f, space),
    equalities: asVectors(equalities),
    inequalities: asVectors(inequalities),
  };
};

/** min f(x) where g(x) = 0, h(x) ≤ 0 and low ≤ x ≤ high, with first and second derivatives. */
export interface NonlinearProgram extends Bounds {
  readonly factsAt: (x: Vector) => Promise<Facts>;
  /** Of f + λᵀg + μᵀh, by rows. */
  readonly hessianAt: (x: Vector, multipliers: Vector) => Promise<Float64Array>;
  /** How often f and the constraints were computed, with their gradients. */
  readonly evaluations: () => number;
  /** How often the Hessian was. */
  readonly hessians: () => number;
}

export const nonlinearProgram = (
  { objective, equalities, inequalities }: ProgramFunctions,
  bounds: Bounds,
): NonlinearProgram => {
  const isFree = equalities.length + inequalities.length === 0;
  const constraints = (x: Flat): Flat => concat([...equalities, ...inequalities].map((each) => each(x)));
  const look = compile((x: Flat) => {
    const [value, gradient] = valueAndGrad(objective)(x);
    if (isFree) return { value, gradient, equal: [], constrained: [] };
    return {
      value,
      gradient,
      equal: equalities.map((each) => each(x)),
      constrained: [constraints(x), jacobian(constraints)(x)],
    };
  });
  const curvature = compile((x: Flat, weights: readonly Flat[]) =>
    hessianOf((at) => weights.reduce((sum, each) => sum.add(constraints(at).mul(each).sum()), objective(at)))(x),
  );
  let evaluations = 0;
  let hessians = 0;
  return {
    ...bounds,
    evaluations: () => evaluations,
    hessians: () => hessians,
    factsAt: async (x) => {
      evaluations++;
      const { value, gradient, equal, constrained } = await data(look(tensor(x)));
      const [values, slopes] = [constrained[0] ?? new Float64Array(), constrained[1] ?? new Float64Array()];
      return {
        x,
        objective: value[0]!,
        gradient,
        constraints: values,
        equal: equal.reduce((sum, each) => sum + each.length, 0),
        rows: Array.from(values, (_, i) => slopes.slice(i * x.length, (i + 1) * x.length)),
      };
    },
    hessianAt: async (x, multipliers) => {
      hessians++;
      return data(curvature(tensor(x), isFree ? [] : [tensor(multipliers)]));
    },
  };
};

export const isDefined = ({ objective, gradient, constraints, rows }: Facts): boolean =>
  Number.isFinite(objective) &&
  gradient.every(Number.isFinite) &&
  constraints.every(Number.isFinite) &&
  rows.every((row) => row.every(Number.isFinite));

/** By how much each constraint is violated: |g|, and h where it is positive. */
export const violations = ({ constraints, equal }: Pick<Facts, "constraints" | "equal">): Vector =>
  constraints.map((each, i) => (i < equal ? Math.abs(each) : Math.max(0, each)));

/** ∇f + Jgᵀλ + Jhᵀμ */
export const slopeOfLagrangian = ({ gradient, rows }: Facts, multipliers: Vector): Vector => {
  let slope = gradient;
  rows.forEach((row, i) => {
    if (multipliers[i] !== 0) slope = plus(slope, multipliers[i]!, row);
  });
  return slope;
};

/** The gradient of ½|g|² + ½|max(0, h)|²: downhill of it there are fewer violations. */
export const pull = (facts: Facts): Vector => {
  let sum: Vector = new Float64Array(facts.x.length);
  pressing(facts).forEach((each, i) => {
    if (each !== 0) sum = plus(sum, each, facts.rows[i]!);
  });
  return sum;
};

/** g, and h where it is positive. */
export const pressing = ({ constraints, equal }: Facts): Vector =>
  constraints.map((each, i) => (i < equal ? each : Math.max(0, each)));

/** ½|g|² + ½|max(0, h)|² */
export const distance = (facts: Facts): number => {
  const each = pressing(facts);
  return dot(each, each) / 2;
};
