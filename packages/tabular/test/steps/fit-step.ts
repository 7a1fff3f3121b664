import { encodeOnnx, openSession } from "@kaviar/tensor/onnx";
import { createContext } from "../../src/contract/context.ts";
import type { Step } from "../../src/contract/step.ts";
import type { Training } from "../../src/contract/training.ts";
import { fitSteps } from "../../src/fitting/chain.ts";
import { createGraph } from "../../src/onnx/build-graph.ts";
import type { Wire } from "../../src/onnx/graph-builder.ts";
import { modelOfGraph } from "../../src/onnx/to-model.ts";
import type { ColumnData, Table } from "../../src/table/index.ts";

/** Columns of numbers by name. */
export type Columns = Readonly<Record<string, readonly number[]>>;

export const numbersIn = (column: ColumnData): Float64Array => {
  if (column.kind === "numbers") return column.values;
  throw new Error(`${column.name} holds texts`);
};

const columnsOf = (table: Table): Columns =>
  Object.fromEntries(table.data.map((column) => [column.name, [...numbersIn(column)]]));

/** A step that was fitted by itself: what it makes of a table, in process and in a graph, and of its training rows. */
export const fitStep = async (step: Step, training: Training, seed = 1) => {
  const { fitted, training: made } = await fitSteps([step], training, createContext(seed));
  const { state } = fitted[0]!;
  const { definition, options } = step;
  return {
    state,
    training: made,
    apply: async (table: Table): Promise<Columns> => columnsOf(await definition.apply(state, table, options)),
    inGraph: async (table: Table): Promise<Columns> => {
      const inputs = table.data.map(({ name, kind }): Wire => ({ column: name, kind, tensor: `in ${name}`, index: 0 }));
      const graph = createGraph(new Set(["out"]));
      const wires = definition.onnx(state, inputs, graph, options);
      const out = graph.node("Identity", [graph.numbers(wires)]);
      const model = modelOfGraph(graph.built(), {
        inputs: inputs.map(({ tensor }) => ({ name: tensor, type: "double" as const, shape: ["rows", 1] })),
        outputs: [{ name: out, type: "double", shape: ["rows", wires.length] }],
        metadata: {},
        doc: "",
      });
      const session = await openSession(encodeOnnx(model));
      const feeds = table.data.map((column) => [
        `in ${column.name}`,
        { dtype: "float64" as const, shape: [table.rows, 1], elements: numbersIn(column) },
      ]);
      const { elements } = (await session.run(Object.fromEntries(feeds)))[out]!;
      await session.release();
      const numbers = [...(elements as Float64Array)];
      return Object.fromEntries(
        wires.map(({ column }, c) => [column, numbers.filter((_, i) => i % wires.length === c)]),
      );
    },
  };
};
