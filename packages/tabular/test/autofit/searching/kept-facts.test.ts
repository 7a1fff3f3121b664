import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStorage } from "@kaviar/tune";
import { afterAll, expect, it } from "vitest";
import { readAutofitOptions } from "../../../src/autofit/options.ts";
import { prepareSearch } from "../../../src/autofit/preparing/prepare-search.ts";
import type { AutofitResult } from "../../../src/autofit/result.ts";
import { begunFacts, keepFacts } from "../../../src/autofit/searching/kept-facts.ts";
import { table } from "../../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-kept-facts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const storage = `sqlite:${join(folder, "study.db")}`;
const people = table({
  age: Array.from({ length: 40 }, (_, i) => i),
  left: Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? "yes" : "no")),
});
const given = { target: "left", storage, name: "left", folds: 4, holdout: "none", seed: 1 };
const options = (more: object = {}) => readAutofitOptions({ ...given, ...more } as never);

const kept = async () => {
  const opened = await openStorage(storage);
  const [study] = await opened.studies();
  await opened.close();
  return study!.attributes["kaviar:fit"];
};

it("keeps with a study what its search is, and in the end what it came to; of one in memory nothing", async () => {
  const opened = await openStorage(storage);
  await opened.openStudy({ name: "left", directions: ["maximize"], seed: 1, createdAt: 0, attributes: {} });
  await opened.close();
  const search = options({ budget: { time: "9s" } });
  const begun = begunFacts(prepareSearch(people, search, 9_000), search, {
    milliseconds: 9_000,
    columns: 2,
    notes: [],
  });
  await keepFacts(search, begun);
  expect(await kept()).toEqual({
    target: "left",
    task: "classes",
    metric: { name: "rocAuc", title: "ROC-AUC", better: "higher" },
    preset: "balanced",
    folds: 4,
    rows: 40,
    held: 0,
    columns: 2,
    budget: { milliseconds: 9_000 },
    beganAt: begun.beganAt,
    notes: [],
  });

  const candidate = { trial: 3, score: 0.8, std: 0.1 };
  const result = {
    chosen: "ensemble",
    single: candidate,
    ensemble: { score: 0.9, std: 0.05, members: [{ candidate, weight: 1 }] },
    holdout: { rows: 8, score: 0.85, compared: [{ name: "dummy", score: 0.5 }] },
    notes: ["so it is"],
    seconds: 8.5,
  } as unknown as AutofitResult;
  await keepFacts(search, { ...begun, searched: { at: 1, why: "its time is over" } }, result);
  expect(await kept()).toMatchObject({
    target: "left",
    notes: ["so it is"],
    searched: { at: 1, why: "its time is over" },
    ended: {
      seconds: 8.5,
      chosen: "ensemble",
      single: candidate,
      ensemble: { score: 0.9, std: 0.05, members: [{ trial: 3, weight: 1 }] },
      holdout: { rows: 8, score: 0.85, compared: [{ name: "dummy", score: 0.5 }] },
    },
  });

  await keepFacts(options({ storage: "memory" }), { ...begun, target: "another" });
  expect(await kept()).toMatchObject({ target: "left" });
});

it("says how many evaluations a search may take, where these are counted", () => {
  const counted = options({ budget: { evaluations: 30 } });
  const about = { milliseconds: undefined, columns: 2, notes: [] };
  expect(begunFacts(prepareSearch(people, counted, undefined), counted, about).budget).toEqual({ evaluations: 30 });
});
