import { fnv1aOfWords } from "@kaviar/base/hash";
import { plural } from "@kaviar/base/text";
import type { TextColumn } from "../../table/column.ts";
import { mostPairs } from "../correlations.ts";
import { inWords, type ProfileFinding, percent, type Seen } from "./seen.ts";

const nearlySame = 0.999;

/** Rows and columns that stand there twice. */
export const repetition = ({ table, correlations, repeatedRows, target }: Seen): ProfileFinding[] => {
  const found: ProfileFinding[] = [];
  if (repeatedRows > 0) {
    found.push({
      code: "repeated-rows",
      severity: "note",
      evidence: `${plural(repeatedRows, "row")} (${percent(repeatedRows / table.rows)}) ${repeatedRows === 1 ? "repeats" : "repeat"} another: on both sides of a split ${repeatedRows === 1 ? "it flatters" : "they flatter"} the score.`,
      remedies: ["Drop them if they are one thing told twice; keep them if things are alike, and split by group."],
    });
  }
  const name = target?.profile.column;
  const same = correlations.filter(({ r, columns }) => Math.abs(r) >= nearlySame && !columns.includes(name ?? ""));
  if (same.length > 0) {
    const [first] = same as [(typeof same)[number]];
    found.push({
      code: "copies",
      severity: "note",
      evidence: `${inWords(first.columns)} say the same (r = ${Number(first.r.toFixed(4))})${same.length > 1 ? `, and so do ${same.length === mostPairs ? "at least " : ""}${plural(same.length - 1, "other pair")}` : ""}.`,
      remedies: ["Keep one of them: lines and importances share out between the two by chance."],
    });
  }
  const texts = table.data.filter(
    (data): data is TextColumn => data.kind === "texts" && data.name !== name && data.type === "category",
  );
  const twins = new Map<number, string>();
  for (const data of texts) {
    // Codes go by the order of first coming: equal ones mean equal columns, but for the words.
    const hash = fnv1aOfWords(firstComing(data));
    const other = twins.get(hash);
    if (other === undefined || table.rows < 10) twins.set(hash, data.name);
    else
      found.push({
        code: "copies",
        severity: "note",
        evidence: `${inWords([other, data.name])} say the same in all rows, if in other words.`,
        remedies: ["Keep one of them."],
      });
  }
  return found;
};

/** Each text by its place in the order of first coming; a missing one by a number that none has. */
const firstComing = ({ codes, levels }: TextColumn): Uint32Array => {
  const numbers = new Int32Array(levels.length).fill(-1);
  let next = 0;
  return Uint32Array.from(codes, (code) => {
    if (code < 0) return 2 ** 32 - 1;
    if (numbers[code] === -1) numbers[code] = next++;
    return numbers[code]!;
  });
};
