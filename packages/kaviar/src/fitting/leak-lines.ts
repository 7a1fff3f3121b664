import { oneLine, type Style } from "@kaviar/base/text";
import { type Profile, profile, type Table } from "@kaviar/tabular";

type Code = Profile["findings"][number]["code"];

/** What makes a score too good to be true, and what to ask. */
const remedies: { readonly [C in Code]?: string } = {
  "copy-of-target": "Take it out of the file: it is not known before the target is.",
  "predicts-target": "Is it known before the target is? If not, take it out of the file.",
  "split-column": "It is taken for a column like others: use the file of the one part, and --holdout for the other.",
};

/** Looking at more of a table takes longer than it is worth here. */
const most = { rows: 20_000, columns: 500 };

/** Lines for the columns that know the target. */
export const leakLines = async (table: Table, target: string, { yellow }: Style): Promise<string[]> => {
  if (table.columns.length > most.columns) return [];
  // What is wrong with the target itself is for the search to say.
  const seen = await profile(table.head(most.rows), { target }).catch(() => undefined);
  return (seen?.findings ?? []).flatMap(({ code, place, evidence }) => {
    const remedy = remedies[code];
    return remedy === undefined ? [] : [`  ${yellow("!")} ${oneLine(`${place}: ${evidence}`)} ${remedy}`];
  });
};
