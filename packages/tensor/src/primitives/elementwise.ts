import type { Emit } from "../core/emit.ts";
import { applyOne, type Cotangent, type Forward, type Primitive, type PrimitiveName } from "../core/primitive.ts";
import { type Abstract, type AnyTensor, nodeOf, sourceOf, Tensor } from "../core/tensor.ts";
import { checkHold } from "../core/whole.ts";
import { TensorError } from "../errors/error.ts";
import { type DType, isFloat } from "../values/dtype.ts";
import { broadcastShapes, range, type Shape, sameShape, showShape } from "../values/shape.ts";
import { generate, read } from "../values/values.ts";
import { literal, uniformValue } from "./constant.ts";

interface ElementwiseRule {
  readonly name: PrimitiveName;
  /** The dtypes of the operands that may be; where this is left out, floats. */
  readonly accepts?: (dtype: DType) => boolean;
  /** The dtype of the result; where this is left out, the first operand's. */
  readonly result?: (dtype: DType) => DType;
  readonly evaluate: (...elements: number[]) => number;
  /** The same of whole numbers of 32 bits, where float64 would round what wraps. */
  readonly evaluateWhole?: (...elements: number[]) => number;
  /** An ONNX operator's name, or the operators. */
  readonly lower:
    | string
    | ((emit: Emit, inputs: readonly string[], dtype: DType, operands: readonly AnyTensor[]) => string);
  readonly compose?: (...inputs: AnyTensor[]) => AnyTensor | undefined;
  readonly simplify?: (...inputs: AnyTensor[]) => AnyTensor | undefined;
  /** The cotangents of the operands, before broadcasting is undone; `zero` where the function is flat. */
  readonly derivative: (forward: ElementwiseForward, d: AnyTensor) => readonly Cotangent[];
  /** The operand that must be boolean whatever the others are. */
  readonly condition?: 0;
}

interface ElementwiseForward {
  readonly inputs: readonly [AnyTensor, AnyTensor, AnyTensor];
  readonly output: AnyTensor;
  readonly needed: readonly boolean[];
}

/** A primitive that treats each element by itself, operands stretched to a common shape. */
export const elementwise = (rule: ElementwiseRule): Primitive<null> => {
  const { name, accepts = isFloat, result = (dtype) => dtype, lower, compose } = rule;
  const dtypeOf = (inputs: readonly AnyTensor[]) => inputs[rule.condition === 0 ? 1 : 0]!.dtype;
  const check = (inputs: readonly AnyTensor[]) => {
    if (rule.condition === 0 && inputs[0]!.dtype !== "bool") throw conditionError(name, inputs[0]!);
    checkDTypes(name, rule.condition === 0 ? inputs.slice(1) : inputs, accepts);
  };
  const primitive: Primitive<null> = {
    name,
    elementwise: true,
    infer: (inputs) => {
      check(inputs);
      return [{ shape: commonShape(name, inputs), dtype: result(dtypeOf(inputs)) }];
    },
    simplify: (inputs) => {
      // A law that is broken stays broken where the operation would come to nothing.
      check(inputs);
      return folded(primitive, rule, inputs) ?? rule.simplify?.(...inputs) ?? withoutStretching(primitive, inputs);
    },
    evaluate: (inputs, _, [output]) => [
      generate(output!.shape, output!.dtype, (at) =>
        evaluatorOf(rule, output!.dtype)(...inputs.map((input) => read(input, at))),
      ),
    ],
    lower: (emit, inputs, node) => [
      typeof lower === "string" ? emit.op(lower, inputs) : lower(emit, inputs, dtypeOf(node.inputs), node.inputs),
    ],
    derivative: ({ inputs, outputs, needed }: Forward<null>, [d]) => {
      const forward = { inputs: inputs as ElementwiseForward["inputs"], output: outputs[0]!, needed };
      return rule
        .derivative(forward, d!)
        .map((each, i) => (each && needed[i] ? sumTo(each, inputs[i]!.shape) : undefined));
    },
    ...(compose && {
      compose: (inputs) => {
        const composed = compose(...inputs);
        return composed && [composed];
      },
    }),
    batch: (inputs, batched, params) => {
      const rank = Math.max(...inputs.map((input, i) => input.rank - (batched[i] ? 1 : 0)));
      const aligned = inputs.map((input, i) => (batched[i] ? alignBatch(input, rank) : input));
      return [applyOne(primitive, aligned, params)];
    },
  };
  return primitive;
};

/** Puts axes of length 1 behind the batch axis, so that the rest lines up with operands of `rank` axes. */
export const alignBatch = (x: AnyTensor, rank: number): AnyTensor => {
  const [size, ...rest] = x.shape as [number, ...number[]];
  return rest.length === rank ? x : x.reshape([size, ...new Array<number>(rank - rest.length).fill(1), ...rest]);
};

