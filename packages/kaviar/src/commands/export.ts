import { readFile } from "node:fs/promises";
import { pipelinePython, pipelineTs, scoringJs } from "@kaviar/tabular";
import { oneOf } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import { UsageError } from "../command/usage-error.ts";
import { readFound } from "../exporting/read-found.ts";
import { modelFile } from "../predicting/model-file.ts";

/** Each kind of code, and how it is made of a folder. */
const writers = {
  ts: async (folder: string) => pipelineTs((await readFound(folder)).found),
  js: async (folder: string) => scoringJs(await readFile(modelFile(folder))),
  python: async (folder: string) => {
    const { found, schema } = await readFound(folder);
    return pipelinePython({ ...found, schema });
  },
};

const codes = Object.keys(writers) as readonly (keyof typeof writers)[];

const options = { code: { takes: "WHICH", read: oneOf(codes), about: codes.join(", ") } } as const;

export const command = defineCommand({
  usage: "export FOLDER --code ts|js|python",
  about: `Prints what \`kaviar fit\` has found as code:
  ts      a program on @kaviar/tabular that scores and fits the pipeline again
  js      a module that predicts with the fitted model, and imports nothing
  python  a script for scikit-learn that scores and fits the pipeline, where every part has a twin there`,
  examples: ["kaviar export churn-kaviar --code js > model.js", "kaviar export churn-kaviar --code python > churn.py"],
  words: ["FOLDER"],
  options,
  run: async ({ words, options: { code } }) => {
    if (code === undefined)
      throw new UsageError(`What is to be written needs --code: one of ${codes.join(", ")}.`, "Such as --code js.");
    const text = await writers[code](words[0]!);
    return { data: { code, text }, lines: [text.trimEnd()] };
  },
});
