import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createStudy,
  float,
  keyedRandom,
  openStorage,
  random,
  recover,
  type TrialRecord,
  TuneError,
} from "@kaviar/tune";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kaviar-damage-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const trials = 200;

it("recovers every trial of a file whose header, or whole first page, is gone", async () => {
  const file = join(folder, "headless.db");
  const made = await createStudy({ name: "headless", storage: `sqlite:${file}`, seed: 1, sampler: random() });
  await made.optimize({ x: float(0, 1) }, (params, trial) => trial.report(params.x, 0).then(() => params.x), {
    trials,
  });
  await made.close();
  const bytes = readFileSync(file);
  const junk = (length: number) => Buffer.from(Array.from({ length }, (_, i) => (37 * i + 11) % 256));
  const damages: Readonly<Record<string, readonly [at: number, by: Buffer, says: string]>> = {
    "the word that says what it is": [0, Buffer.alloc(16), "the header"],
    "a size of pages that no file has": [16, Buffer.from([4, 210]), "the header"],
    "another size of pages": [16, Buffer.from([32, 0]), "the header"],
    "all of the header": [0, Buffer.alloc(100), "the header"],
    "junk in the header": [0, junk(100), "the header"],
    "the list of tables": [100, Buffer.alloc(3_996), "the first page"],
    "all of the first page": [0, Buffer.alloc(4_096), "the first page"],
    "junk in the first page": [0, junk(4_096), "the first page"],
  };
  for (const [i, [name, [at, by, says]]] of Object.entries(damages).entries()) {
    const damaged = Buffer.from(bytes);
    by.copy(damaged, at);
    const [from, to] = [join(folder, `headless-${i}.db`), join(folder, `headless-${i}.recovered.db`)];
    writeFileSync(from, damaged);
    const recovered = await recover(from, to);
    expect(recovered, name).toMatchObject({ studies: 1, trials, damage: [expect.stringContaining(says)] });
    expect(readFileSync(from).equals(damaged), name).toBe(true);
    const again = await createStudy({ name: "headless", storage: `sqlite:${to}` });
    expect(again.trials, name).toEqual(made.trials);
    await again.close();
  }
  expect(readdirSync(folder).filter((each) => /reading|sound/.test(each))).toEqual([]);
}, 60_000);

it("leaves nothing behind of a file of which nothing can be read", async () => {
  const [from, to] = [join(folder, "nothing.db"), join(folder, "nothing.recovered.db")];
  writeFileSync(from, Buffer.alloc(40_960, 7));
  for (const _ of [1, 2]) await expect(recover(from, to)).rejects.toMatchObject({ code: "storage-damaged" });
  expect(readdirSync(folder).filter((each) => each.startsWith("nothing"))).toEqual(["nothing.db"]);
});

it("opens a truncated file, or names the damage and recovers every readable trial", async () => {
  const whole = join(folder, "whole.db");
  const study = await createStudy({ name: "whole", storage: `sqlite:${whole}`, seed: 1, sampler: random() });
  await study.optimize({ x: float(0, 1) }, (params, trial) => trial.report(params.x, 0).then(() => params.x), {
    trials,
  });
  await study.close();
  const read = async (file: string) => {
    const storage = await openStorage(`sqlite:${file}`);
    try {
      const { study } = await storage.openStudy({
        name: "whole",
        directions: ["minimize"],
        seed: 1,
        createdAt: 1,
        attributes: {},
      });
      return (await storage.changes(study.id, 0)).trials;
    } finally {
      await storage.close();
    }
  };
  const original = new Map((await read(whole)).map((trial) => [trial.number, trial]));
  expect(original.size).toBe(trials);
  const bytes = readFileSync(whole);
  const chance = keyedRandom(5, 0, "cuts");
  const seen = { cuts: 24, opened: 0, named: 0, empty: 0, recovered: 0, unreadable: 0 };
  for (let cut = 0; cut < seen.cuts; cut++) {
    const file = join(folder, `cut-${cut}.db`);
    writeFileSync(file, bytes.subarray(0, Math.floor(chance() * bytes.length)));
    const found = await read(file).catch((error: unknown) => error);
    if (Array.isArray(found)) {
      // Cut within the last page's unused end, or before the first byte.
      expect([0, trials]).toContain(found.length);
      seen.opened++;
      continue;
    }
    expect(found).toBeInstanceOf(TuneError);
    expect((found as TuneError).code).toBe("storage-damaged");
    seen.named++;
    const into = join(folder, `recovered-${cut}.db`);
    const result = await recover(file, into).catch((error: TuneError) => error);
    if (result instanceof TuneError) {
      expect(result.code).toBe("storage-damaged");
      seen.unreadable++;
      continue;
    }
    expect(result.damage.length).toBeGreaterThan(0);
    const saved = result.studies === 1 ? await read(into) : [];
    for (const trial of saved as TrialRecord[]) {
      const { dimensions, ...kept } = trial;
      expect(kept).toEqual((({ dimensions: _, ...rest }) => rest)(original.get(trial.number)!));
    }
    if (saved.length === 0) seen.empty++;
    seen.recovered += saved.length;
  }
  console.log("truncated databases:", JSON.stringify(seen));
  expect(seen.opened + seen.named).toBe(seen.cuts);
  expect(seen.recovered).toBeGreaterThan(200);
}, 60_000);
