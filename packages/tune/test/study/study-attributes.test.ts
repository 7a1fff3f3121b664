import { join } from "node:path";
import { createStudy, openStorage, renderReport } from "@kaviar/tune";
import { expect, it } from "vitest";
import { temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();

it.each([
  ["memory", "memory"],
  ["a file", `sqlite:${join(folder, "attributes.db")}`],
])("attributes of a study are kept in %s, and read by others after a refresh", async (_, url) => {
  const storage = await openStorage(url);
  const study = await createStudy({ name: "digits", storage, deterministic: false });
  const other = await createStudy({ name: "digits", storage });
  expect(study.attributes).toEqual({});
  await study.setAttribute("data", { rows: 1797, split: [0.8, 0.2] });
  await other.setAttribute("owner", "Ada");
  expect(study.attributes).toEqual({ data: { rows: 1797, split: [0.8, 0.2] } });
  await study.refresh();
  expect(study.attributes).toEqual({ data: { rows: 1797, split: [0.8, 0.2] }, owner: "Ada" });
  const later = await createStudy({ name: "digits", storage });
  expect(later.attributes).toEqual(study.attributes);
  expect(await renderReport(later)).toContain('"rows":1797');
  await storage.close();
});

it.each([
  ["a name of the study's own", "kaviar:space", 1, "bad-name"],
  ["no name", "", 1, "bad-name"],
  ["what JSON cannot hold", "f", Math.sin, "not-json"],
])("refuses %s", async (_, name, value, code) => {
  const study = await createStudy();
  await expect(study.setAttribute(name, value as never)).rejects.toMatchObject({ name: "TuneError", code });
  expect(study.attributes).toEqual({});
});
