import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createStudy, float, openStorage, type Study } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-stop-"));
afterAll(() => rmSync(folder, { recursive: true }));

const space = { x: float(0, 1) };

/** Runs a study whose trials take a moment, for as long as it is let; gives why it ended. */
const run = async (study: Study) => {
  const { stopped } = await study.optimize(
    space,
    async ({ x }) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return x;
    },
    { trials: 10_000 },
  );
  return stopped;
};

const begun = async (study: Study) => {
  while (study.history.trials.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe("study.stop", () => {
  it("ends every run that goes on, of this process and of another storage's, and lets trials that run end", async () => {
    const url = `sqlite:${join(folder, "studies.db")}`;
    const here = await createStudy({ name: "long", storage: url });
    const elsewhere = await createStudy({ name: "long", storage: url });
    const running = [run(here), run(elsewhere)];
    await begun(here);
    await begun(elsewhere);
    const third = await createStudy({ name: "long", storage: url });
    await third.stop();
    expect(await Promise.all(running)).toEqual(["it was asked to stop", "it was asked to stop"]);
    await third.refresh();
    expect(new Set(third.trials.map(({ state }) => state))).toEqual(new Set(["complete"]));
    for (const study of [here, elsewhere, third]) await study.close();
  });

  it("is not meant for who runs it later, and is no attribute that anybody sees", async () => {
    const storage = await openStorage("memory");
    const study = await createStudy({ name: "later", storage });
    await study.stop();
    const { stopped } = await study.optimize(space, ({ x }) => x, { trials: 5 });
    expect(stopped).toBe("the study has its 5 trials");
    await study.refresh();
    expect(study.attributes).toEqual({});
    await study.close();
  });
});
