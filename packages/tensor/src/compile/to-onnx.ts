import { either, flag, law, listOf, type OptionsOf, record, text, whole } from "@kaviar/base/check";
import { applyOne } from "../core/primitive.ts";
import { rewrite } from "../core/rewrite.ts";
import { type AnyTensor, isTensor, newestId, placeholder } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { options } from "../errors/options.ts";
import { compute, feedOf } from "../evaluation/evaluation.ts";
import { inputName, lower, storedName } from "../graph/lower.ts";
import { optimize } from "../graph/optimize.ts";
import type { PrepareOptions } from "../graph/passes/prepare.ts";
import { encode } from "../onnx/encode.ts";
import type { OnnxModel } from "../onnx/model.ts";
import { rename } from "../onnx/rename.ts";
import { withSymbolicBatch } from "../onnx/symbolic.ts";
import { constantPrimitive } from "../primitives/constant.ts";
import { leavesOf, unflatten } from "../tracing/structure.ts";
import { capturedBy, tracing } from "../tracing/trace.ts";

const readOptions = options("toOnnx", {
  /** The first axis of every input is a batch of any size; or of the arguments with these numbers only. */
  batch: either(flag, listOf(whole())).default(false),
  /** Names of the inputs and outputs, in order; left out, they follow from the places in the arguments and results. */
  inputs: listOf(text).optional(),
  outputs: listOf(text).optional(),
  /**
   * Names of tensors that the function closes over, its parameters: each becomes an initializer of that name, of its
   * shape and to the bit, from which `openOnnx` reads it again. What the function does not read is left out.
   */
  names: law<ReadonlyMap<AnyTensor, string>>("a Map from tensors to names", (given) => given instanceof Map).optional(),
  /** Written into the file, for whoever finds it. */
  metadata: record<Readonly<Record<string, string>>>("a record of texts").default({}),
});
export type OnnxOptions = OptionsOf<typeof readOptions>;

/**
 * Three sizes tell a straight line from a curve. Where steps or pieces of an example make rows of their own, these may
 * lie on both sides of a bound from which another way to compute is faster: then all three from above it.
 */
const batchSizes = [
  [2, 3, 5],
  [32, 33, 35],
];

/** The bytes of an ONNX file that computes `f`; what `f` closes over becomes part of the file. */
export const toOnnx = async (
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
  given?: OnnxOptions,
): Promise<Uint8Array> => {
  const options = readOptions(given);
  const inputs = leavesOf(args).map(({ path, tensor }) => ({ path, tensor }));
  const names = checkParameterNames(options.names ?? new Map());
  await settle([...names.keys()]);
  const batched = inputs.map(({ path }) => isBatched(options.batch, path[0] as number));
  const at = async (sizes: readonly number[]): Promise<readonly [OnnxModel, ReturnType<typeof trace>]> => {
    const traced = sizes.map((size) => {
      const shapes = inputs.map(({ tensor }, i) => (batched[i] ? withBatch(tensor, size) : tensor.shape));
      return trace(
        f,
        args,
        inputs.map(({ tensor }, i) => placeholder(shapes[i]!, tensor.dtype, "an input of a model")),
      );
    });
    const models: OnnxModel[] = [];
    for (const each of traced) models.push(await modelOf(each, [...names.keys()], { fold: sizes.length === 1 }));
    const first = traced[0]!;
    if (sizes.length === 1) return [models[0]!, first];
    return [withSymbolicBatch(models, sizes, { input: inputName(batched.indexOf(true)), name: "batch" }), first];
  };
  const [few, many] = batchSizes as [number[], number[]];
  const [merged, { result }] = batched.includes(true)
    ? await at(few).catch((refused) => at(many).catch(() => Promise.reject(refused)))
    : await at([0]);
  const named = rename(
    merged,
    namesOf(
      merged,
      inputs.map(({ path }) => path),
      result,
      [...names.values()],
      options,
    ),
  );
  return encode({ ...named, metadata: options.metadata });
};

const isBatched = (batch: boolean | readonly number[], argument: number): boolean =>
  typeof batch === "object" ? batch.includes(argument) : batch;

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

/**
 * Replaces how the tensors were made by their elements. Otherwise a rule that looks at how a tensor was made (zeros that
 * are known to be zeros, say) would put something else in the place of a parameter while the function is traced.
 */
const settle = async (tensors: readonly AnyTensor[]): Promise<void> => {
  await compute(tensors);
  for (const tensor of tensors) tensor.origin = { kind: "elements", elements: feedOf(tensor).elements };
};

const modelOf = async (
  { inputs, result, since }: ReturnType<typeof trace>,
  parameters: readonly AnyTensor[],
  options: PrepareOptions,
): Promise<OnnxModel> => {
  const outputs = leavesOf(result).map(({ tensor }) => tensor);
  const named = new Set(parameters);
  const captured = capturedBy(outputs, new Set(inputs), since).filter((tensor) => !named.has(tensor));
  await compute(captured);
  const constants = captured.map((tensor) => {
    const { dtype, shape, elements } = feedOf(tensor);
    return [tensor, applyOne(constantPrimitive, [], { dtype, shape, elements })] as const;
  });
  const stored = parameters.map((tensor) => ({
    tensor: placeholder(tensor.shape, tensor.dtype, "a parameter of a model"),
    elements: feedOf(tensor).elements,
  }));
  const stands = stored.map(({ tensor }) => tensor);
  const closed = rewrite(
    outputs,
    new Map([...constants, ...parameters.map((tensor, i) => [tensor, stands[i]!] as const)]),
  );
  const share = options.fold !== false;
  return lower(inputs, optimize(closed, [...inputs, ...stands], options), { declareAll: true, stored, share }).model;
};

const namesOf = (
  { graph }: OnnxModel,
  paths: readonly (readonly (string | number)[])[],
  result: unknown,
  parameters: readonly string[],
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
  const all = [...names, ...parameters];
  const twice = all.find((name, i) => all.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new TensorError("data", `An ONNX file has one value of a name: got "${twice}" twice.`, {
      remedy: "Inputs, outputs and parameters share their names: give one of them another.",
    });
  }
  return new Map([
    ...[...graph.inputs, ...graph.outputs].map(({ name }, i) => [name, names[i]!] as const),
    ...parameters.map((name, place) => [storedName(place), name] as const),
  ]);
};

const checkParameterNames = (names: ReadonlyMap<AnyTensor, string>): ReadonlyMap<AnyTensor, string> => {
  for (const [tensor, name] of names) {
    if (isTensor(tensor) && typeof name === "string" && name !== "") continue;
    throw new TensorError(
      "data",
      `names maps tensors to names that are not empty: got ${String(tensor)} → "${name}".`,
      {
        remedy: 'Write { names: new Map([[w, "dense.weight"]]) }.',
      },
    );
  }
  return names;
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
