import { join } from "node:path";
import { isKaviarError } from "@kaviar/base/error";
import { toJson } from "@kaviar/base/text";
import { type AutofitResult, type FoundPipeline, pipelineTs, type Table } from "@kaviar/tabular";
import { CommandError } from "../command/command-error.ts";
import { writeWhole } from "../command/write-whole.ts";
import { leaderboardData } from "./result-data.ts";

/** A file of the folder, and what makes its contents. */
interface OutputFile {
  readonly name: string;
  write(file: string): Promise<void>;
}

interface Outputs {
  readonly result: AutofitResult;
  readonly found: FoundPipeline;
  readonly table: Table;
  /** The page, as one HTML file. */
  report(): Promise<string>;
}

/** What a search leaves, in the order of its worth: should the time or the disk end, the model is there first. */
const filesOf = ({ result, found, table, report }: Outputs): readonly OutputFile[] => [
  { name: "model.onnx", write: async (file) => writeWhole(file, await result.model.toOnnx()) },
  { name: "model.ts", write: (file) => result.model.saveTypes(file) },
  { name: "pipeline.ts", write: (file) => writeWhole(file, pipelineTs(found)) },
  {
    name: "leaderboard.json",
    write: (file) => writeWhole(file, `${toJson(leaderboardData(result, found, table), 2)}\n`),
  },
  { name: "report.html", write: async (file) => writeWhole(file, await report()) },
];

/** Writes the files into the folder, each whole or not at all; returns their names. */
export const writeOutputs = async (folder: string, outputs: Outputs): Promise<readonly string[]> => {
  const files = filesOf(outputs);
  for (const { name, write } of files) {
    await write(join(folder, name)).catch((error: unknown) => {
      throw withWayOn(error);
    });
  }
  return files.map(({ name }) => name);
};

/** Whatever happened to the files: nothing that was evaluated is lost. */
const withWayOn = (error: unknown): unknown =>
  isKaviarError(error) && error.fault === "world"
    ? new CommandError("file", error.evidence, {
        remedy:
          `${error.remedy ?? ""} Every evaluation is in kaviar.db: the same command with --resume writes the files.`.trim(),
        cause: error,
      })
    : error;
