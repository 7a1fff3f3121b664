import type { AnyElements } from "./dtype.ts";
import { compute, feedOf, runProgram } from "./evaluation.ts";
import { createProgram, type Program } from "./graph/program.ts";
import { nodesBehind } from "./graph/walk.ts";
import { currentSettings, type Settings } from "./settings.ts";
import { flatten, signatureOf, unflatten } from "./structure.ts";
import { type AnyTensor, type Call, newestId, nodeOf, placeholder, Tensor } from "./tensor.ts";
import { traceDepth, tracing } from "./trace.ts";

/** A traced function: its graph, and the structure and meaning of its results. */
interface Trace<Y> {
  readonly program: Program;
  /** Tensors from outside that it reads, after the arguments. */
  readonly captured: readonly AnyTensor[];
  readonly outputs: readonly AnyTensor[];
  readonly result: Y;
}

export type Compiled<Args extends unknown[], Y> = ((...args: Args) => Y) & {
  /** How many graphs it has been traced into: one for each structure of shapes and dtypes. */
  readonly traces: () => number;
};

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
  f: (...args: Args) => Y,
  options: Partial<Settings> = {},
): Compiled<Args, Y> => {
  const traces = new Map<string, Trace<Y>>();
  const compiled = (...args: Args): Y => {
    // Part of a larger graph: no boundary there.
    if (traceDepth() > 0) return f(...args);
    const given = flatten(args);
    const signature = signatureOf(args);
    let trace = traces.get(signature);
    if (!trace) {
      trace = traceFunction(f, args, given);
      traces.set(signature, trace);
    }
    return callTrace(trace, given, { ...currentSettings(), ...options });
  };
  return Object.assign(compiled, { traces: () => traces.size });
};

const traceFunction = <Args extends unknown[], Y>(
  f: (...args: Args) => Y,
  args: Args,
  given: readonly AnyTensor[],
): Trace<Y> => {
  const since = newestId();
  const parameters = given.map(({ shape, dtype }) => placeholder(shape, dtype, "an argument of a compiled function"));
  const result = tracing(() => f(...unflatten(args, parameters)));
  const outputs = flatten(result);
  const captured = capturedBy(outputs, new Set(parameters), since);
  return { program: createProgram([...parameters, ...captured], outputs), captured, outputs, result };
};

/** What the function reads from outside: tensors with elements, and whatever was made before it was traced. */
const capturedBy = (outputs: readonly AnyTensor[], parameters: ReadonlySet<AnyTensor>, since: number): AnyTensor[] => {
  const nodes = nodesBehind(outputs, parameters, since + 1);
  const read = new Set([...outputs, ...nodes.flatMap(({ inputs }) => inputs)]);
  return [...read].filter((tensor) => {
    const node = nodeOf(tensor);
    if (node) return node.id <= since && node.primitive.name !== "constant";
    return !parameters.has(tensor) && tensor.origin.kind !== "placeholder";
  });
};

const callTrace = <Y>(
  { program, captured, outputs, result }: Trace<Y>,
  given: readonly AnyTensor[],
  settings: Settings,
): Y => {
  const inputs = [...given, ...captured];
  let run: Promise<readonly AnyElements[]> | undefined;
  const call: Call = {
    outputs: () => {
      run ??= (async () => {
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
