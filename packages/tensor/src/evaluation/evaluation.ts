import { type AnyTensor, nodeOf } from "../core/tensor.ts";
import { nodesBehind } from "../core/walk.ts";
import { findNaN } from "../debug-nan/find.ts";
import { TensorError } from "../errors/error.ts";
import { inputName } from "../graph/lower.ts";
import { createProgram, type Program } from "../graph/program.ts";
import type { ConstantParams } from "../primitives/constant.ts";
import type { Feed } from "../runtimes/runtime.ts";
import { runSession } from "../runtimes/sessions.ts";
import { traceDepth } from "../tracing/trace.ts";
import { type AnyElements, copyElements } from "../values/dtype.ts";
import { explainFailure } from "./failure.ts";
import { currentSettings, runtimeFor, type Settings } from "./settings.ts";

/** The runs that are under way, by the tensors they are for. They wait for the runtime alone, never for each other. */
const runs = new WeakMap<AnyTensor, Promise<void>>();

/** Computes the tensors that are not known yet, in one run, and remembers their elements. */
export const compute = async (tensors: readonly AnyTensor[], settings: Settings = currentSettings()): Promise<void> => {
  if (traceDepth() > 0) throw insideTrace(tensors[0]);
  const unknown = [...new Set(tensors)].filter((tensor) => !knownElements(tensor));
  if (unknown.length === 0) return;
  for (const leaf of startsOf(unknown)) await resolveCall(leaf);
  const open = unknown.filter(({ origin }) => origin.kind !== "elements");
  const others = open.flatMap((tensor) => runs.get(tensor) ?? []);
  const own = open.filter((tensor) => !runs.has(tensor));
  if (own.length > 0) await underWay(own, run(own, settings));
  if (others.length === 0) return;
  // What another run failed with may be the fault of what else it was for.
  await Promise.allSettled(others);
  await compute(open, settings);
};

const underWay = (tensors: readonly AnyTensor[], result: Promise<void>): Promise<void> => {
  const forget = () => tensors.forEach((tensor) => runs.delete(tensor));
  for (const tensor of tensors) runs.set(tensor, result);
  result.then(forget, forget);
  return result;
};

const run = async (tensors: readonly AnyTensor[], settings: Settings): Promise<void> => {
  // Only now: a call computes its own inputs, which are leaves from then on.
  const leaves = startsOf(tensors);
  const program = createProgram(leaves, tensors, { literals: "inputs" });
  const results = await runProgram(program, leaves.map(feedOf), settings);
  tensors.forEach((tensor, i) => {
    tensor.origin = { kind: "elements", elements: results[i]! };
  });
};

/** What is known without a run: results of earlier ones, data, and numbers in the code. */
const knownElements = (tensor: AnyTensor): AnyElements | undefined => {
  if (tensor.origin.kind === "elements") return tensor.origin.elements;
  const node = nodeOf(tensor);
  return node?.primitive.name === "constant" ? (node.params as ConstantParams).elements : undefined;
};

/** What a graph starts from: tensors with elements, and results of calls. */
const startsOf = (tensors: readonly AnyTensor[]): AnyTensor[] => {
  const all = [...tensors, ...nodesBehind(tensors).flatMap(({ inputs }) => inputs)];
  return [...new Set(all)].filter(({ origin }) => origin.kind === "elements" || origin.kind === "call");
};

const resolveCall = async (tensor: AnyTensor): Promise<void> => {
  if (tensor.origin.kind !== "call") return;
  const { call, index } = tensor.origin;
  const elements = (await call.outputs())[index]!;
  tensor.origin = { kind: "elements", elements };
};

export const feedOf = (tensor: AnyTensor): Feed => {
  const elements = knownElements(tensor);
  if (!elements) throw new Error("a tensor without elements was fed to a run");
  return { dtype: tensor.dtype, shape: tensor.shape, elements };
};

/** Runs a program on feeds in the order of its inputs. */
export const runProgram = async (
  program: Program,
  feeds: readonly Feed[],
  settings: Settings,
): Promise<readonly AnyElements[]> => {
  const results = await execute(program, feeds, settings);
  if (settings.debugNaN) await findNaN(program, feeds, results, (other, given) => execute(other, given, settings));
  return results;
};

const execute = async (program: Program, feeds: readonly Feed[], settings: Settings) => {
  const runtime = runtimeFor(settings.device);
  const named: Record<string, Feed> = {};
  for (const place of program.inputs) named[inputName(place)] = feeds[place] ?? program.literals[place - feeds.length]!;
  try {
    return await runSession(runtime, settings.threads, program, named);
  } catch (error) {
    throw explainFailure(error, program);
  }
};

/** The elements of a tensor that has been computed, as a copy: a tensor never changes. */
export const copyOfElements = (tensor: AnyTensor): AnyElements => copyElements(feedOf(tensor).elements);

const insideTrace = (tensor: AnyTensor | undefined) =>
  new TensorError(
    "trace",
    "data() was asked for while a function is traced: there are no numbers yet, only the graph.",
    {
      operands: tensor ? [{ name: "tensor", shape: tensor.shape, dtype: tensor.dtype }] : [],
      remedy:
        "Return the tensor from the function and ask for its data outside; to decide by a value use where or cond.",
    },
  );
