import { pathToFileURL } from "node:url";

/** The module that the workers of a search load, with the task in its query: beside the package's main file when it is built. */
export const evaluatorUrl = (task: string): URL => {
  // The sources, as tests run them, have the built file in the folder beside.
  const file = import.meta.url.endsWith(".ts") ? "../dist/evaluator.js" : "./evaluator.js";
  const url = new URL(file, import.meta.url);
  url.searchParams.set("task", pathToFileURL(task).href);
  return url;
};
