import { encodeOnnx, openSession } from "@kaviar/tensor/onnx";
import { expect } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import type { Step } from "../../src/contract/step.ts";
import type { Training } from "../../src/contract/training.ts";
import { fitSteps } from "../../src/fitting/chain.ts";
import { createGraph } from "../../src/onnx/build-graph.ts";
import { modelOfGraph } from "../../src/onnx/to-model.ts";
import { type Cell, cellOf } from "../../src/table/column.ts";
import type { Table } from "../../src/table/table.ts";

type Values = Readonly<Record<string, readonly Cell[]>>;

/** The columns of a table by name: dates as numbers. */
export const valuesOf = (table: Table): Values =>
  Object.fromEntries(
    table.data.map((column) => [
      column.name,
      column.kind === "numbers" ? Array.from(column.values) : column.codes.length > 0 ? cells(table, column.name) : [],
    ]),
  );

const cells = (table: Table, name: string): Cell[] =>
  Array.from({ length: table.rows }, (_, row) => cellOf(table.column(name).data, row));

/** What a step learned of training rows and makes of them and of others, in this process. */
export const fitStep = async (step: Step, given: Table | Training, seed = 1) => {
  const training: Training = "table" in given ? given : { table: given, target: { task: "anomalies" } };
  const { fitted, training: made } = await fitSteps([step], training, createContext(seed));
  const state = structuredClone(fitted[0]!.state);
  return {
    state,
    training: made,
    apply: async (table: Table): Promise<Table> => step.definition.apply(state, table, step.options),
  };
};

/** Fits a step, and holds what a graph makes of rows against what it makes of them in this process. */
export const agreesInGraph = async (step: Step, given: Table | Training, rows: Table, tolerance = 1e-12) => {
  const { state, apply } = await fitStep(step, given);
  const made = await apply(rows);
  const graph = createGraph(new Set(rows.columns.map((_, i) => `in ${i}`)));
  const wires = rows.data.map(({ name, kind }, i) => ({ column: name, kind, tensor: `in ${i}`, index: 0 }));
  const out = step.definition.onnx(state, wires, graph, step.options);
  expect(out.map(({ column }) => column)).toEqual(made.columns);
  expect(out.map(({ kind }) => kind)).toEqual(made.data.map(({ kind }) => kind));
  const ends = out.map((wire) => {
    const tensor = wire.kind === "numbers" ? graph.numbers([wire]) : graph.texts(wire);
    return graph.node("Identity", [tensor]);
  });
  const type = { numbers: "double", texts: "string" } as const;
  const port = (name: string, kind: "numbers" | "texts") => ({ name, type: type[kind], shape: ["rows", 1] });
  const session = await openSession(
    encodeOnnx(
      modelOfGraph(graph.built(), {
        inputs: rows.data.map(({ kind }, i) => port(`in ${i}`, kind)),
        outputs: out.map(({ kind }, i) => port(ends[i]!, kind)),
        metadata: {},
        doc: "",
      }),
    ),
  );
  const feeds = Object.fromEntries(
    rows.data.map((column, i) => [
      `in ${i}`,
      column.kind === "numbers"
        ? { dtype: "float64" as const, shape: [rows.rows, 1], elements: column.values }
        : {
            dtype: "string" as const,
            shape: [rows.rows, 1],
            elements: cells(rows, column.name).map((cell) => (cell === null ? "" : String(cell))),
          },
    ]),
  );
  const results = await session.run(feeds);
  await session.release();
  for (const [i, column] of made.data.entries()) {
    const got = results[ends[i]!]!.elements;
    const wanted =
      column.kind === "numbers" ? Array.from(column.values) : cells(made, column.name).map((cell) => cell ?? "");
    if (column.kind === "numbers") expectClose(Array.from(got as Float64Array), wanted as number[], tolerance);
    else expect(Array.from(got as readonly string[])).toEqual(wanted);
  }
  return made;
};

/** Alike to so many parts of the larger of them and 1; a missing number only where the other one is missing. */
export const expectClose = (got: ArrayLike<number>, wanted: ArrayLike<number | null>, tolerance = 1e-9): void => {
  expect(got.length).toBe(wanted.length);
  for (let i = 0; i < got.length; i++) {
    const right = wanted[i] ?? Number.NaN;
    const near = Math.abs(got[i]! - right) <= tolerance * Math.max(1, Math.abs(right));
    if (!near && !Object.is(got[i], right)) expect.fail(`at ${i}: ${got[i]} is not ${right} to ${tolerance}`);
  }
};

/** All numbers of a table against recorded rows. */
export const expectRows = (table: Table, rows: readonly (readonly (number | null)[])[], tolerance = 1e-9): void => {
  expect(table.columns.length).toBe(rows[0]!.length);
  for (const [c, column] of table.data.entries()) {
    if (column.kind !== "numbers") expect.fail(`${column.name} holds texts`);
    expectClose(
      column.values,
      rows.map((row) => row[c]!),
      tolerance,
    );
  }
};
