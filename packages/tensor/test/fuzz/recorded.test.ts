import { readFileSync } from "node:fs";
import * as library from "@kaviar/tensor";
import { sizeOf } from "@kaviar/tensor/values/shape";
import { describe, expect, it } from "vitest";
import type { Answer } from "./answer.ts";
import { checkProgram, type Way } from "./check.ts";
import { isKnown } from "./compare.ts";
import { leftOut } from "./left-out.ts";
import { operationNames } from "./operations/index.ts";
import { type Block, operationsIn, type Program } from "./program.ts";

interface Recorded extends Answer {
  readonly seed: number;
  readonly program: Program;
}

/** See ORIGIN.md. */
const recorded = readFileSync(new URL("recorded.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Recorded);

/** Each program in a batch, and in one more way. */
const others: readonly Way[] = ["eager", "compiled", "double", "single", "defined", "file", "imported"];
const titleOf = ({ seed, program }: Recorded) => `${seed}: ${operationsIn(program).join(" ")}`;

describe("random programs give what PyTorch gives", () => {
  it.each(recorded.map((each, i) => [titleOf(each), each, others[i % others.length]!] as const))(
    "%s",
    async (_, each, other) => {
      expect(await checkProgram(each.program, each, ["batched", other])).toEqual([]);
    },
  );
});

const stepsIn = ({ steps }: Pick<Block, "steps">): Block["steps"] =>
  steps.flatMap((step) => [step, ...(step[3] ?? []).flatMap(stepsIn)]);

describe("the recorded programs", () => {
  const count = (has: (each: Recorded) => boolean) => recorded.filter(has).length;

  it("are 300, whose results can all be told", () => {
    expect(recorded.length).toBe(300);
    expect(count(({ results }) => !results.every(isKnown))).toBe(0);
  });

  it("have every operation of the language", () => {
    const there = new Set(recorded.flatMap(({ program }) => operationsIn(program)));
    expect(operationNames.filter((name) => !there.has(name))).toEqual([]);
  });

  it("have both float dtypes, axes of length 0 and of 1, NaN and infinities, loops of no steps, blocks in blocks", () => {
    const shapes = ({ program, results }: Recorded) => [...program.inputs, ...results].map(({ shape }) => shape);
    const inputs = (dtype: string) => count(({ program }) => program.inputs.some((input) => input.dtype === dtype));
    expect(inputs("float32")).toBeGreaterThan(60);
    expect(inputs("float64")).toBeGreaterThan(60);
    expect(inputs("int32") + inputs("int64") + inputs("uint32") + inputs("bool")).toBeGreaterThan(60);
    expect(count((each) => shapes(each).some((shape) => sizeOf(shape) === 0))).toBeGreaterThan(60);
    expect(count((each) => shapes(each).some((shape) => sizeOf(shape) === 1))).toBeGreaterThan(60);
    expect(count(({ program }) => program.inputs.some(({ numbers }) => numbers.includes("NaN")))).toBeGreaterThan(5);
    const isIdle = ([name, , params]: Block["steps"][number]) => name === "loop" && params?.count === 0;
    expect(count(({ program }) => stepsIn(program).some(isIdle))).toBeGreaterThan(2);
    const isNested = ([, , , blocks]: Block["steps"][number]) =>
      (blocks ?? []).some((block) => block.steps.some((step) => step[3]));
    expect(count(({ program }) => stepsIn(program).some(isNested))).toBeGreaterThan(10);
  });
});

describe("the language", () => {
  it("has every function and method of the package that is not left out for a reason", () => {
    const functions = Object.entries(library).flatMap(([name, value]) =>
      typeof value === "function" && !/^[A-Z]/.test(name) ? [name] : [],
    );
    const methods = Object.keys(Object.getOwnPropertyDescriptors(library.Tensor.prototype)).filter(
      (name) => !["constructor", "rank", "size"].includes(name),
    );
    const there = new Set([...functions, ...methods]);
    const said = [...operationNames, ...Object.keys(leftOut)];
    expect([...there].filter((name) => !said.includes(name))).toEqual([]);
    expect(said.filter((name) => !there.has(name))).toEqual([]);
  });
});
