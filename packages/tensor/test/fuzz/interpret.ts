import type { AnyTensor, Body } from "./operation.ts";
import { operations } from "./operations/index.ts";
import type { Block, Program, Step } from "./program.ts";

const asList = (results: AnyTensor | readonly AnyTensor[]): readonly AnyTensor[] =>
  Array.isArray(results) ? (results as readonly AnyTensor[]) : [results as AnyTensor];

/** All values: those given, then the results of each step. */
const runSteps = (steps: readonly Step[], given: readonly AnyTensor[]): AnyTensor[] => {
  const values = [...given];
  for (const [name, operands, params = {}, blocks = []] of steps) {
    const bodies = blocks.map((block) =>
      bodyOf(
        block,
        block.captured.map((place) => values[place]!),
      ),
    );
    values.push(
      ...asList(
        operations[name].run(
          operands.map((place) => values[place]!),
          params,
          bodies,
        ),
      ),
    );
  }
  return values;
};

export const bodyOf =
  ({ steps, results }: Pick<Block, "steps" | "results">, captured: readonly AnyTensor[]): Body =>
  (...args) => {
    const values = runSteps(steps, [...args, ...captured]);
    return results.map((place) => values[place]!);
  };

export const runProgram = (program: Program, inputs: readonly AnyTensor[]): AnyTensor[] =>
  bodyOf(program, [])(...inputs);