/** Adds up what broadcasting spread out: the derivative of stretching. */
export const sumTo = (x: AnyTensor, shape: Shape): AnyTensor => {
  if (sameShape(x.shape, shape)) return x;
  const lead = x.rank - shape.length;
  const stretched = x.shape.flatMap((length, axis) =>
    axis >= lead && shape[axis - lead] === 1 && length !== 1 ? [axis] : [],
  );
  const axes = [...range(lead), ...stretched];
  return stretched.length === 0 ? x.sum(axes) : x.sum(axes, { keepDims: true }).reshape(shape);
};

/** An operand stretched by hand, or given leading axes of length 1, need not be: the operator does it by itself. */
const withoutStretching = (primitive: Primitive<null>, inputs: readonly AnyTensor[]): AnyTensor | undefined => {
  const small = inputs.map((input) => {
    const node = nodeOf(input);
    const stretched =
      node?.primitive.name === "broadcastTo" ||
      (node?.primitive.name === "reshape" && isPadded(input, node.inputs[0]!));
    return stretched ? node.inputs[0]! : input;
  });
  if (small.every((input, i) => input === inputs[i])) return undefined;
  const full = broadcastShapes(...inputs.map(({ shape }) => shape));
  const shape = broadcastShapes(...small.map((input) => input.shape));
  return full && shape && sameShape(full, shape) ? applyOne(primitive, small, null) : undefined;
};

/** Do the shapes differ only by leading axes of length 1? */
const isPadded = (a: AnyTensor, b: AnyTensor): boolean => {
  const [long, short] = a.rank > b.rank ? [a.shape, b.shape] : [b.shape, a.shape];
  const lead = long.length - short.length;
  return long.slice(0, lead).every((length) => length === 1) && sameShape(long.slice(lead), short);
};

/** Numbers known while tracing are computed while tracing. */
const folded = (
  primitive: Primitive<null>,
  rule: ElementwiseRule,
  inputs: readonly AnyTensor[],
): AnyTensor | undefined => {
  const elements: number[] = [];
  for (const input of inputs) {
    const element = input.dtype === "int64" ? undefined : uniformValue(input);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  const [{ shape, dtype }] = primitive.infer(inputs, null) as [Abstract];
  return literal(evaluatorOf(rule, dtype)(...elements), dtype).broadcastTo(shape);
};

const evaluatorOf = ({ evaluate, evaluateWhole = evaluate }: ElementwiseRule, dtype: DType) =>
  dtype === "int32" || dtype === "uint32" ? evaluateWhole : evaluate;

const commonShape = (name: string, inputs: readonly AnyTensor[]): Shape => {
  const shape = broadcastShapes(...inputs.map((input) => input.shape));
  if (shape) return shape;
  throw new TensorError(
    "shape",
    `${name} needs shapes that line up from the last axis, equal or 1: got ${inputs.map((x) => showShape(x.shape)).join(" and ")}.`,
    { operands: describeOperands(inputs), remedy: "Reshape one of them, or put in axes of length 1 with expandDims." },
  );
};

const checkDTypes = (name: string, inputs: readonly AnyTensor[], accepts: (dtype: DType) => boolean): void => {
  const [first] = inputs as [AnyTensor];
  const other = inputs.find(({ dtype }) => dtype !== first.dtype);
  if (other) {
    throw new TensorError("dtype", `${name} needs operands of one dtype: got ${first.dtype} and ${other.dtype}.`, {
      operands: describeOperands(inputs),
      remedy: `Cast one of them: x.cast("${first.dtype}").`,
    });
  }
  if (!accepts(first.dtype)) {
    const remedy =
      first.dtype === "bool" ? `Cast it: x.cast("float32").` : `Cast it first, for example x.cast("float32").`;
    throw new TensorError("dtype", `${name} is not defined for ${first.dtype}.`, {
      operands: describeOperands(inputs),
      remedy,
    });
  }
};

const conditionError = (name: string, condition: AnyTensor) =>
  new TensorError("dtype", `${name} chooses by booleans: got a ${condition.dtype} condition.`, {
    operands: describeOperands([condition]),
    remedy: `Compare first (x.greater(0)), or cast: x.cast("bool").`,
  });

/** The operands for an error's table: by place, with the line each was made at. */
export const describeOperands = (inputs: readonly AnyTensor[]) => {
  const names =
    inputs.length === 2 ? ["left", "right"] : inputs.length === 1 ? ["input"] : inputs.map((_, i) => `input ${i}`);
  return inputs.map((input, i) => ({
    name: names[i]!,
    shape: input.shape,
    dtype: input.dtype,
    source: sourceOf(input),
  }));
};

/** A number beside a tensor takes the tensor's dtype. */
export const asOperand = (value: AnyTensor | number | bigint | boolean, dtype: DType): AnyTensor => {
  if (value instanceof Tensor) return value;
  if (typeof value !== "number" && typeof value !== "bigint" && typeof value !== "boolean") {
    throw new TensorError("data", `An operand is a tensor or a number: got ${value === null ? null : typeof value}.`);
  }
  checkHold(dtype, value);
  return literal(value, dtype);
};
