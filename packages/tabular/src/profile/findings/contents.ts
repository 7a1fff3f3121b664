import type { TextColumn } from "../../table/column.ts";
import type { ColumnProfile } from "../profile.ts";
import { inWords, type ProfileFinding, placeOf, type Seen, word } from "./seen.ts";

const manyCategories = 50;

/** What columns hold that a model does not take as it is. */
export const contents = ({ table, columns, target }: Seen): ProfileFinding[] => {
  const others = columns.filter(({ name }) => name !== target?.profile.column);
  const namesOf = (holds: (column: ColumnProfile) => boolean) => others.filter(holds).map(({ name }) => name);
  const [ids, texts] = [namesOf(({ type }) => type === "id"), namesOf(({ type }) => type === "text")];
  const many = namesOf(({ type, distinct }) => type === "category" && distinct > manyCategories);
  return [
    ...(ids.length === 0
      ? []
      : [
          {
            code: "id",
            severity: "note",
            ...placeOf(ids),
            evidence: `${inWords(ids)} ${ids.length === 1 ? "names" : "name"} rows: a model that learns from ${ids.length === 1 ? "it" : "them"} remembers rows.`,
            remedies: [
              `Leave out: table.without(${ids
                .slice(0, 3)
                .map((name) => JSON.stringify(name))
                .join(", ")}). If rows belong together by it, split by it: split(table, { group }).`,
            ],
          } as const,
        ]),
    ...others.flatMap(unclear),
    ...table.data.flatMap((data) => (data.kind === "texts" ? spellings(data) : [])),
    ...(many.length === 0
      ? []
      : [
          {
            code: "many-categories",
            severity: "note",
            ...placeOf(many),
            evidence: `${inWords(many)} ${many.length === 1 ? "has" : "have"} more than ${manyCategories} categories (${many
              .slice(0, 5)
              .map((name) => others.find((each) => each.name === name)!.distinct)
              .join(", ")}): a column for each is too many.`,
            remedies: ["targetEncode(), hashing(), or a model of trees that takes categories."],
          } as const,
        ]),
    ...(texts.length === 0
      ? []
      : [
          {
            code: "free-text",
            severity: "note",
            ...placeOf(texts),
            evidence: `${inWords(texts)} ${texts.length === 1 ? "holds" : "hold"} sentences, not categories.`,
            remedies: ["Make words of it: forColumns(…, textFeatures())."],
          } as const,
        ]),
  ];
};

/** What kept a column from being numbers or dates, as reading says it. */
const unclear = ({ name, why }: ColumnProfile): ProfileFinding[] => {
  const said = /; (.*)$/.exec(why)?.[1] ?? "";
  if (!/not all|may be|several ways|with commas|with a sign|beyond the largest/.test(said)) return [];
  return [
    {
      code: "unclear-type",
      severity: "problem",
      place: name,
      evidence: `it stays texts: ${said}.`,
      remedies: [
        `Mend the file, say what stands for a missing value (\`missing\`), or say what it is: readTable(file, { types: { ${JSON.stringify(name)}: … } }).`,
      ],
    },
  ];
};

/** Texts that differ by capitals or spaces only: most likely one category. */
const spellings = ({ name, levels, type }: TextColumn): ProfileFinding[] => {
  if (type !== "category") return [];
  const kept = new Map<string, string>();
  for (const level of levels) {
    const plain = level.trim().replace(/\s+/g, " ").toLowerCase();
    const other = kept.get(plain);
    if (other === undefined) kept.set(plain, level);
    else {
      return [
        {
          code: "spellings",
          severity: "note",
          place: name,
          evidence: `${word(other)} and ${word(level)} differ by capitals or spaces only.`,
          remedies: ["Write them alike where they are one category."],
        },
      ];
    }
  }
  return [];
};
