import { csvField } from "@kaviar/base/text";
import type { Label } from "@kaviar/tabular";
import type { Predicted } from "./predicted.ts";

/** A line a row, and the names of the columns above them; as many lines in a text as rows come at once. */
export async function* csvLines(parts: AsyncIterable<Predicted>, classes: readonly Label[]): AsyncGenerator<string> {
  const header = ["prediction", ...classes.map((label) => `probability_${label}`)].map(csvField).join(",");
  let isFirst = true;
  for await (const { predictions, probabilities } of parts) {
    const lines = Array.from(predictions, (prediction, row) => {
      const ofRow = probabilities?.subarray(row * classes.length, (row + 1) * classes.length);
      return ofRow === undefined ? csvField(prediction) : `${csvField(prediction)},${ofRow.join(",")}`;
    });
    // Not before the first rows are predicted: where that fails, nothing is printed.
    yield [...(isFirst ? [header] : []), ...lines].join("\n");
    isFirst = false;
  }
}
