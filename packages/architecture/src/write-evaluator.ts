import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeAtomically } from "@kaviar/base/files";
import { fileBeside } from "@kaviar/base/threads";

/** Writes the module that the workers of a search load: it names the task, which nothing else would bring to them. */
export const writeEvaluator = async (
  folder: string,
  maker: "evaluatorOf" | "finisherOf",
  task: string,
): Promise<URL> => {
  const path = join(folder, `${maker}.mjs`);
  const [from, file] = [fileBeside({ name: "evaluator" }, import.meta.url).href, task].map((text) =>
    JSON.stringify(text),
  );
  await writeAtomically(path, `import { ${maker} } from ${from};\nexport default await ${maker}(${file});\n`);
  return pathToFileURL(path);
};
