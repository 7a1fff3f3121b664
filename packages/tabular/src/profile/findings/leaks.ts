import { formatNumber } from "@kaviar/base/text";
import { type ColumnData, isMissing } from "../../table/column.ts";
import { explainedShare } from "../explained.ts";
import type { ColumnProfile } from "../profile.ts";
import { inWords, type ProfileFinding, percent, placeOf, type Seen, type SeenTarget } from "./seen.ts";

/** A column that explains so much of the target alone is more often a leak than luck. */
const tooGood = 0.9;
/** And so much by being missing or not. */
const telling = 0.05;
const leastMissing = 0.01;

/** What leaks are found from. */
export interface LeakSeen extends Pick<Seen, "table" | "split" | "target"> {
  readonly columns: readonly Pick<ColumnProfile, "missing" | "explains">[];
}

/** Columns that know the target: copies of it, and what tells it alone. */
export const leaks = ({ table, columns, target, split }: LeakSeen): ProfileFinding[] => {
  if (!target) return [];
  const { column: name, task } = target.profile;
  const found: ProfileFinding[] = [];
  for (const [i, data] of table.data.entries()) {
    if (data.name === name || data.name === split) continue;
    const place = data.name;
    const copy = copyOf(data, target);
    if (copy) {
      found.push({
        code: "copy-of-target",
        severity: "problem",
        place,
        evidence: `${copy} \`${name}\` in all ${target.rows.length} rows.`,
        remedies: [`Leave it out: table.without(${JSON.stringify(place)}).`],
      });
      continue;
    }
    const share = columns[i]!.explains ?? 0;
    if (share >= tooGood) {
      found.push({
        code: "predicts-target",
        severity: "problem",
        place,
        evidence: `alone it explains ${percent(share)} of \`${name}\`, in rows that this was not fitted to.`,
        remedies: [
          "Ask whether it is known before the target is. If it is not, leave it out.",
          task === "classes"
            ? "If it is, a rule may do instead of a model."
            : "If it is, a line may do instead of a model.",
        ],
      });
    }
  }
  return [...found, ...tellingGaps({ table, columns, target })];
};

/** How a column is the target again, where it is. */
const copyOf = (data: ColumnData, { rows, values, data: of }: SeenTarget): string | undefined => {
  if (rows.length < 10) return undefined;
  if (values.task === "numbers")
    return data.kind === "numbers" ? lineThrough(data.values, rows, values.values) : undefined;
  if (values.classes.length < 2) return undefined;
  const valueAt = (row: number) => (data.kind === "texts" ? data.codes[row]! : data.values[row]!);
  const toClass = new Map<number, number>();
  const toValue = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (isMissing(data, row)) return undefined;
    const [value, code] = [valueAt(row), values.codes[i]!];
    if ((toClass.get(value) ?? code) !== code || (toValue.get(code) ?? value) !== value) return undefined;
    toClass.set(value, code);
    toValue.set(code, value);
  }
  const isSame =
    data.kind === "texts" &&
    of.kind === "texts" &&
    [...toClass].every(([value, code]) => data.levels[value] === values.classes[code]);
  return isSame ? "it is" : "it has one value for each class of";
};

/** Whether a straight line maps one to the other, but for rounding. */
const lineThrough = (x: Float64Array, rows: Int32Array, y: Float64Array): string | undefined => {
  let [low, high] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    if (!Number.isFinite(x[rows[i]!]!)) return undefined;
    if (y[i]! < y[low]!) low = i;
    if (y[i]! > y[high]!) high = i;
  }
  const [x0, x1, y0, y1] = [x[rows[low]!]!, x[rows[high]!]!, y[low]!, y[high]!];
  if (x0 === x1 || y0 === y1) return undefined;
  const slope = (y1 - y0) / (x1 - x0);
  const near = 1e-6 * (y1 - y0);
  for (let i = 0; i < rows.length; i++) if (Math.abs(y0 + slope * (x[rows[i]!]! - x0) - y[i]!) > near) return undefined;
  if (slope === 1 && x0 === y0) return "it is";
  const intercept = y0 - slope * x0;
  return `${formatNumber(slope)} × it ${intercept < 0 ? "−" : "+"} ${formatNumber(Math.abs(intercept))} is`;
};

/** Columns whose gaps say something of the target. */
const tellingGaps = ({ table, columns, target }: LeakSeen & { readonly target: SeenTarget }): ProfileFinding[] => {
  const names: string[] = [];
  let most = 0;
  for (const [i, data] of table.data.entries()) {
    const { missing } = columns[i]!;
    if (data.name === target.profile.column || missing < leastMissing * table.rows || missing === table.rows) continue;
    const gaps = Float64Array.from({ length: table.rows }, (_, row) => Number(isMissing(data, row)));
    const share = explainedShare(
      { kind: "numbers", name: data.name, type: "boolean", values: gaps },
      target.values,
      target.rows,
    );
    if (share < telling) continue;
    names.push(data.name);
    most = Math.max(most, share);
  }
  if (names.length === 0) return [];
  return [
    {
      code: "missing-tells-target",
      severity: "note",
      ...placeOf(names),
      evidence: `that ${names.length === 1 ? "it is" : `${inWords(names)} are`} missing explains ${names.length === 1 ? "" : "up to "}${percent(most)} of \`${target.profile.column}\`.`,
      remedies: [
        "Ask who leaves it out, and when: after the target is known, it leaks.",
        "Else let the model see it: boosting takes missing values as they are.",
      ],
    },
  ];
};
