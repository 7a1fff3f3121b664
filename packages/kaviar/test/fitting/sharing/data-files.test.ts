import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { artifactStore, memory, type StudyRecord } from "@kaviar/tune";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commissionOf, keepCommission } from "../../../src/agents/commission.ts";
import { bringFiles, filesRead, withFiles } from "../../../src/fitting/sharing/data-files.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-data-files-"));
const before = process.cwd();
beforeAll(() => {
  process.chdir(folder);
  mkdirSync("sales");
  for (const year of [2025, 2026]) writeFileSync(`sales/${year}.csv`, `a,b\n${year},1\n`);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const storage = memory();
const study = { id: 1, name: "sales", createdAt: 1, attributes: {} };
const store = artifactStore({ folder: join(folder, "artifacts") }, study);

const begun = async (name: string, files: readonly string[]) => {
  const draft = { name, directions: ["minimize" as const], seed: 1, createdAt: 1, attributes: {} };
  const { study } = await storage.openStudy(draft);
  await keepCommission(storage, study, { command: "fit", typed: [] }, files);
  const record = (await storage.studies()).find(({ id }) => id === study.id) as StudyRecord;
  return commissionOf(record);
};

it("reads files where they are as they were, and brings them where one is not, under their own pattern", async () => {
  const files = await filesRead(["sales/*.csv", "https://example.org/more.csv"]);
  expect(files).toEqual(["sales/2025.csv", "sales/2026.csv"]);
  const commission = await begun("sales", files);
  expect(await withFiles(store, commission, async (pathOf) => pathOf("sales/*.csv"))).toBe("sales/*.csv");
  await bringFiles(store, files, () => {});
  rmSync("sales/2025.csv");
  writeFileSync("sales/2026.csv", "another one");
  const { read, up } = await withFiles(store, commission, async (pathOf) => {
    const read = await filesRead([pathOf("sales/*.csv")]);
    expect(read.map((file) => readFileSync(file, "utf8"))).toEqual(["a,b\n2025,1\n", "a,b\n2026,1\n"]);
    return { read, up: pathOf("../sales/*.csv") };
  });
  expect(up).toBe(join(read[0]!, "../../up/sales/*.csv"));
  expect(read.filter((file) => existsSync(file))).toEqual([]);
});

it("refuses to work where they are not, and did not travel", async () => {
  writeFileSync("gone.csv", "a\n1\n");
  const commission = await begun("gone", ["gone.csv"]);
  rmSync("gone.csv");
  await expect(withFiles(store, commission, async () => {})).rejects.toThrow("gone.csv is not here as it was in");
});
