import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { dummy, encode, pipeline, table } from "@kaviar/tabular";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const packages = join(import.meta.dirname, "../../../../node_modules");

/** A project of somebody's own, with the package in it. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-"));
  await symlink(packages, join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rm(folder, { recursive: true }));

/** What the compiler has against a program that uses the written types. */
const complaints = async (program: string): Promise<string> => {
  await writeFile(join(folder, "user.ts"), program);
  const options = "--strict --noEmit --skipLibCheck --allowImportingTsExtensions --target es2023 --module nodenext";
  const compiler = join(packages, "typescript", "bin", "tsc");
  const done = promisify(execFile)(process.execPath, [compiler, ...options.split(" "), "user.ts"], { cwd: folder });
  return done.then(
    () => "",
    ({ stdout }: { stdout: string }) => stdout,
  );
};

const people = table({
  age: [41, 29, null, 55],
  plan: ["basic", "pro", "basic", null],
  "a name\nof two lines": [1.5, 2, 3, 4],
  "churned\nor not": ["no", "yes", "no", "yes"],
});

describe("the types of a model", () => {
  it("compile, and let no wrong column through", async () => {
    const model = await pipeline(encode(), dummy()).fit(people, { target: "churned\nor not" });
    await model.saveTypes(join(folder, "churn.ts"));
    const said = await complaints(`import { predict, probabilities } from "./churn.ts";
const more = { "a name\\nof two lines": 3 };
export const answer: "no" | "yes" = await predict({ age: 41, plan: null, ...more });
export const each: readonly number[] = await probabilities({ age: null, plan: "pro", ...more });
// @ts-expect-error a column is missing
await predict({ age: 41, ...more });
// @ts-expect-error a column is misspelt
await predict({ agee: 41, plan: "pro", ...more });
// @ts-expect-error a category that it does not have
await predict({ age: 41, plan: "gold", ...more });
// @ts-expect-error a text in the place of a number
await predict({ age: "41", plan: "pro", ...more });
`);
    expect(said).toBe("");
    const written = await readFile(join(folder, "churn.ts"), "utf8");
    expect(written).toMatch(/^\/\/ Written by kaviar: predicts churned or not, fitted/);
  }, 60_000);

  it("of rows may be an interface of somebody's own", async () => {
    const said = await complaints(`import { table, type TrainedPipeline } from "@kaviar/tabular";
interface Passenger { readonly age: number | null; readonly plan: string }
declare const model: TrainedPipeline;
const passengers: readonly Passenger[] = [{ age: 41, plan: "pro" }];
await model.predict(passengers);
table(passengers);
// @ts-expect-error a text is no row
await model.predict(["pro"]);
`);
    expect(said).toBe("");
  }, 60_000);

  it("are numbers for numbers", async () => {
    const rows = people.select("age", "a name\nof two lines");
    const model = await pipeline(dummy()).fit(rows, { target: "a name\nof two lines" });
    await model.saveTypes(join(folder, "length.ts"));
    const said = await complaints(
      'import { predict } from "./length.ts";\nexport const answer: number = await predict({ age: 1 });\n',
    );
    expect(said).toBe("");
  }, 60_000);
});
