import { isMissing, type TextColumn } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";
import { rowHashes } from "../row-hashes.ts";
import { type ProfileFinding, percent, type Seen } from "./seen.ts";

const parts = /^(train(ing)?|test(ing)?|valid(ation)?|val|dev(elopment)?|hold[ -]?out|eval(uation)?)$/i;

/** The column that says which part of a split a row is in, where one does: its texts are train, test and the like. */
export const findSplit = (table: Table): string | undefined =>
  table.data.find(
    (column) =>
      column.kind === "texts" &&
      column.levels.length >= 2 &&
      column.levels.length <= 4 &&
      column.levels.every((level) => parts.test(level.trim())),
  )?.name;

/** A split that somebody made before, and rows that are on both sides of it. */
export const splits = ({ table, columns, split: name }: Seen): ProfileFinding[] => {
  if (name === undefined) return [];
  const column = table.column(name).data as TextColumn;
  const found: ProfileFinding[] = [
    {
      code: "split-column",
      severity: "problem",
      place: name,
      evidence: `it says who split the rows (${column.levels.join(", ")}), and nothing about what they are.`,
      remedies: [
        `Leave it out of what a model learns from: table.without(${JSON.stringify(name)}).`,
        `Score on the same rows as they did: table.filter((row) => row[${JSON.stringify(name)}] === ${JSON.stringify(column.levels.at(-1))}).`,
      ],
    },
  ];
  const ids = new Set(columns.filter(({ type }) => type === "id").map((each) => each.name));
  const others = table.data.filter((each) => each.name !== name && !ids.has(each.name));
  const both = countOnBothSides(column, rowHashes(others, table.rows));
  if (both > 0) {
    found.push({
      code: "repeated-across-split",
      severity: "problem",
      place: name,
      evidence: `${both} rows (${percent(both / table.rows)}) are in more than one part of it, the same in all other columns: a model that remembers is scored too well.`,
      remedies: ["Drop the ones in the part that scores, or split anew with all equal rows on one side."],
    });
  }
  return found;
};

const countOnBothSides = (column: TextColumn, hashes: Float64Array): number => {
  const part = new Map<number, number>();
  const mixed = new Set<number>();
  for (let row = 0; row < hashes.length; row++) {
    if (isMissing(column, row)) continue;
    const seen = part.get(hashes[row]!);
    if (seen === undefined) part.set(hashes[row]!, column.codes[row]!);
    else if (seen !== column.codes[row]) mixed.add(hashes[row]!);
  }
  return hashes.reduce((sum, hash) => sum + Number(mixed.has(hash)), 0);
};
