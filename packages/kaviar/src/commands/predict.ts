import { resolve } from "node:path";
import { oneLine, plural } from "@kaviar/base/text";
import { type Label, type LoadedPipeline, load, readTable, type Table } from "@kaviar/tabular";
import { text } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import type { Outcome } from "../command/outcome.ts";
import { writeWhole } from "../command/write-whole.ts";
import { answerLines, isNetwork, predictNetwork } from "../networks/predict-network.ts";
import { csvLines } from "../predicting/csv-lines.ts";
import { modelFile } from "../predicting/model-file.ts";
import { predicted } from "../predicting/predicted.ts";
import { unseenWords } from "../predicting/unseen-words.ts";

export const command = defineCommand({
  usage: "predict FOLDER|model.onnx DATA [--out FILE]",
  about: `Predicts for each row of a file with a model that \`kaviar fit\` has made, and writes it as CSV: a column
"prediction", and for classes "probability_<class>" for each, a line a row in the order of the file. DATA may have
columns that the model does not use, the target too. Texts that the model has not learned from are named on stderr.`,
  examples: [
    "kaviar predict churn-kaviar new.csv > scored.csv",
    "kaviar predict churn-kaviar/model.onnx 'new/*.parquet' --out scored.csv",
    "paste -d, new.csv <(kaviar predict churn-kaviar new.csv) > beside.csv",
  ],
  words: ["MODEL", "DATA"],
  options: { out: { takes: "FILE", read: text, about: "Write it to a file, whole or not at all" } },
  run: async ({ words: [given, data], options: { out } }) => {
    const file = modelFile(given!);
    if (await isNetwork(file)) return networkOutcome(file, data!, out);
    const model = await load(file);
    const table = await readTable(data!, { like: model.inputs });
    for (const words of unseenWords(table, model.inputs)) process.stderr.write(`kaviar: ${oneLine(words)}\n`);
    const lines = csvLines(predicted(model, table), model.classes);
    if (out === undefined) return { data: () => documentOf(model, table), lines };
    const pieces: Buffer[] = [];
    for await (const line of lines) pieces.push(Buffer.from(`${line}\n`));
    await writeWhole(out, Buffer.concat(pieces));
    return {
      data: { rows: table.rows, wrote: resolve(out) },
      lines: [`Wrote ${plural(table.rows, "row")} to ${out}.`],
    };
  },
});

/** What a network that a search has found says. */
const networkOutcome = async (file: string, data: string, out: string | undefined): Promise<Outcome> => {
  const answered = await predictNetwork(file, data);
  for (const note of answered.notes) process.stderr.write(`kaviar: ${note}\n`);
  const lines = answerLines(answered);
  const { predictions, probabilities, classes, names } = answered;
  if (out === undefined)
    return {
      data: {
        predictions,
        ...(classes && { classes, probabilities: [...probabilities!] }),
        ...(names && { names: names.values }),
      },
      lines: [...lines],
    };
  await writeWhole(out, `${lines.join("\n")}\n`);
  return {
    data: { rows: predictions.length, wrote: resolve(out) },
    lines: [`Wrote ${plural(predictions.length, "row")} to ${out}.`],
  };
};

/** All of it as one document: of classes the probabilities of each row, in the order of the classes. */
const documentOf = async (model: LoadedPipeline, table: Table): Promise<object> => {
  const { task, target, classes } = model;
  const predictions: Label[] = [];
  const probabilities: number[][] = [];
  for await (const some of predicted(model, table)) {
    for (const [row, label] of Array.from(some.predictions).entries()) {
      predictions.push(label);
      if (some.probabilities)
        probabilities.push([...some.probabilities.subarray(row * classes.length, (row + 1) * classes.length)]);
    }
  }
  return { task, target, predictions, ...(task === "classes" && { classes, probabilities }) };
};
