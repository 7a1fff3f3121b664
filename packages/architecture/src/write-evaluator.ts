import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeAtomically } from "@kaviar/base/files";

/** The module that lies beside the package's main file when it is built; in the sources, as tests run them, one folder on. */
const evaluator = new URL(import.meta.url.endsWith(".ts") ? "../dist/evaluator.js" : "./evaluator.js", import.meta.url);

/** Writes the module that the workers of a search load: it names the task, which nothing else would bring to them. */
export const writeEvaluator = async (
  folder: string,
  maker: "evaluatorOf" | "finisherOf",
  task: string,
): Promise<URL> => {
  const path = join(folder, `${maker}.mjs`);
  const [from, file] = [evaluator.href, task].map((text) => JSON.stringify(text));
  await writeAtomically(path, `import { ${maker} } from ${from};\nexport default await ${maker}(${file});\n`);
  return pathToFileURL(path);
};
