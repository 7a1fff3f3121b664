import { type AnyTensor, sourceOf, type Tensor } from "../../core/tensor.ts";
import { TensorError } from "../../errors/error.ts";
import { type FloatDType, isFloat } from "../../values/dtype.ts";
import { showShape } from "../../values/shape.ts";

/** The weights of a recurrent layer with H units over F features; its G gates lie side by side. */
export interface RecurrentWeights<D extends FloatDType = "float32"> {
  /** [F, G·H] */
  readonly input: Tensor<D>;
  /** [H, G·H] */
  readonly recurrent: Tensor<D>;
  /** [G·H] */
  readonly bias?: Tensor<D> | undefined;
}

export interface Direction {
  /** From the last step to the first; the outputs stay in the order of the steps. */
  readonly reverse?: boolean;
}

export interface RecurrentOptions<D extends FloatDType = "float32"> extends Direction {
  /** Before the first step, [N, H]; zeros unless given. */
  readonly state?: Tensor<D> | undefined;
}

export interface RecurrentResult<D extends FloatDType = "float32"> {
  /** The state after each step, [N, T, H]. */
  readonly outputs: Tensor<D>;
  /** The state after the last step, [N, H]. */
  readonly state: Tensor<D>;
}

/** Lengths of a recurrent layer's axes: N sequences of T steps with F features, H units. */
export interface Lengths {
  readonly n: number;
  readonly t: number;
  readonly h: number;
}

/** The lengths, when everything fits them: each operand with the shape it must have, in letters. */
export const lengthsOf = (
  operation: string,
  gates: number,
  operands: Readonly<Record<string, readonly [x: AnyTensor | undefined, form: string]>>,
): Lengths => {
  const present = Object.entries(operands).flatMap(([name, [x, form]]) => (x ? [{ name, x, form }] : []));
  const [x, recurrent] = [operands.x![0]!, operands.recurrent![0]!];
  const [n = -1, t = -1, f = -1] = x.shape;
  const h = recurrent.shape[0] ?? -1;
  const lengths: Readonly<Record<string, number>> = { N: n, T: t, F: f, H: h, [`${gates}H`]: gates * h };
  const odd = present.find(({ x, form }) => {
    const wanted = form.split(" ").map((letter) => lengths[letter]);
    return x.shape.join() !== wanted.join() || !isFloat(x.dtype);
  });
  if (!odd && t > 0) return { n, t, h };
  const law = odd
    ? `${operation} needs ${odd.name} as float [${odd.form.replaceAll(" ", ", ")}]: got ${odd.x.dtype} ${showShape(odd.x.shape)}.`
    : `${operation} needs at least one step: got ${showShape(x.shape)}.`;
  throw new TensorError("shape", law, {
    operands: present.map(({ name, x }) => ({ name, shape: x.shape, dtype: x.dtype, source: sourceOf(x) })),
    remedy: `For N sequences of T steps with F features and H units: ${present.map(({ name, form }) => `${name} [${form.replaceAll(" ", ", ")}]`).join(", ")}.`,
  });
};
