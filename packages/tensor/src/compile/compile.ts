import { substitute } from "../core/rewrite.ts";
import { type AnyTensor, type Call, newestId, placeholder, Tensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { optionsOf } from "../errors/options.ts";
import { compute, feedOf, runProgram } from "../evaluation/evaluation.ts";
import { currentSettings, keptTraces, type Settings, settingLaws } from "../evaluation/settings.ts";
import { createProgram, type Program } from "../graph/program.ts";
import { flatten, type Returned, signatureOf, unflatten } from "../tracing/structure.ts";
import { capturedBy, traceDepth, tracing } from "../tracing/trace.ts";
import type { AnyElements } from "../values/dtype.ts";
import { type OnnxOptions, toOnnx } from "./to-onnx.ts";

/** A traced function: its graph, and the structure and meaning of its results. */
interface Trace<Args, Y> {
  readonly program: Program;
  /** Tensors from outside that it reads, after the arguments. */
  readonly captured: readonly AnyTensor[];
  readonly outputs: readonly AnyTensor[];
  readonly result: Y;
  /** The arguments as placeholders: shapes and dtypes, no data. */
  readonly example: Args;
}

export type Compiled<Args extends unknown[], Y> = ((...args: Args) => Y) & {
  /** How many graphs it has been traced into: one for each structure of shapes and dtypes, more where old ones were forgotten. */
  readonly traces: () => number;
  /**
   * The bytes of an ONNX file that computes the function; what it closes over is in the file.
   *
   * ```ts
   * const bytes = await predict.toOnnx([x], { batch: true });      // any batch size
   * ```
   */
  readonly toOnnx: (args?: Args, options?: OnnxOptions) => Promise<Uint8Array>;
};

const readSettings = optionsOf<Partial<Settings>>()("compile", settingLaws);

/**
 * The function as one graph: traced once for each structure of shapes and dtypes, then run as a whole. A call returns at
 * once; the first `data()` of a result runs it, for all results together.
 *
 * ```ts
 * const step = compile((w: Tensor, rate: Tensor) => w.sub(grad(loss)(w).mul(rate)));
 * w = step(w, tensor(0.1));
 * ```
 * Numbers among the arguments are inputs too: another value does not compile again.
 */
export const compile = <Args extends unknown[], Y>(
  f: (...args: Args) => Returned<Y>,
  settings: Partial<Settings> = {},
): Compiled<Args, Y> => {
  const own = readSettings(settings);
  /** The one called last comes last. */
  const traces = new Map<string, Trace<Args, Y>>();
  let traced = 0;
  let latest: Args | undefined;
  const compiled = (...args: Args): Y => {
    // Part of a larger graph: no boundary there.
    if (traceDepth() > 0) return f(...args) as Y;
    const given = flatten(args);
    const signature = signatureOf(args);
    const known = traces.get(signature);
    const trace = known ?? traceFunction(f, args, given);
    if (known) traces.delete(signature);
    else traced++;
    traces.set(signature, trace);
    while (traces.size > keptTraces()) traces.delete(traces.keys().next().value!);
    latest = trace.example;
    return callTrace(trace, given, { ...currentSettings(), ...own });
  };
  const exported = (args: Args | undefined = latest, onnxOptions?: OnnxOptions): Promise<Uint8Array> => {
    if (args) return toOnnx(f, args, onnxOptions);
    throw new TensorError("data", "toOnnx needs arguments to know shapes and dtypes from.", {
      remedy: "Give examples, compiled.toOnnx([x]), or call the function once before.",
    });
  };
  return Object.assign(compiled, { traces: () => traced, toOnnx: exported });
};

const traceFunction = <Args extends unknown[], Y>(
  f: (...args: Args) => Returned<Y>,
  args: Args,
  given: readonly AnyTensor[],
): Trace<Args, Y> => {
  const since = newestId();
  const parameters = given.map(({ shape, dtype }) => placeholder(shape, dtype, "an argument of a compiled function"));
  const example = unflatten(args, parameters);
  const result = tracing(() => f(...example));
  const outputs = flatten(result);
  const captured = capturedBy(outputs, new Set(parameters), since);
  // Stand-ins hide how it is made: a rule that looks behind a tensor must not find what is no input.
  const stands = captured.map(({ shape, dtype }) => placeholder(shape, dtype, "what a compiled function closes over"));
  const program = createProgram([...parameters, ...stands], substitute(outputs, captured, stands));
  return { program, captured, outputs, result, example };
};

const callTrace = <Args, Y>(
  { program, captured, outputs, result }: Trace<Args, Y>,
  given: readonly AnyTensor[],
  settings: Settings,
): Y => {
  const inputs = [...given, ...captured];
  let run: Promise<readonly AnyElements[]> | undefined;
  const call: Call = {
    outputs: () => {
      run ??= (async () => {
        // A chain of calls waiting for each other may be longer than the stack is deep.
        await undefined;
        await compute(inputs, settings);
        return runProgram(program, inputs.map(feedOf), settings);
      })();
      return run;
    },
  };
  return unflatten(
    result,
    outputs.map(({ shape, dtype }, index) => new Tensor(shape, dtype, { kind: "call", call, index })),
  );
};
