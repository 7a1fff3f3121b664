import { describe, expect, it } from "vitest";
import { copies, strays } from "./copies.ts";

const mix = (name: string, x: string, h: string) => `
  ${name} (${x}: number): number => {
    let ${h} = Math.imul(${x} ^ (${x} >>> 16), 0x85ebca6b);
    ${h} = Math.imul(${h} ^ (${h} >>> 13), 0xc2b2ae35);
    return (${h} ^ (${h} >>> 16)) >>> 0;
  };`;

/** What is said of files given as path → source. */
const said = (files: Record<string, string>, allowed: Parameters<typeof copies>[1] = []) =>
  copies(
    Object.entries(files).map(([path, source]) => ({ path, source })),
    allowed,
  );

describe("a function that stands twice", () => {
  it("is found under other names, and whether or not it has types", () => {
    const other = mix("export const finish =", "word", "hash").replaceAll(": number", "");
    expect(said({ "a.ts": mix("const mix =", "x", "h"), "b.ts": other })).toEqual([
      "written twice: a.ts mix, and b.ts finish",
    ]);
  });

  it("is found inside another function, and as a loop", () => {
    const inner = `export const outer = () => { ${mix("const inner =", "x", "h")} return inner; };`;
    expect(said({ "a.ts": mix("const mix =", "x", "h"), "b.ts": inner })).toEqual([
      "written twice: a.ts mix, and b.ts inner",
    ]);
    const loop = (out: string) => `for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + cost(a[i], b[j]));
      ${out}.push(row);
    }`;
    expect(said({ "a.ts": loop("rows"), "b.ts": `const f = () => { ${loop("lines")} };` })).toHaveLength(1);
  });

  it("is another one where a number, a field or an operation differs", () => {
    const base = mix("const mix =", "x", "h");
    for (const other of [base.replace("13", "15"), base.replace("imul", "max"), base.replace("^", "+")])
      expect(said({ "a.ts": base, "b.ts": other })).toEqual([]);
  });

  it("is no copy when it is a phrase of the language, or stands in one file", () => {
    const small = "export const sum = (xs: number[]) => xs.reduce((a, b) => a + b, 0);";
    expect(said({ "a.ts": small, "b.ts": small })).toEqual([]);
    expect(said({ "a.ts": mix("const one =", "x", "h") + mix("const two =", "x", "h") })).toEqual([]);
  });

  it("may be on a list, and leaves it when it is gone", () => {
    const allowed = [{ places: ["a.ts mix", "b.ts mix"], reason: "…" }];
    const one = mix("const mix =", "x", "h");
    expect(said({ "a.ts": one, "b.ts": one }, allowed)).toEqual([]);
    expect(said({ "a.ts": one, "b.ts": one, "c.ts": one }, allowed)).toEqual([
      "written twice: a.ts mix, and b.ts mix, and c.ts mix",
    ]);
    expect(said({ "a.ts": one }, allowed)).toEqual(["no such copy any more: take a.ts mix, and b.ts mix off the list"]);
  });
});

it("what only one room does is seen elsewhere", () => {
  const rooms = [{ what: "FNV-1a", room: "packages/base/src/hash/", trace: /0x0*1000193\b/i }];
  const source = "const hash = Math.imul(before ^ word, 0x01000193);";
  expect(strays([{ path: "packages/base/src/hash/fnv1a.ts", source }], rooms)).toEqual([]);
  expect(strays([{ path: "packages/nn/src/a.ts", source }], rooms)).toEqual([
    "packages/nn/src/a.ts: FNV-1a is in packages/base/src/hash/, and nowhere else",
  ]);
});
