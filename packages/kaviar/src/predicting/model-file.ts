import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { didYouMean } from "@kaviar/base/check";
import { UsageError } from "../command/usage-error.ts";

const remedy = "`kaviar fit DATA --target COLUMN` makes one.";

/** The file of a model: the one that was named, or `model.onnx` in the folder that was. */
export const modelFile = (given: string): string => {
  const there = statSync(given, { throwIfNoEntry: false });
  if (there === undefined) throw notThere(given);
  if (!there.isDirectory()) {
    if (given.endsWith(".onnx")) return given;
    throw new UsageError(
      `A model is a folder that \`kaviar fit\` has written, or a file in it that ends in .onnx: got ${given}.`,
      "Usage: kaviar predict FOLDER|model.onnx DATA",
    );
  }
  const file = join(given, "model.onnx");
  if (statSync(file, { throwIfNoEntry: false }) === undefined)
    throw new UsageError(`A folder of a model has a file model.onnx: ${given} has none.`, remedy);
  return file;
};

/** A name close to what is there is said. */
export const notThere = (given: string): UsageError => {
  const beside = statSync(dirname(given), { throwIfNoEntry: false })?.isDirectory() ? readdirSync(dirname(given)) : [];
  return new UsageError(
    `There is no model ${given}: no such file or folder.`,
    didYouMean(basename(given), beside, remedy),
  );
};
