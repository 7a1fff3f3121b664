import { readdir, readFile } from "node:fs/promises";
import { kNearest, nystroem, svm } from "@kaviar/tabular";
import { type ModelSubject, type SampleOptions, type StepSubject, sampleTraining } from "@kaviar/tabular/conformance";
import { decodeOnnx } from "@kaviar/tensor/onnx";
import { describe, expect, it } from "vitest";
import { graphFile } from "../../src/conformance/observe.ts";
import { createContext } from "../../src/contract/context.ts";
import { fitSteps } from "../../src/fitting/chain.ts";
import { outputsOf } from "../../src/fitting/out-of-fold.ts";
import type { ColumnData } from "../../src/table/column.ts";
import { packedCode } from "../../src/writing/scoring/constant.ts";
import { graphCode } from "../../src/writing/scoring/graph-code.ts";
import { operatorOf } from "../../src/writing/scoring/operators/index.ts";
import { subjects as models } from "../conformance/model-subjects.ts";
import { subjects as steps } from "../conformance/step-subjects.ts";
import { asModule } from "./as-module.ts";

interface Tensor {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number | string>;
}

/** What the code of a graph makes of the rows of a table. */
const runAsCode = async (...given: Parameters<typeof graphFile>): Promise<readonly ArrayLike<number | string>[]> => {
  const { bytes, feeds, outputs } = graphFile(...given);
  const code = `${packedCode}\n${graphCode(decodeOnnx(bytes).graph, Object.keys(feeds), outputs)}\nexport { graph };`;
  const { graph } = await asModule<{ graph: (...inputs: readonly Tensor[]) => Tensor[] }>(code);
  return graph(...Object.values(feeds).map(({ shape, elements }) => ({ shape, data: elements as Tensor["data"] }))).map(
    ({ data }) => data,
  );
};

const isNear = (a: number | string, b: number | string, tolerance = 1e-9): boolean =>
  Object.is(a, b) ||
  a === b ||
  (typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a)));

const firstFar = (here: ArrayLike<number | string>, there: ArrayLike<number | string>, tolerance?: number): string => {
  if (here.length !== there.length) return `${here.length} numbers in process, ${there.length} in the code`;
  const i = Array.from(here).findIndex((value, i) => !isNear(value, there[i]!, tolerance));
  return i < 0 ? "" : `${i}: ${here[i]} in process, ${there[i]} in the code`;
};

const cellsOf = (column: ColumnData): ArrayLike<number | string> =>
  column.kind === "numbers"
    ? column.values
    : Array.from(column.codes, (code) => (code < 0 ? "" : column.levels[code]!));

/** Options by which graphs have operators that the usual ones do not have. */
const others = {
  steps: { nystroem: [{ make: () => nystroem({ kernel: "sigmoid", gamma: 0.01, nComponents: 4 }), rows: "numbers" }] },
  models: {
    svm: [{ make: () => svm({ kernel: "sigmoid", gamma: 0.001 }), rows: "numbers" }],
    "many points": [{ make: () => kNearest({ k: 7 }), rows: "numbers", training: 1100 }],
  },
} as const;

const named = <S>(subjects: Readonly<Record<string, readonly S[]>>) =>
  Object.entries(subjects).flatMap(([name, each]) => each.map((subject, i) => ({ name, i, subject })));

it("every operator that a step or a model writes into its graph has a form in JavaScript", async () => {
  const folder = new URL("../../src/", import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), "utf8")));
  const written = texts.flatMap((text) => [...text.matchAll(/\b(?:node|nodeWith|apply|binary)\(\s*"([A-Z]\w+)"/g)]);
  const operators = new Set(written.map(([, name]) => name!));
  expect(operators.size).toBeGreaterThan(40);
  expect([...operators].filter((name) => name !== "Identity" && !operatorOf(name))).toEqual([]);
});

describe("code without dependencies does what steps do", () => {
  it.each([...named<StepSubject>(steps), ...named<StepSubject>(others.steps)])(
    "$name ($i)",
    async ({ subject: { make, rows, task = "classes" } }) => {
      const step = make();
      const { fitted } = await fitSteps([step], sampleTraining(rows, { task }), createContext(3));
      const { state } = fitted[0]!;
      const { table } = sampleTraining(rows, { task, seed: 2, rows: 40 });
      const made = await step.definition.apply(state, table, step.options);
      const there = await runAsCode(table, (wires, graph) =>
        step.definition.onnx(state, wires, graph, step.options).map((wire) => ({
          kind: wire.kind,
          tensor: wire.kind === "numbers" ? graph.numbers([wire]) : graph.texts(wire),
          width: 1,
        })),
      );
      expect(made.data.map((column, i) => firstFar(cellsOf(column), there[i]!)).join("")).toBe("");
    },
  );
});

describe("code without dependencies says what models say", () => {
  const tasksOf = ({ make, tasks, classes = [2, 3] }: ModelSubject) =>
    (tasks ?? make().definition.tasks).flatMap((task): readonly SampleOptions[] =>
      task === "classes" ? classes.map((count) => ({ task, classes: count })) : [{ task }],
    );
  const all = named<ModelSubject & { readonly training?: number }>(models);
  it.each([...all, ...named<ModelSubject & { readonly training?: number }>(others.models)])(
    "$name ($i)",
    async ({ subject }) => {
      const { make, rows, tolerance, training: count = 60 } = subject;
      for (const task of tasksOf(subject)) {
        const training = sampleTraining(rows, { ...task, rows: count });
        const model = make();
        const state = await model.definition.fit(training, model.options, createContext(3));
        const { table } = sampleTraining(rows, { ...task, seed: 2, rows: 40 });
        const here = await model.definition.predict(state, table, model.options);
        const [there] = await runAsCode(table, (wires, graph) => [
          {
            kind: "numbers",
            tensor: model.definition.onnx(state, wires, graph, model.options),
            width: outputsOf(training.target),
          },
        ]);
        expect(firstFar(here, there!, tolerance)).toBe("");
      }
    },
  );
});
