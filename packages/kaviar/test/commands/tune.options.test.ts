import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const trialsOf = async (name: string, ...more: string[]) =>
  JSON.parse((await kaviar.run("study", "trials", name, "--json", ...more)).out);

it("ends by patience and by regret, and says so", async () => {
  const patient = await kaviar.run("tune", "parabola.ts", "--name", "patient", "--workers", "1", "--patience", "3");
  expect(patient.out).toMatch(/^\d+ trials in .*: 3 trials ended without a better one than trial \d+\.$/m);
  const args = ["--name", "sure", "--workers", "1", "--regret", "100", "--trials", "40"];
  expect((await kaviar.run("tune", "parabola.ts", ...args)).out).toMatch(/trial \d+ can be beaten by no more than /);
});

it("makes samplers and pruners with the options in brackets", async () => {
  const args = ["--name", "made", "--sampler", "tpe(startup=2)", "--workers", "1", "--trials", "4"];
  expect((await kaviar.run("tune", "parabola.ts", ...args)).code).toBe(0);
  const reasons = (await trialsOf("made")).map(({ why }: { why: string }) => why.slice(0, 9));
  expect(reasons).toEqual(["by chance", "by chance", "near 1 go", "near 1 go"]);
});

it("begins with the best of other studies, also of other files, and tells that of a study which was there before", async () => {
  await kaviar.run("tune", "parabola.ts", "--name", "january", "--trials", "6");
  await kaviar.run(
    "tune",
    "parabola.ts",
    "--name",
    "away",
    "--trials",
    "6",
    "--seed",
    "9",
    "--storage",
    "sqlite:away.db",
  );
  const bestOf = async (name: string, ...more: string[]) =>
    (await trialsOf(name, "--sort", "value", ...more))[0].params;
  const warm = ["--warm-start", "january,sqlite:away.db#away"];
  expect((await kaviar.run("tune", "parabola.ts", "--name", "february", "--trials", "2", ...warm)).err).toBe("");
  const [first, second] = await trialsOf("february");
  expect([first.params, second.params]).toEqual([
    await bestOf("january"),
    await bestOf("away", "--storage", "sqlite:away.db"),
  ]);
  expect((await kaviar.run("tune", "parabola.ts", "--name", "february", "--trials", "3", ...warm)).err).toBe("");
  const late = await kaviar.run(
    "tune",
    "parabola.ts",
    "--name",
    "january",
    "--trials",
    "7",
    "--warm-start",
    "february",
  );
  expect(late.err).toBe(
    'The study "january" was begun without a warm start: the best points of other studies are tried first in a new one only. Samplers that learn from other studies still do.\n',
  );
});

it("makes no study where the one to begin with is misspelt", async () => {
  await kaviar.run("tune", "parabola.ts", "--name", "there", "--trials", "2");
  const { code, err } = await kaviar.run("tune", "parabola.ts", "--name", "new", "--warm-start", "thre");
  expect([code, err]).toEqual([2, expect.stringContaining("Did you mean there?")]);
  expect((await kaviar.run("study", "show", "new")).code).toBe(2);
  const asked = await kaviar.run("ask", "new", "--space", "space.json", "--warm-start", "sqlite:away.db");
  expect([asked.code, asked.err]).toEqual([2, expect.stringContaining("Such as --warm-start sqlite:away.db#NAME.")]);
});

it("refuses another seed for a study that exists, instead of leaving it aside", async () => {
  await kaviar.run("tune", "parabola.ts", "--name", "seeded", "--trials", "1", "--seed", "3");
  for (const command of [
    ["tune", "parabola.ts", "--name", "seeded"],
    ["ask", "seeded"],
  ]) {
    const { code, err } = await kaviar.run(...command, "--seed", "4");
    expect([code, err]).toEqual([2, expect.stringContaining("Leave the seed out to go on with it")]);
  }
});

it("keeps what trials hand in where --artifacts says, and all of a study there", async () => {
  writeFileSync(
    join(kaviar.folder, "hands-in.mjs"),
    `import { float } from "@kaviar/tune";
export const space = { x: float(0, 1) };
export default async ({ x }, trial) => {
  await trial.artifact("note.txt", "trial " + trial.number);
  return x;
};
`,
  );
  const words = ["tune", "hands-in.mjs", "--name", "shares"];
  const place = join(kaviar.folder, "shared");
  expect(await kaviar.run(...words, "--trials", "1", "--artifacts", "shared")).toMatchObject({ code: 0, err: "" });
  expect((await kaviar.run(...words, "--trials", "2")).code).toBe(0);
  const [own] = readdirSync(place);
  expect((await kaviar.run("study", "show", "shares")).out).toContain(`artifacts  ${join(place, own!)}`);
  expect(readdirSync(join(place, own!, "artifacts"))).toHaveLength(2);

  const other = await kaviar.run(...words, "--trials", "3", "--artifacts", "s3://lab/x");
  expect([other.code, other.err]).toEqual([
    2,
    expect.stringContaining(`has its artifacts in ${place}: got s3://lab/x.`),
  ]);
  const noKeys = await kaviar.run(...words.slice(0, 3), "keyless", "--trials", "1", "--artifacts", "s3://lab/x");
  expect([noKeys.code, noKeys.out]).toEqual([
    1,
    expect.stringContaining("need AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
  ]);
  const odd = await kaviar.run(...words, "--artifacts", "https://lab/x");
  expect([odd.code, odd.err]).toEqual([2, expect.stringContaining("or in s3://BUCKET/PREFIX")]);

  await kaviar.run("study", "delete", "shares", "--yes");
  expect(readdirSync(place)).toEqual([]);
});
