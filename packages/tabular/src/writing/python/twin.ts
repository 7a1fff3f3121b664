import type { Code } from "@kaviar/base/code";
import { TableError } from "../../error.ts";
import type { Python } from "./python.ts";

/** How a step or a model is written in scikit-learn; or, in a sentence, why it cannot be. */
export type Twin<Options> = ((options: Options, py: Python) => Code) | string;

export const noTwin = (name: string, why: string): TableError =>
  new TableError("export", `A script for scikit-learn needs a twin of each part: \`${name}\` has none. ${why}`, {
    remedy: "Write the pipeline in TypeScript, the fitted model in JavaScript, or use its ONNX file from Python.",
  });
