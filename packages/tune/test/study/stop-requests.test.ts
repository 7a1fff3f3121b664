import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createStudy, float, hearsFromNow, openStorage, type Study } from "../../src/index.ts";

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

  it("is meant for who was handed to an engine before, and begins only now; not for who is handed in after", async () => {
    const storage = await openStorage("memory");
    const study = await createStudy({ name: "handed in", storage });
    const [record] = await storage.studies();
    const runAs = async (environment: Readonly<Record<string, string>>, name: string) => {
      Object.assign(process.env, environment);
      const its = await createStudy({ name, storage });
      const { stopped } = await its.optimize(space, ({ x }) => x, { trials: its.trials.length + 2 });
      await its.close();
      for (const variable of Object.keys(environment)) delete process.env[variable];
      return stopped;
    };
    const first = await hearsFromNow(storage, record!);
    await study.stop();
    const second = await hearsFromNow(storage, record!);
    expect(await runAs(first, "handed in")).toBe("it was asked to stop");
    expect((await storage.changes(record!.id, 0)).trials).toEqual([]);
    expect(await runAs(second, "handed in")).toBe("the study has its 2 trials");
    await study.stop();
    expect(await runAs(second, "handed in")).toBe("it was asked to stop");
    // A study that an objective makes is another one.
    expect(await runAs(second, "another")).toBe("the study has its 2 trials");
    await study.close();
  });
});
