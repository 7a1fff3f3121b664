import { compile, data, importOnnx, openOnnx, stack, vmap } from "@kaviar/tensor";
import { evaluate } from "@kaviar/tensor/reference/evaluate";
import { tracing } from "@kaviar/tensor/tracing/trace";
import { isFloat } from "@kaviar/tensor/values/dtype";
import type { Answer, Expected } from "./answer.ts";
import { type Computed, disagreement } from "./compare.ts";
import { runProgram } from "./interpret.ts";
import type { AnyTensor } from "./operation.ts";
import { type Input, inputTensor, type Program, withFloats } from "./program.ts";

/** A way to run a program, and which results it does not have as PyTorch has them. */
export interface Finding {
  readonly way: Way;
  readonly message: string;
}

type Ways = Readonly<Record<string, (program: Program) => Promise<readonly Computed[]>>>;

const computed = async (results: readonly AnyTensor[]): Promise<Computed[]> => {
  const numbers = await data([...results]);
  return results.map(({ dtype, shape }, i) => ({ dtype, shape, numbers: numbers[i]! }));
};

/** The same numbers at other places. */
const turned = (input: Input): Input => ({
  ...input,
  numbers: [...input.numbers.slice(1), ...input.numbers.slice(0, 1)],
});

const eager = ({ inputs, ...program }: Program) =>
  computed(runProgram({ inputs, ...program }, inputs.map(inputTensor)));

const nameOf = (i: number) => `input${i}`;

const fileOf = (program: Program): Promise<Uint8Array> => {
  const run = compile((...inputs: AnyTensor[]) => runProgram(program, inputs));
  const inputs = program.inputs.map((_, i) => nameOf(i));
  return run.toOnnx(program.inputs.map(inputTensor), { inputs });
};

/** What the results do not need is no input of a file. */
const feedsOf = (program: Program, ports: readonly { readonly name: string }[]) =>
  Object.fromEntries(
    program.inputs.flatMap((input, i) =>
      ports.some(({ name }) => name === nameOf(i)) ? [[nameOf(i), inputTensor(input)]] : [],
    ),
  );

/** Each must give what PyTorch gives. */
const ways = {
  eager,
  compiled: (program) =>
    computed(compile((...inputs: AnyTensor[]) => runProgram(program, inputs))(...program.inputs.map(inputTensor))),
  /** The first and the last of three examples are the program's inputs, between them are others. */
  batched: async (program) => {
    const stacks = program.inputs.map((input) => stack([input, turned(input), input].map(inputTensor)));
    if (stacks.length === 0) return eager(program);
    const results = vmap((...inputs: AnyTensor[]) => runProgram(program, inputs))(...stacks);
    const [first, last] = [
      await computed(results.map((y) => y.slice(0))),
      await computed(results.map((y) => y.slice(-1))),
    ];
    return [...first, ...last];
  },
  /** One node after the other, without the compiler and the runtime. */
  defined: async (program) => {
    const results = tracing(() => runProgram(program, program.inputs.map(inputTensor)));
    return evaluate(results).map(({ dtype, shape, data }) => ({ dtype, shape, numbers: data }));
  },
  /** Written as a file, and run from it. */
  file: async (program) => {
    if (program.inputs.length === 0) return eager(program);
    const file = await openOnnx(await fileOf(program));
    const results = await file.run(feedsOf(program, file.inputs));
    await file.release();
    return computed(file.outputs.map(({ name }) => results[name]!));
  },
  /** Written as a file, and read as tensor operations again. */
  imported: async (program) => {
    if (program.inputs.length === 0) return eager(program);
    const { inputs, outputs, parameters, apply } = importOnnx(await fileOf(program));
    const results = apply(parameters, feedsOf(program, inputs));
    return computed(outputs.map(({ name }) => results[name]!));
  },
  double: (program) => eager(withFloats(program, "float64")),
  single: (program) => eager(withFloats(program, "float32")),
} satisfies Ways;

const hasSpecials = ({ inputs }: Program): boolean =>
  inputs.some(({ numbers }) => numbers.some((n) => typeof n === "string" || Math.abs(n) > 2 ** 40));

export type Way = keyof typeof ways;
export const allWays = Object.keys(ways) as Way[];

/** What importing does not know it says: only a wrong result is wrong. */
const isRefusal = (error: unknown): boolean => / cannot be imported: /.test(String(error));

/** As PyTorch has it, in the dtype that the way makes of it. */
const expectedBy = (way: Way, expected: Expected): Expected =>
  isFloat(expected.dtype) && (way === "double" || way === "single")
    ? { ...expected, dtype: way === "double" ? "float64" : "float32" }
    : expected;

/** Traced or not, it is the same graph. */
const otherBits = (eager: readonly Computed[], compiled: readonly Computed[]): Finding[] =>
  eager.flatMap(({ numbers }, i) => {
    const at = Array.from(numbers).findIndex((n, k) => !Object.is(n, compiled[i]!.numbers[k]));
    if (at < 0) return [];
    const message = `result ${i}: element ${at} is ${compiled[i]!.numbers[at]}, uncompiled ${numbers[at]}`;
    return [{ way: "compiled", message }];
  });

export const checkProgram = async (
  program: Program,
  { results }: Answer,
  which: readonly Way[],
): Promise<Finding[]> => {
  const findings: Finding[] = [];
  const text = JSON.stringify(program);
  const coarse = text.includes('"float32"');
  const found = new Map<Way, readonly Computed[]>();
  for (const way of which) {
    // What overflows in float32 is known of programs that are written with it.
    if (way === "single" && text.includes('"float64"') && hasSpecials(program)) continue;
    const precision = way === "single" || (way !== "double" && coarse) ? "float32" : "float64";
    try {
      const computed = await ways[way](program);
      found.set(way, computed);
      computed.forEach((each, i) => {
        const at = i % results.length;
        const odd = disagreement(each, expectedBy(way, results[at]!), precision);
        if (odd) findings.push({ way, message: `result ${at}: ${odd}` });
      });
    } catch (error) {
      if (isRefusal(error)) continue;
      findings.push({ way, message: `it throws: ${String((error as Error).message).split("\n")[0]}` });
    }
  }
  const [eager, compiled] = [found.get("eager"), found.get("compiled")];
  return eager && compiled ? [...findings, ...otherBits(eager, compiled)] : findings;
};
