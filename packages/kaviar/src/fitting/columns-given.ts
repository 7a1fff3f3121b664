import { UsageError } from "../command/usage-error.ts";

/** What --columns says: names, or all that are left. */
export type ColumnsGiven = "all" | readonly string[];

export const columnsGiven = (given: string, option: string): ColumnsGiven => {
  if (given === "all") return given;
  const names = given.split(",").map((name) => name.trim());
  if (names.every((name) => name !== "") && new Set(names).size === names.length) return names;
  throw new UsageError(
    `${option} must be names of columns with commas between them, each once, or all: got "${given}".`,
  );
};
