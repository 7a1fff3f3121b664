import type { ColumnProfile } from "../profile.ts";
import { inWords, type ProfileFinding, percent, placeOf, type Seen } from "./seen.ts";

const nearlyAll = 0.995;
const mostly = 0.5;
/** Numbers that programs write where they know none, when they are the end of what a column has. */
const stands = [-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999];
const leastOften = 0.005;

/** Columns that say nothing, or nothing in most rows. */
export const emptiness = ({ table, columns, target }: Seen): ProfileFinding[] => {
  const { rows } = table;
  const others = columns.filter(({ name }) => name !== target?.profile.column);
  const constant = others.filter(({ type, distinct }) => type === "constant" || distinct === 0).map(({ name }) => name);
  const isConstant = new Set(constant);
  const nearly = others.filter((each) => !isConstant.has(each.name) && commonestShare(each, rows) >= nearlyAll);
  const gaps = others.filter(({ missing }) => missing >= mostly * rows && missing < rows);
  return [
    ...about(
      "constant",
      constant,
      (names) => `${inWords(names)} ${names.length === 1 ? "is" : "are"} the same in all rows, or missing in all.`,
      ["Leave them out: they say nothing."],
    ),
    ...about(
      "nearly-constant",
      nearly.map(({ name }) => name),
      (names) =>
        `${inWords(names)} ${names.length === 1 ? "has" : "have"} one value in at least ${percent(nearlyAll)} of the rows.`,
      ["Look whether the few others matter; else leave out: selectVariance()."],
    ),
    ...about(
      "mostly-missing",
      gaps.map(({ name }) => name),
      (names) => `${inWords(names)} ${names.length === 1 ? "is" : "are"} missing in ${share(gaps, rows)} of the rows.`,
      ["Ask why: a value that is hardly ever known says most by being there."],
    ),
    ...others.flatMap((each) => standIn(each, table.column(each.name).data, rows)),
    ...about(
      "infinite",
      others.filter(({ numbers }) => (numbers?.infinite ?? 0) > 0).map(({ name }) => name),
      (names) => `${inWords(names)} ${names.length === 1 ? "has" : "have"} infinite values.`,
      ["Find the division by zero, or say what they stand for."],
    ).map((finding) => ({ ...finding, severity: "problem" as const })),
  ];
};

const about = (
  code: ProfileFinding["code"],
  names: readonly string[],
  evidence: (names: readonly string[]) => string,
  remedies: readonly string[],
): ProfileFinding[] =>
  names.length === 0 ? [] : [{ code, severity: "note", ...placeOf(names), evidence: evidence(names), remedies }];

const share = (columns: readonly ColumnProfile[], rows: number): string => {
  const shares = columns.map(({ missing }) => missing / rows);
  const [low, high] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
  return low === high ? low : `${low} to ${high}`;
};

const commonestShare = ({ common, bins, distinct, missing }: ColumnProfile, rows: number): number => {
  if (missing > 0 || distinct < 2) return 0;
  if (common) return common[0]!.rows / rows;
  // A bin of its own is a value where there are few whole ones; a wide one holds several.
  const isEach = bins?.edges.every((edge, i) => Number.isInteger(edge) && edge === bins.edges[0]! + i);
  return isEach ? Math.max(...bins!.counts) / rows : 0;
};

/** A number at the end of a column, far from all others and often there: it may stand for "not known". */
const standIn = (column: ColumnProfile, data: Seen["table"]["data"][number], rows: number): ProfileFinding[] => {
  const { numbers, name, type } = column;
  if (!numbers || data.kind !== "numbers" || (type !== "number" && type !== "integer")) return [];
  for (const end of [numbers.low, numbers.high]) {
    if (!stands.includes(end)) continue;
    const others = data.values.filter((value) => Number.isFinite(value) && value !== end);
    const often = data.values.reduce((sum, value) => sum + Number(value === end), 0);
    if (often < Math.max(3, leastOften * rows) || others.length < 3) continue;
    const [low, high] = others.reduce(
      ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
      [Infinity, -Infinity],
    );
    // Negative among numbers that never are, or further from the nearest other than these are wide.
    const isApart = (end < 0 && low >= 0) || Math.min(Math.abs(low - end), Math.abs(high - end)) > high - low;
    if (!isApart) continue;
    return [
      {
        code: "stands-for-missing",
        severity: "note",
        place: name,
        evidence: `${end} stands in ${often} rows (${percent(often / rows)}), the others are from ${low} to ${high}: it may mean "not known".`,
        remedies: [`If it does, say so: readTable(file, { missing: ["", "NA", ${JSON.stringify(String(end))}] }).`],
      },
    ];
  }
  return [];
};
