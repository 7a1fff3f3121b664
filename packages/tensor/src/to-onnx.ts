import { TensorError } from "./error.ts";
import { compute, feedOf } from "./evaluation.ts";
import { optimize } from "./graph/optimize.ts";
import { rewrite } from "./graph/rewrite.ts";
import { encode } from "./onnx/encode.ts";
import { inputName, lower } from "./onnx/lower.ts";
import type { OnnxModel } from "./onnx/model.ts";
import { rename } from "./onnx/rename.ts";
import { withSymbolicBatch } from "./onnx/symbolic.ts";
import { constantPrimitive } from "./primitives/constant.ts";
import { applyOne } from "./primitives/primitive.ts";
import { leavesOf, unflatten } from "./structure.ts";
import { type AnyTensor, newestId, placeholder } from "./tensor.ts";
import { capturedBy, tracing } from "./trace.ts";

export interface OnnxOptions {
  /** The first axis of every input is a batch of any size; or of the arguments with these numbers only. */
  readonly batch?: boolean | readonly number[];
  /** Names of the inputs and outputs, in order; left out, they follow from the places in the arguments and results. */
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  /** Written into the file, for whoever finds it. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Three sizes tell a straight line from a curve. */
const batchSizes = [2, 3, 5];

/** The bytes of an ONNX file that computes `f`; what `f` closes over becomes part of the file. */
export const toOnnx = async (
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
  options: OnnxOptions = {},
): Promise<Uint8Array> => {
  const inputs = leavesOf(args).map(({ path, tensor }) => ({ path, tensor }));
  const batched = inputs.map(({ path }) => isBatched(options.batch, path[0] as number));
  const sizes = batched.includes(true) ? batchSizes : [0];
  const traced = sizes.map((size) => {
    const shapes = inputs.map(({ tensor }, i) => (batched[i] ? withBatch(tensor, size) : tensor.shape));
    return trace(
      f,
      args,
      inputs.map(({ tensor }, i) => placeholder(shapes[i]!, tensor.dtype, "an input of a model")),
    );
  });
  const models: OnnxModel[] = [];
  for (const each of traced) models.push(await modelOf(each));
  const merged =
    sizes.length === 1
      ? models[0]!
      : withSymbolicBatch(models, sizes, { input: inputName(batched.indexOf(true)), name: "batch" });
  const named = rename(
    merged,
    namesOf(
      merged,
      inputs.map(({ path }) => path),
      traced[0]!.result,
      options,
    ),
  );
  return encode({ ...named, metadata: options.metadata ?? {} });
};

const isBatched = (batch: OnnxOptions["batch"], argument: number): boolean =>
  typeof batch === "object" ? batch.includes(argument) : (batch ?? false);

const withBatch = ({ shape, dtype }: AnyTensor, size: number): number[] => {
  if (shape.length > 0) return [size, ...shape.slice(1)];
  throw new TensorError("shape", "A symbolic batch is the first axis of an input: a scalar has none.", {
    operands: [{ name: "input", shape, dtype }],
    remedy: "List the arguments that have a batch: { batch: [0] }.",
  });
};

const trace = (f: (...args: never[]) => unknown, args: readonly unknown[], inputs: readonly AnyTensor[]) => {
  const since = newestId();
  const result = tracing(() => f(...(unflatten(args, inputs) as never[])));
  return { inputs, result, since };
};

const modelOf = async ({ inputs, result, since }: ReturnType<typeof trace>): Promise<OnnxModel> => {
  const outputs = leavesOf(result).map(({ tensor }) => tensor);
  const captured = capturedBy(outputs, new Set(inputs), since);
  await compute(captured);
  const constants = captured.map((tensor) => {
    const { dtype, shape, elements } = feedOf(tensor);
    return [tensor, applyOne(constantPrimitive, [], { dtype, shape, elements })] as const;
  });
  const closed = rewrite(outputs, new Map(constants));
  return lower(inputs, optimize(closed, inputs), { declareAll: true }).model;
};

const namesOf = (
  { graph }: OnnxModel,
  paths: readonly (readonly (string | number)[])[],
  result: unknown,
  { inputs, outputs }: OnnxOptions,
): Map<string, string> => {
  const inputPaths = paths.map((path) => (paths.length === 1 ? [] : path));
  const names = [
    ...checkNames(
      "inputs",
      inputs,
      inputPaths.map((path) => ["input", ...path].join(".")),
    ),
    ...checkNames(
      "outputs",
      outputs,
      leavesOf(result).map(({ path }) => ["output", ...path].join(".")),
    ),
  ];
  return new Map([...graph.inputs, ...graph.outputs].map(({ name }, i) => [name, names[i]!]));
};

const checkNames = (
  what: string,
  given: readonly string[] | undefined,
  natural: readonly string[],
): readonly string[] => {
  if (!given) return natural;
  if (given.length === natural.length && new Set(given).size === given.length) return given;
  throw new TensorError(
    "data",
    `toOnnx needs ${natural.length} different names for the ${what}: got ${given.join(", ")}.`,
  );
};
