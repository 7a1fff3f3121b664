import { TableError } from "../error.ts";

/** Pipelines are evaluated in processes of their own, which a page cannot start. */
export const checkProcesses = (who: string): void => {
  if (globalThis.process?.getBuiltinModule?.("node:child_process") !== undefined) return;
  throw new TableError("options", `${who} evaluates pipelines in processes of their own, and there are none here.`, {
    remedy: "Search in Node, and load the file of the model here.",
  });
};
