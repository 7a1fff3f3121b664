/** The table of `docs/optuna.md` names a test for every behaviour, and every test that it names is there. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const tune = fileURLToPath(new URL("../packages/tune/", import.meta.url));
const page = readFileSync(new URL("../docs/optuna.md", import.meta.url), "utf8");

/** What stands under a heading of the second level, as rows of cells; rows that name an area have one cell. */
const rowsUnder = (heading: string): string[][] =>
  page
    .split(/^## /m)
    .find((section) => section.startsWith(`${heading}\n`))!
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => line.split("|").flatMap((cell) => (cell.trim() === "" ? [] : [cell.trim()])));

const rows = rowsUnder("Behaviour");
const behaviours = rows.filter(({ length }) => length > 1);
const tests = behaviours.flatMap((cells) =>
  cells[2]!.split("<br>").map((named) => {
    const [, file, title] = /^`([\w./-]+)`: (.+)$/.exec(named) ?? [];
    return { named, file, title };
  }),
);

describe("the table of docs/optuna.md", () => {
  it("has a behaviour, what it is here, and a test in each row, area by area", () => {
    expect(behaviours.length).toBeGreaterThan(100);
    expect(behaviours.filter(({ length }) => length !== 3)).toEqual([]);
    expect(rows.filter(({ length }) => length === 1).flat()).toEqual(
      ["STUDIES", "TRIALS", "DISTRIBUTIONS", "SAMPLERS", "PRUNERS", "STORAGES", "IMPORTANCE"].map(
        (area) => `*${area}*`,
      ),
    );
  });

  it("names tests that are there, by their titles", () => {
    const there = ({ file, title }: (typeof tests)[number]) =>
      file !== undefined && existsSync(tune + file) && readFileSync(tune + file, "utf8").includes(title!);
    expect(tests.filter((each) => !there(each)).map(({ named }) => named)).toEqual([]);
  });

  it("says nothing twice", () => {
    const said = behaviours.map(([behaviour]) => behaviour);
    expect(said.filter((behaviour, i) => said.indexOf(behaviour) !== i)).toEqual([]);
  });
});
