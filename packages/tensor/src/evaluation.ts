import { findNaN } from "./debug-nan.ts";
import { type AnyElements, copyElements } from "./dtype.ts";
import { TensorError } from "./error.ts";
import { explainFailure } from "./failure.ts";
import { createProgram, type Program } from "./graph/program.ts";
import { nodesBehind } from "./graph/walk.ts";
import { inputName } from "./onnx/lower.ts";
import type { Feed } from "./runtimes/runtime.ts";
import { runSession, sessionKey } from "./runtimes/sessions.ts";
import { currentSettings, runtimeFor, type Settings } from "./settings.ts";
import type { AnyTensor } from "./tensor.ts";
import { traceDepth } from "./trace.ts";

/** Computes the tensors that are not known yet, in one run, and remembers their elements. */
export const compute = async (tensors: readonly AnyTensor[], settings: Settings = currentSettings()): Promise<void> => {
  if (traceDepth() > 0) throw insideTrace(tensors[0]);
  const unknown = [...new Set(tensors)].filter(({ origin }) => origin.kind !== "elements");
  if (unknown.length === 0) return;
  const leaves = leavesOf(unknown);
  for (const leaf of leaves) await resolveCall(leaf);
  const open = unknown.filter(({ origin }) => origin.kind !== "elements");
  if (open.length === 0) return;
  const program = createProgram(leaves, open, { literals: "inputs" });
  const results = await runProgram(program, leaves.map(feedOf), settings);
  open.forEach((tensor, i) => {
    tensor.origin = { kind: "elements", elements: results[i]! };
  });
};

/** What a graph starts from: tensors with elements, and results of calls. */
const leavesOf = (tensors: readonly AnyTensor[]): AnyTensor[] => {
  const all = [...tensors, ...nodesBehind(tensors).flatMap(({ inputs }) => inputs)];
  return [...new Set(all)].filter(({ origin }) => origin.kind === "elements" || origin.kind === "call");
};

const resolveCall = async (tensor: AnyTensor): Promise<void> => {
  if (tensor.origin.kind !== "call") return;
  const { call, index } = tensor.origin;
  const elements = (await call.outputs())[index]!;
  tensor.origin = { kind: "elements", elements };
};

export const feedOf = ({ origin, dtype, shape }: AnyTensor): Feed => {
  if (origin.kind !== "elements") throw new Error("a tensor without elements was fed to a run");
  return { dtype, shape, elements: origin.elements };
};

/** Runs a program on feeds in the order of its inputs. */
export const runProgram = async (
  program: Program,
  feeds: readonly Feed[],
  settings: Settings,
): Promise<readonly AnyElements[]> => {
  const runtime = runtimeFor(settings.device);
  program.key ??= sessionKey(runtime, settings.threads, program.bytes);
  const named: Record<string, Feed> = {};
  for (const place of program.inputs) named[inputName(place)] = feeds[place] ?? program.literals[place - feeds.length]!;
  try {
    const results = await runSession(runtime, settings.threads, program.key, program.bytes, named, program.outputNames);
    if (settings.debugNaN) await findNaN(program, feeds, results, settings);
    return results;
  } catch (error) {
    throw explainFailure(error, program);
  }
};

/** The elements of a tensor, as a copy: a tensor never changes. */
export const elementsOf = async (tensor: AnyTensor): Promise<AnyElements> => {
  await compute([tensor]);
  return copyElements(feedOf(tensor).elements);
};

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
