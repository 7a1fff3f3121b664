import type { Label, LoadedPipeline, Table } from "@kaviar/tabular";

/** What a model says of some rows: their predictions, and of classes the probabilities of each, row after row. */
export interface Predicted {
  readonly predictions: ArrayLike<Label>;
  readonly probabilities: Float64Array | undefined;
}

/** Rows that are predicted at once. */
const batch = 10_000;

/** What a model says of tables, one after the other, some rows at a time. */
export async function* predicted(model: LoadedPipeline, tables: AsyncIterable<Table>): AsyncGenerator<Predicted> {
  const used = new Set(model.inputs.map(({ name }) => name));
  for await (const table of tables) {
    const rows = table.select(table.columns.filter((name) => used.has(name)));
    // Without rows too the model is asked: a column that it misses is to be named.
    for (let from = 0; from === 0 || from < rows.rows; from += batch) {
      const some = rows.take(Array.from({ length: Math.min(batch, rows.rows - from) }, (_, i) => from + i));
      yield model.task === "classes" ? await classesOf(model, some) : await numbersOf(model, some);
    }
  }
}

const numbersOf = async (model: LoadedPipeline, rows: Table): Promise<Predicted> => ({
  predictions: await model.predict(rows),
  probabilities: undefined,
});

/** The file is run once: its label is the most probable class. */
const classesOf = async (model: LoadedPipeline, rows: Table): Promise<Predicted> => {
  const { classes, values } = await model.probabilities(rows);
  const predictions = Array.from({ length: rows.rows }, (_, row) => {
    const ofRow = values.subarray(row * classes.length, (row + 1) * classes.length);
    return classes[ofRow.indexOf(Math.max(...ofRow))]!;
  });
  return { predictions, probabilities: values };
};
