import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memory, type StudyRecord } from "@kaviar/tune";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkFiles, checkSecrets, commissionOf, isBegunBy, keepCommission } from "../../src/agents/commission.ts";
import { version } from "../../src/version.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-commission-"));
const before = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const storage = memory();
const kept = async (name: string, typed: readonly string[]): Promise<StudyRecord> => {
  const draft = { name, directions: ["minimize" as const], seed: 1, createdAt: 1, attributes: {} };
  const { study } = await storage.openStudy(draft);
  await keepCommission(storage, study, { command: "tune", typed }, ["objective.mjs"]);
  return (await storage.studies()).find(({ id }) => id === study.id)!;
};
const refusal = async (record: StudyRecord) => {
  try {
    await checkFiles(commissionOf(record));
    return "none";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it("keeps how a study was begun, but not where studies are: that may hold a password", async () => {
  writeFileSync("objective.mjs", "export default () => 1;");
  const typed = [
    "objective.mjs",
    "--storage",
    "postgres://a:secret@b/c",
    "--artifacts",
    "../shared",
    "--artifacts=s3://lab/x",
    "--trials",
    "9",
    "--warm-start",
    "postgres://a:secret@b/c#january",
    "--storage=postgres://a:secret@b",
    "--",
    "--storage",
    "x",
  ];
  const record = await kept("begun", typed);
  expect(commissionOf(record)).toMatchObject({
    kaviar: version(),
    typed: ["objective.mjs", "--trials", "9", "--warm-start", "postgres://a@b/c#january", "--", "--storage", "x"],
    folder: process.cwd(),
  });
  expect(JSON.stringify(record)).not.toContain("secret");
});

it.each([
  // Of several each by itself, so that agents can open them with PGPASSWORD.
  ["may,postgres://a:secret@b/c#jan,postgres://d:secret@e/f#feb", "may,postgres://a@b/c#jan,postgres://d@e/f#feb"],
  [
    "--warm-start=postgres://b/c#jan,postgres://d:secret@e/f#feb",
    "--warm-start=postgres://b/c#jan,postgres://d@e/f#feb",
  ],
  // A comma in a password is none between addresses.
  ["postgres://a:secret,postgres://secret@b/c#jan", "postgres://…"],
  ["postgres://b/c?user=a&password=secret", "postgres://b/c?user=a&password=…"],
])("keeps of %s what is no secret", async (word, expected) => {
  const words = ["--warm-start", word, "--", "train.sh", word];
  const record = await kept(word, words);
  expect(commissionOf(record).typed).toEqual(["--warm-start", expected, "--", "train.sh", expected]);
  expect(JSON.stringify(record.attributes)).not.toContain("secret");
});

it("knows the command that began it again, also with other agents", async () => {
  const record = await kept("again", ["a.csv", "--on", "slurm", "--nodes", "2", "--seed", "1", "--storage", "x"]);
  const isIt = (...words: string[]) => isBegunBy(record, ["a.csv", "--on", "slurm", ...words]);
  expect(isIt("--nodes=8", "--seed", "1", "--slurm", "partition=gpu")).toBe(true);
  expect(isIt("--nodes", "2", "--seed", "2")).toBe(false);
});

it("refuses to hand a command to agents that holds a password", () => {
  expect(() => checkSecrets(["train.sh", "--db=mysql://a:secret@b/c"])).toThrow(
    "A study keeps the command that its agents run, but no password: got --db=mysql://a@b/c, with one, behind --.",
  );
  checkSecrets(["train.sh", "--db=mysql://a@b/c", "https://example.org"]);
  checkSecrets();
});

it("refuses other files, another version, and a study that keeps nothing", async () => {
  writeFileSync("objective.mjs", "export default () => 1;");
  const record = await kept("refused", ["objective.mjs"]);
  expect(await refusal(record)).toBe("none");
  writeFileSync("objective.mjs", "export default () => 2;");
  expect(await refusal(record)).toBe("other-files");
  rmSync("objective.mjs");
  expect(await refusal(record)).toBe("other-files");
  const [[name, commission]] = Object.entries(record.attributes) as [[string, object]];
  expect(await refusal({ ...record, attributes: { [name]: { ...commission, kaviar: "0.0.1" } } })).toBe(
    "other-version",
  );
  expect(await refusal({ ...record, attributes: {} })).toBe("no-commission");
});
