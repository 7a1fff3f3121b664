import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();

it("shows a table in the terminal, its findings too, and writes it as a page", async () => {
  const rows = Array.from({ length: 100 }, (_, i) => `u${i},${i % 7},${i % 2 ? "Train" : "Test"}`);
  writeFileSync(`${kaviar.folder}/rows.csv`, `key,x,part\n${rows.join("\n")}\n`);
  const { code, out } = await kaviar.run("profile", "rows.csv", "--html", "rows.html");
  expect(code).toBe(0);
  expect(out).toMatch(/^rows\.csv {2}100 rows × 3 columns\n/);
  expect(out).toContain("split column (part): it says who split the rows (Test, Train)");
  expect(out).toMatch(/Wrote rows\.html: open it in a browser\.\n$/);
  expect(readFileSync(`${kaviar.folder}/rows.html`, "utf8")).toContain("rows.csv");
});

it("reads a file without names", async () => {
  writeFileSync(`${kaviar.folder}/bare.csv`, "5.1,setosa\n4.9,setosa\n");
  expect((await kaviar.run("profile", "bare.csv")).err).toMatch(/The first line of bare\.csv names its columns/);
  const { out } = await kaviar.run("profile", "bare.csv", "--header", "no", "--json");
  expect(JSON.parse(out)).toMatchObject({ rows: 2, columns: [{ name: "column1" }, { name: "column2" }] });
});

it("is a document for programs", async () => {
  const { out } = await kaviar.run("profile", "people.csv", "--target", "plan", "--json");
  expect(JSON.parse(out)).toMatchObject({ source: "people.csv", rows: 3, target: { column: "plan", task: "classes" } });
});

it("writes its page into a folder that is made, or to stdout", async () => {
  expect((await kaviar.run("profile", "people.csv", "--html", "new/people.html")).code).toBe(0);
  expect((await kaviar.run("profile", "people.csv", "--html", "-")).out).toMatch(/^<!doctype html>/);
});

it("says what is wrong: no file, no such column, an encoding that it does not know", async () => {
  expect(await kaviar.run("profile", "poeple.csv")).toMatchObject({
    code: 1,
    err: "kaviar: There is no file poeple.csv.\nDid you mean people.csv?\n",
  });
  expect((await kaviar.run("profile", "people.csv", "--target", "aeg")).err).toMatch(/Did you mean `age`\?/);
  expect(await kaviar.run("profile", "people.csv", "--html", "people.csv/people.html")).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /^kaviar: people\.csv\/people\.html cannot be written \(E\w+\)\.\nA part of the path is a file/,
    ),
  });
  expect(await kaviar.run("profile", "people.csv", "--encoding", "ascii")).toMatchObject({ code: 2 });
});
