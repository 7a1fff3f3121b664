import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { styleFor } from "@kaviar/base/text";
import { createStudy, float } from "@kaviar/tune";
import { afterAll, expect, it } from "vitest";
import { command as show } from "../../../src/commands/study/show.ts";
import { command as stop } from "../../../src/commands/study/stop.ts";

const folder = mkdtempSync(`${tmpdir()}/kaviar-stop-`);
afterAll(() => rmSync(folder, { recursive: true }));

const storage = `sqlite:${folder}/kaviar.db`;
const style = styleFor({ isTTY: false });
const say = async (command: typeof show | typeof stop) => {
  const given = { words: ["digits"], options: { storage } as never, rest: undefined, typed: [] };
  const { data, lines } = await command.run(given, { style } as never);
  return { data, lines: lines as readonly string[] };
};

it("is heard by a run that is between two trials, and says when there is nobody to hear it", async () => {
  const study = await createStudy({ name: "digits", storage, seed: 1 });
  const inTurn = [study.ask({ x: float(0, 1) })];
  expect((await say(stop)).lines).toEqual([
    'Nobody runs "digits" now; 1 trial that stands as running was asked for by hand, or whoever ran it died.',
  ]);
  await study.tell(await inTurn[0]!, 0.5);
  expect(await say(stop)).toMatchObject({ data: { runs: 0, running: 0 }, lines: ['Nobody runs "digits" now.'] });

  const said: unknown[] = [];
  const between = async () => {
    if (said.length > 0) return;
    said.push(
      (await say(show)).lines.find((line) => line.startsWith("how far")),
      await say(stop),
    );
  };
  const { stopped } = await study.optimize(
    { x: float(0, 1) },
    async ({ x }) => new Promise<number>((end) => setTimeout(end, 10, x)),
    { trials: 100_000, patience: 90_000, log: [between] },
  );
  expect(stopped).toBe("it was asked to stop");
  expect(said).toEqual([
    expect.stringMatching(
      /^how far +2 of 100,000 trials, about .* left; stops after 90,000 trials without a better one: [01] so far: whichever comes first$/,
    ),
    {
      data: { runs: 1, running: 0, agents: { waiting: 0, running: 0, left: 0, unknown: [] } },
      lines: ['Whoever runs "digits" begins no more trials.'],
    },
  ]);
  expect((await say(show)).lines.join("\n")).not.toContain("how far");
  await study.close();
});
