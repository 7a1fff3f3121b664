import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/** In a test file: `name.test.ts:12` for the one line that ends in `// marker`, as stacks show it. */
export const lineOf = (testFile: string) => {
  const path = fileURLToPath(testFile);
  const lines = readFileSync(path, "utf8").split("\n");
  return (marker: string): string =>
    `${basename(path)}:${lines.findIndex((line) => line.endsWith(`// ${marker}`)) + 1}`;
};
