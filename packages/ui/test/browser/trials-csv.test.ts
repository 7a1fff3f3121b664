import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trialsCsv } from "../../page/dashboard/table/trials-csv.ts";
import type { Choice } from "../../src/columns/index.ts";

/** Reads RFC 4180, without a thought about what is in the fields. */
const read = (csv: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let [row, field, isQuoted] = [[] as string[], "", false];
  for (let at = 0; at < csv.length; at++) {
    const isEnd = !isQuoted && csv.startsWith("\r\n", at);
    if (csv[at] === '"' && isQuoted && csv[at + 1] === '"') field += csv[at++];
    else if (csv[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (csv[at] === "," || isEnd)) {
      row.push(field);
      field = "";
      if (!isEnd) continue;
      rows.push(row);
      row = [];
      at++;
    } else field += csv[at];
  }
  return rows;
};

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom('=HYPERLINK("http://evil","x")', "@SUM(1)", "+1", "-1", " =1", "\t=1", '"', "a,b", "a\r\nb", ""),
);
const value: fc.Arbitrary<Choice | undefined> = fc.oneof(
  text,
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined),
);

describe("trials as a CSV file", () => {
  it("have every value in its field, no text of which is a formula", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, fc.array(value, { minLength: 3, maxLength: 3 })), { minLength: 1 }),
        (all) => {
          const columns = all.map(([name, values]) => ({ name, raw: (number: number) => values[number] }));
          const rows = read(trialsCsv(columns, [2, 0, 1]));
          expect(rows.length).toBe(4);
          const given = [
            all.map(([name]) => name),
            ...[2, 0, 1].map((number) => all.map(([, values]) => values[number])),
          ];
          for (const [at, row] of rows.entries())
            for (const [place, field] of row.entries()) {
              const own = given[at]![place];
              if (typeof own !== "string") expect(field).toBe(own === undefined || own === null ? "" : String(own));
              else {
                expect(field.trimStart()).not.toMatch(/^[=+\-@]/);
                expect(field.replace(/^'/, "")).toBe(own.replace(/^'/, ""));
              }
            }
        },
      ),
    );
  });

  it("leave negative numbers numbers", () => {
    expect(trialsCsv([{ name: "x", raw: () => -1.5 }], [0])).toBe("x\r\n-1.5\r\n");
  });
});
