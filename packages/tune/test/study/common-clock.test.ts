import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { commonClock, createStudy, resetClock } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-common-clock-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("counts from when the first of all began, until it is to begin anew", async () => {
  const named = { storage: `sqlite:${join(folder, "studies.db")}`, name: "digits" };
  await (await createStudy(named)).close();
  const first = await commonClock(named);
  await expect.poll(first).toBeGreaterThan(100);
  const second = await commonClock(named);
  expect(second()).toBeGreaterThan(100);
  expect(Math.abs(second() - first())).toBeLessThan(2);
  const before = first();
  await resetClock(named);
  const anew = await commonClock(named);
  // Who has begun keeps the time that it has.
  expect(first() - anew()).toBeGreaterThanOrEqual(before);
});
