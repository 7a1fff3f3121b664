import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createStudy, float, openStorage, type StudyRecord, studyFolder, trialLog } from "@kaviar/tune";
import { afterEach, expect, it, vi } from "vitest";
import { createTrialLogs } from "../../src/workers/trial-logs.ts";
import { moduleFile, temporaryFolder } from "./module-file.ts";

const folder = temporaryFolder();
const space = { x: float(0, 1) };
afterEach(() => void vi.restoreAllMocks());

/** What is shown on the terminal meanwhile. */
const shown = () => {
  let text = "";
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      text += chunk;
      return true;
    });
  return () => text;
};

const openIn = async (file: string) => {
  const storage = await openStorage(`sqlite:${join(folder, file)}`);
  const study = await createStudy({ name: "printing", storage, seed: 1 });
  const record = (await storage.studies())[0]!;
  return { storage, study, record, logOf: (trial: number) => trialLog(storage, record, trial) };
};

it("keeps what each trial of two workers prints, on both streams, up to its last line, and shows it as before", async () => {
  const text = shown();
  const { study, storage, logOf } = await openIn("two.db");
  const source = `console.log("imported");
    export default async ({ x }, { number }) => {
      console.log("begins", number);
      console.error("half way\\nof " + number);
      await new Promise((end) => setTimeout(end, 5));
      process.stdout.write("10%\\r50%\\r100%\\n");
      console.log("ends", number);
      return x;
    };`;
  await study.optimize(space, moduleFile(folder, "printing.mjs", source), { trials: 8, workers: 2 });
  for (let i = 0; i < 8; i++) {
    const lines = (await logOf(i))!.split("\n");
    // Two streams of a process have no order between them.
    expect(lines.filter((line) => !/half way|^of/.test(line))).toEqual([`begins ${i}`, "100%", `ends ${i}`, ""]);
    expect(lines.filter((line) => /half way|^of/.test(line))).toEqual(["half way", `of ${i}`]);
  }
  expect(await logOf(8)).toBeUndefined();
  expect(text().split("\n")).toEqual(expect.arrayContaining(["imported", "trial 7 │ ends 7", "trial 7 │ of 7"]));
  await study.close();
  await storage.close();
});

it("keeps what a command prints beside its values, and what a trial printed whose process was killed", async () => {
  shown();
  const { study, storage, logOf } = await openIn("killed.db");
  await study.optimize(space, 'echo "trains $KAVIAR_TRIAL"; echo "warns" >&2; echo 0.5', { trials: 1 });
  expect((await logOf(0))!.split("\n").sort()).toEqual(["", "trains 0", "warns"]);
  const objective = moduleFile(
    folder,
    "dies.mjs",
    'export default () => { console.log("the last"); process.abort(); };',
  );
  await study.optimize(space, objective, { trials: 2 });
  expect(study.trials[1]).toMatchObject({ state: "failed" });
  expect(await logOf(1)).toContain("the last\n");
  await study.close();
  await storage.close();
});

it("keeps the last 64 kB, from the beginning of a line, and goes on where a trial is run again", async () => {
  const where = join(folder, "bounded");
  const logs = createTrialLogs(where);
  const log = logs.ofWorker();
  log.hear("before any trial\n");
  log.begin(3);
  for (let line = 0; line < 100_000; line++) log.hear(`line ${line}\n`);
  await logs.close();
  const again = createTrialLogs(where);
  const other = again.ofWorker();
  other.begin(3);
  other.hear("once more\n");
  other.begin(4);
  other.hear("trial 3 │ late\nits own\ntrial 17 │ of nobody here\n");
  await again.close();
  const record = { id: 1, name: "any", createdAt: 1 } as StudyRecord;
  const storage = { folder: join(folder, "linked") };
  mkdirSync(storage.folder);
  symlinkSync(where, studyFolder(storage.folder, record));
  const lines = (await trialLog(storage, record, 3))!.split("\n");
  expect(lines[0]).toBe("… (what was printed before is not kept)");
  expect(lines.slice(-4)).toEqual(["line 99999", "once more", "late", ""]);
  expect(lines[1]).toMatch(/^line \d{5}$/);
  expect(lines.join("\n").length).toBeLessThan(65_600);
  expect(await trialLog(storage, record, 4)).toBe("its own\ntrial 17 │ of nobody here\n");
  expect(readdirSync(join(where, "logs")).sort()).toEqual(["3.txt", "4.txt"]);
});

it("keeps none of a study in memory, and none where a disk takes none", async () => {
  shown();
  const storage = await openStorage("memory");
  const study = await createStudy({ storage, seed: 1 });
  await study.optimize(space, moduleFile(folder, "one.mjs", "export default () => (console.log(1), 1)"), { trials: 1 });
  const record = (await storage.studies())[0]!;
  expect(await trialLog(storage, record, 0)).toBeUndefined();
  expect(await trialLog({ folder: undefined }, record, 0)).toBeUndefined();
  expect(existsSync(storage.folder!)).toBe(false);
  const logs = createTrialLogs("/dev/null/nowhere");
  const log = logs.ofWorker();
  log.begin(0);
  expect(() => log.hear("said\n")).not.toThrow();
  await logs.close();
});
