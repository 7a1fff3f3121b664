import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createStudy, float, studyFolder } from "@kaviar/tune";
import { afterAll, describe, expect, it } from "vitest";
import { hostile } from "../studies.ts";
import { openHouse } from "./look.ts";
import { violations, widthOf } from "./open-page.ts";

/** A picture of one point. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const plain = hostile.replace(/[/\\]/g, "|");
let logFile = "";
let folder = "";

const house = openHouse(async (storage) => {
  const study = await createStudy({ name: "net", storage, seed: 1 });
  const objective = async (
    { x }: { x: number },
    trial: { artifact(name: string, is: Uint8Array | string): Promise<void> },
  ) => {
    await trial.artifact("point.png", png);
    await trial.artifact("no picture.png", plain);
    await trial.artifact(plain, hostile);
    return x;
  };
  await study.optimize({ x: float(0, 1) }, objective, { trials: 1 });
  await study.ask({ x: float(0, 1) }, { detached: true });
  folder = storage.folder!;
  const record = (await storage.studies()).find(({ name }) => name === "net")!;
  const logs = join(studyFolder(folder, record), "logs");
  mkdirSync(logs);
  writeFileSync(join(logs, "0.txt"), `\u001b[32mepoch 1\u001b[0m\n${hostile}\n`);
  logFile = join(logs, "1.txt");
  await study.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the page of a trial", () => {
  it.for([
    { width: 1280, colorScheme: "light" },
    { width: 400, colorScheme: "dark" },
  ] as const)(
    "shows what it has left and printed as what it is, $width wide and $colorScheme",
    async (look, { skip }) => {
      const { page, troubles } = await house.open(skip, look);
      await page.goto(house.at("#/studies/2?trial=0"));
      await page.locator("dialog pre.log").waitFor();
      expect(await page.locator("dialog pre.log").textContent()).toBe(`epoch 1\n${hostile}\n`);
      const picture = page.getByRole("img", { name: "point.png" });
      await expect
        .poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
        .toBe(1);
      await expect.poll(() => page.locator("dialog img").count()).toBe(1);
      expect(await page.locator("dialog script").count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      expect(await widthOf(page)).toBe(look.width);
      const saving = page.waitForEvent("download");
      await page.getByRole("link", { name: plain }).click();
      expect(readFileSync(await (await saving).path(), "utf8")).toBe(hostile);
      expect(await page.evaluate("'broken' in globalThis")).toBe(false);
      expect(troubles).toEqual([]);
    },
  );

  it("goes on with what a trial that runs prints", async ({ skip }) => {
    const { page } = await house.open(skip);
    await page.goto(house.at("#/studies/2?trial=1"));
    await page.locator("dialog .part").first().waitFor();
    expect(await page.locator("dialog pre.log").count()).toBe(0);
    writeFileSync(logFile, "epoch 1\n");
    await expect.poll(() => page.locator("dialog pre.log").textContent(), { timeout: 5_000 }).toBe("epoch 1\n");
  });
});
