import { resolve } from "node:path";
import { oneLine, plural } from "@kaviar/base/text";
import { type Label, type LoadedPipeline, load, readParts, type Table } from "@kaviar/tabular";
import { text } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import type { Outcome } from "../command/outcome.ts";
import { isObject, objectOut } from "../command/write-object.ts";
import { writeWhole } from "../command/write-whole.ts";
import { answerLines, isNetwork, predictNetwork } from "../networks/predict-network.ts";
import { csvLines } from "../predicting/csv-lines.ts";
import { modelFile } from "../predicting/model-file.ts";
import { type Predicted, predicted } from "../predicting/predicted.ts";
import { watchUnseen } from "../predicting/unseen-words.ts";

export const command = defineCommand({
  usage: "predict FOLDER|model.onnx DATA [--out FILE]",
  about: `Predicts for each row of a file with a model that \`kaviar fit\` has made, and writes it as CSV: a column
"prediction", and for classes "probability_<class>" for each, a line a row in the order of the file. DATA may have
columns that the model does not use, the target too. Texts that the model has not learned from are named on stderr. A file larger than 64 MB is read,
predicted and written some thousand rows at a time. DATA may be s3://BUCKET/KEY, too.`,
  examples: [
    "kaviar predict churn-kaviar new.csv > scored.csv",
    "kaviar predict churn-kaviar/model.onnx 'new/*.parquet' --out scored.csv",
    "paste -d, new.csv <(kaviar predict churn-kaviar new.csv) > beside.csv",
  ],
  words: ["MODEL", "DATA"],
  options: {
    out: { takes: "FILE", read: text, about: "Write it to a file or to s3://BUCKET/KEY, whole or not at all" },
  },
  run: async ({ words: [given, data], options: { out } }) => {
    const file = modelFile(given!);
    const place = out === undefined ? undefined : placeOf(out);
    if (await isNetwork(file)) return networkOutcome(file, data!, place);
    const model = await load(file);
    const columns = model.inputs.map(({ name }) => name);
    const said = () => saidOf(model, readParts(data!, { like: model.inputs, columns }));
    if (place === undefined) return { data: () => documentOf(model, said()), lines: csvLines(said(), model.classes) };
    let rows = 0;
    const count = (some: number) => {
      rows += some;
    };
    await place.write(bytesOf(csvLines(counting(said(), count), model.classes)));
    return { data: { rows, wrote: place.path }, lines: [`Wrote ${plural(rows, "row")} to ${out}.`] };
  },
});

/** What a network that a search has found says. */
const networkOutcome = async (file: string, data: string, out: Place | undefined): Promise<Outcome> => {
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
  await out.write(bytesOf(lines));
  return {
    data: { rows: predictions.length, wrote: out.path },
    lines: [`Wrote ${plural(predictions.length, "row")} to ${out.given}.`],
  };
};

/** Where predictions are written to. */
interface Place {
  /** As it was said. */
  readonly given: string;
  readonly path: string;
  write(bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

const placeOf = (given: string): Place =>
  isObject(given)
    ? { given, path: given, write: objectOut(given) }
    : { given, path: resolve(given), write: (bytes) => writeWhole(given, bytes) };

/** What the model says of rows as they are read; in the end what it has not learned from is named. */
async function* saidOf(model: LoadedPipeline, tables: AsyncIterable<Table>): AsyncGenerator<Predicted> {
  const unseen = watchUnseen(model.inputs);
  yield* predicted(model, unseen.passing(tables));
  for (const words of unseen.words()) process.stderr.write(`kaviar: ${oneLine(words)}\n`);
}

async function* counting(said: AsyncIterable<Predicted>, count: (rows: number) => void): AsyncGenerator<Predicted> {
  for await (const some of said) {
    count(some.predictions.length);
    yield some;
  }
}

async function* bytesOf(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(`${line}\n`);
}

/** All of it as one document: of classes the probabilities of each row, in the order of the classes. */
const documentOf = async (model: LoadedPipeline, said: AsyncIterable<Predicted>): Promise<object> => {
  const { task, target, classes } = model;
  const predictions: Label[] = [];
  const probabilities: number[][] = [];
  for await (const some of said) {
    for (const [row, label] of Array.from(some.predictions).entries()) {
      predictions.push(label);
      if (some.probabilities)
        probabilities.push([...some.probabilities.subarray(row * classes.length, (row + 1) * classes.length)]);
    }
  }
  return { task, target, predictions, ...(task === "classes" && { classes, probabilities }) };
};
