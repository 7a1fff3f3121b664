import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { whole } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import { importExports } from "../command/import-exports.ts";
import { UsageError } from "../command/usage-error.ts";
import { consult, type Visitor } from "../doctor/consult.ts";
import { consultation } from "../doctor/render-consultation.ts";

const options = {
  seeds: { takes: "N", read: whole, about: "How often each attempt is trained, from seeds of its own (3)" },
  most: {
    takes: "N",
    read: whole,
    about: "How many remedies are tried at most (10); 0: say what is wrong, and try nothing",
  },
} as const;

export const command = defineCommand({
  usage: "doctor MODULE.ts [--seeds N] [--most N]",
  about:
    "Looks at a model and its data, trains it, says what is wrong, and proves what helps. The module exports `model`, `data` and `options`, as `train` takes them.",
  examples: ["doctor digits.ts", "doctor digits.ts --most 0", "doctor digits.ts --seeds 5 --json"],
  words: ["MODULE"],
  options,
  run: async ({ words, options: { seeds, most } }, { columns = 100, style }) => {
    const visitor = await readVisitor(words[0]!);
    const course = () =>
      consult(visitor, { ...(seeds !== undefined && { seeds }), ...(most !== undefined && { most }) });
    return {
      data: async () => {
        const said: object[] = [];
        for await (const each of course()) said.push(each);
        return { module: words[0], consultation: said };
      },
      lines: consultation(course(), { columns, style }),
    };
  },
});

const readVisitor = async (file: string): Promise<Visitor> => {
  const path = resolve(file);
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UsageError(`There is no file ${file} in ${process.cwd()}.`);
  const { model, data, options } = await importExports(pathToFileURL(path), file);
  const missing = Object.entries({ model, data, options }).flatMap(([name, value]) =>
    value === undefined ? [name] : [],
  );
  if (missing.length > 0)
    throw new UsageError(
      `${file} must export \`model\`, \`data\` and \`options\`: it has no ${missing.join(", no ")}.`,
      "Write `export const model = sequential(…); export const data = { x, y }; export const options = { loss: … };`.",
    );
  return { model, data, options } as Visitor;
};
