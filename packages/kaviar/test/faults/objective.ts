import { writeFileSync } from "node:fs";
import { join } from "node:path";

const quick = (folder: string, name: string): string => join(folder, `${name}.quick`);

/** From now on trials take no time: what is to be seen has been seen. */
export const hurry = (folder: string, name: string): void => writeFileSync(quick(folder, name), "");

/** Writes an objective that takes some time; what it comes to, another value each time, it also says in a file beside it. */
export const writeObjective = (folder: string, name: string, milliseconds: number): string => {
  const said = join(folder, `${name}.said`);
  writeFileSync(said, "");
  writeFileSync(
    join(folder, `${name}.mjs`),
    `import { appendFileSync, existsSync } from "node:fs";
import { float } from "@kaviar/tune";
export const space = { x: float(0, 1) };
export default async (_, trial) => {
  await new Promise((done) => setTimeout(done, existsSync(${JSON.stringify(quick(folder, name))}) ? 0 : ${milliseconds}));
  const value = Math.random();
  appendFileSync(${JSON.stringify(said)}, trial.number + " " + value + "\\n");
  return value;
};
`,
  );
  return said;
};
