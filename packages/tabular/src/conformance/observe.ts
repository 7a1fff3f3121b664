import { isKaviarError } from "@kaviar/base/error";
import { encodeOnnx, openSession } from "@kaviar/tensor/onnx";
import { createGraph } from "../onnx/build-graph.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import { modelOfGraph } from "../onnx/to-model.ts";
import { feedsOf } from "../pipeline/feeds.ts";
import { inputsOf } from "../pipeline/inputs.ts";
import { portsOf, wiresOf } from "../pipeline/ports.ts";
import { cellOf, lengthOf } from "../table/column.ts";
import type { Table } from "../table/table.ts";

/** All that a table holds, as a text that another one has if it holds the same. */
export const contentsOf = (table: Table): string =>
  JSON.stringify(
    table.data.map((column) => [
      column.name,
      Array.from({ length: lengthOf(column) }, (_, row) => {
        const cell = cellOf(column, row);
        return typeof cell === "number" ? String(cell) : cell;
      }),
    ]),
  );

/** What is plain data, as a text: numbers to the last bit. */
export const bitsOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "number") return Object.is(each, -0) ? "-0" : String(each);
    return ArrayBuffer.isView(each) ? Array.from(each as unknown as ArrayLike<number>, String) : each;
  });

/** The result, or undefined where it was refused by an error of this house; any other error is thrown. */
export const unlessRefused = async <T>(run: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await run();
  } catch (error) {
    if (isKaviarError(error)) return undefined;
    throw error;
  }
};

/** Outputs of a graph: how wide they are, of doubles or of texts. */
interface Written {
  readonly kind: "numbers" | "texts";
  readonly tensor: string;
  readonly width: number;
}

type Write = (wires: readonly Wire[], graph: GraphBuilder) => readonly Written[];

/** What is written into a graph as a file, what it is fed for the rows of a table, and the names of its outputs. */
export const graphFile = (table: Table, write: Write) => {
  const ports = portsOf(inputsOf(table));
  const graph = createGraph(new Set(ports.map(({ port }) => port.name)));
  const written = write(wiresOf(ports), graph);
  const outputs = written.map(({ tensor }) => graph.node("Identity", [tensor]));
  const built = graph.built();
  const read = new Set(built.nodes.flatMap(({ inputs }) => inputs));
  const used = ports.filter(({ port }) => read.has(port.name));
  const bytes = encodeOnnx(
    modelOfGraph(built, {
      inputs: used.map(({ port }) => port),
      outputs: written.map(({ kind, width }, i) => ({
        name: outputs[i]!,
        type: kind === "numbers" ? "double" : "string",
        shape: ["rows", width],
      })),
      metadata: {},
      doc: "",
    }),
  );
  const columns = table.select(used.map(({ input }) => input.name));
  return {
    bytes,
    feeds: feedsOf(
      columns,
      used.map(({ port }) => port.name),
    ),
    outputs,
  };
};

/** Runs what is written into a graph on the rows of a table: one column of doubles or texts for each output. */
export const runGraph = async (table: Table, write: Write): Promise<readonly ArrayLike<number | string>[]> => {
  const { bytes, feeds, outputs } = graphFile(table, write);
  const session = await openSession(bytes);
  try {
    const results = await session.run(feeds);
    return outputs.map((name) => results[name]!.elements as ArrayLike<number | string>);
  } finally {
    await session.release();
  }
};
