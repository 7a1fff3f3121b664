import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleFor } from "@kaviar/base/text";
import { createStudy, float, openStorage, studyFolder } from "@kaviar/tune";
import { afterAll, expect, it } from "vitest";
import { command } from "../../../src/commands/study/show.ts";

const folder = mkdtempSync(`${tmpdir()}/kaviar-show-`);
afterAll(() => rmSync(folder, { recursive: true }));

const storage = `sqlite:${folder}/kaviar.db`;
const show = (trial: number) =>
  command.run({ words: ["net"], options: { storage, trial } as never, rest: undefined, typed: [] }, {
    style: styleFor({ isTTY: false }),
  } as never);

it("shows one trial, the files that it handed in, and what it printed, without what steers a terminal", async () => {
  const opened = await openStorage(storage);
  const study = await createStudy({ name: "net", storage: opened, seed: 1 });
  const objective = async ({ x }: { x: number }, trial: { artifact(name: string, text: string): Promise<void> }) => {
    await trial.artifact("curve.csv", "x,y\n");
    if (x > 2) throw new Error("unreachable");
    return x;
  };
  await study.optimize({ x: float(0, 1) }, objective, { trials: 1 });
  const logs = join(studyFolder(opened.folder!, (await opened.studies())[0]!), "logs");
  mkdirSync(logs);
  writeFileSync(join(logs, "0.txt"), "  \u001b[32mepoch 1\u001b[0m\u001b]0;title\u0007\nepoch 2\n");
  await study.close();
  await opened.close();
  const { lines, data } = await show(0);
  const { id } = (data as { artifacts: { id: string }[] }).artifacts[0]!;
  expect((lines as string[]).slice(-6)).toEqual([
    "artifacts",
    `  curve.csv  4 B  ${id}`,
    "",
    "printed",
    "    epoch 1",
    "  epoch 2",
  ]);
  expect((lines as string[])[0]).toMatch(/^complete {2}0\.\d+ {2}trial 0$/);
  expect(data).toMatchObject({ number: 0, log: expect.stringContaining("epoch 2\n") });
  await expect(show(7)).rejects.toThrow('--trial is the number of a trial: "net" has 1, and none of the number 7.');
});
