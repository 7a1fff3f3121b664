/** The reference says what the sources say. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { dataFile, entriesOf, referenceData, referencedPackages, referenceFile, referencePage } from "./reference.ts";

const read = (file: string): string => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), "utf8");

describe("docs/reference", () => {
  it.each(referencedPackages)("the page of %s is what its tables, cards and comments say", (home) => {
    expect(read(referenceFile(home)) === referencePage(home), "npm run build && npx tsx scripts/reference.ts").toBe(
      true,
    );
  });

  it("kaviar explain has the same", () => {
    expect(read(dataFile) === referenceData(), "npm run build && npx tsx scripts/reference.ts").toBe(true);
  });

  it.each(referencedPackages)("every function of %s has a signature and says what it does", (home) => {
    const entries = entriesOf(home);
    expect(entries.length).toBeGreaterThan(10);
    expect(entries.filter(({ signature, name }) => !signature.includes(name))).toEqual([]);
    const fit = entries.find(({ name }) => name === "fit");
    if (fit) expect(fit.options.find(({ name }) => name === "epochs")).toMatchObject({ otherwise: "10" });
  });

  it("every option of nn says what it is, but for those that are told elsewhere", () => {
    const silent = entriesOf("nn").flatMap(({ name, options }) =>
      options.filter(({ says }) => says === "").map((option) => `${option.name} of ${name}`),
    );
    expect(silent).toEqual([]);
  });
});
