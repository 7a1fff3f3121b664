import { compile } from "../compile/compile.ts";
import type { Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { data } from "../evaluation/data.ts";
import { tensor } from "../operations/creation.ts";
import { eigh } from "../operations/linear-algebra/eigh.ts";
import { grad, valueAndGrad } from "../transformations/differentiate.ts";
import { jacobian } from "../transformations/jacobian.ts";
import { type Scalar64, type Space, showPoint } from "./point.ts";
import type { Vector } from "./vector.ts";

/** A function's value and gradient at a point. */
export interface Evaluation {
  readonly x: Vector;
  readonly value: number;
  readonly gradient: Vector;
}

export type Evaluate = (x: Vector) => Promise<Evaluation>;

/** The same with the Hessian, by rows and as its eigenvalues (ascending) and eigenvectors. */
export interface Curvature extends Evaluation {
  readonly hessian: Float64Array;
  readonly eigenvalues: Vector;
  readonly eigenvectors: readonly Vector[];
}

type Flat = Tensor<"float64">;

/** f of the flat vector. */
export const flattened =
  <S>(f: Scalar64<S>, space: Space<S>) =>
  (x: Flat): Flat =>
    f(space.variables(x));

/** f compiled: value and gradient from one run. */
export const objectiveOf = <S>(f: Scalar64<S>, space: Space<S>): Evaluate => {
  const run = compile((x: Flat): [Flat, Flat] => valueAndGrad(flattened(f, space))(x));
  return async (x) => {
    const [value, gradient] = await data(run(tensor(x)));
    return { x, value: value[0]!, gradient };
  };
};

/** The Hessian as an n × n matrix. */
export const hessianOf =
  (f: (x: Flat) => Flat) =>
  (x: Flat): Flat =>
    jacobian((at: Flat): Flat => grad(f)(at))(x);

/** f compiled with its second derivatives. */
export const curvatureOf = <S>(f: Scalar64<S>, space: Space<S>): ((x: Vector) => Promise<Curvature>) => {
  const flat = flattened(f, space);
  const run = compile((x: Flat) => {
    const [value, gradient] = valueAndGrad(flat)(x);
    const hessian = hessianOf(flat)(x);
    const [eigenvalues, eigenvectors] = eigh(hessian);
    return { value, gradient, hessian, eigenvalues, rows: eigenvectors.transpose() };
  });
  return async (x) => {
    const { value, rows, ...at } = await data(run(tensor(x)));
    const n = x.length;
    const eigenvectors = Array.from({ length: n }, (_, i) => rows.slice(i * n, (i + 1) * n));
    return { x, value: value[0]!, ...at, eigenvectors };
  };
};

export const isUsable = ({ value, gradient }: Evaluation): boolean =>
  Number.isFinite(value) && gradient.every(Number.isFinite);

/** Throws when a search cannot go on from here. */
export const checkFinite = (operation: string, at: Evaluation, remedy: string, name = "f"): void => {
  if (isUsable(at)) return;
  const { x, value, gradient } = at;
  const what = Number.isFinite(value)
    ? `a gradient with ${gradient.find((each) => !Number.isFinite(each))}`
    : `the value ${value}`;
  throw new TensorError(
    "nan",
    `${operation} needs finite values and derivatives: ${name} has ${what} at x = ${showPoint(x)}.`,
    {
      remedy,
    },
  );
};
