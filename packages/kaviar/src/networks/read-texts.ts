import { readTexts } from "@kaviar/architecture";
import { plural } from "@kaviar/base/text";
import { UsageError } from "../command/usage-error.ts";
import type { ColumnsGiven } from "../fitting/columns-given.ts";
import { asTwoParts, besideOf, cardsOf, nothingBeside } from "./beside-columns.ts";
import { brokenLines } from "./broken-lines.ts";
import type { Found } from "./found.ts";

interface Given {
  readonly target?: string;
  readonly text?: string;
  readonly columns?: ColumnsGiven;
}

/** Texts of a folder, or of a column of a table. */
export const textsFrom = async (data: string, { target, text, columns: given }: Given): Promise<Found> => {
  if (text !== undefined && target === undefined)
    throw new UsageError("A table of texts has a column to predict: got no --target.", "Such as --target stars.");
  if (given !== undefined && text === undefined)
    throw new UsageError(
      "Columns stand beside the texts of a table: got --columns without --text.",
      "Such as --text review.",
    );
  const { asked, notes } = text === undefined ? nothingBeside : await besideOf(data, given, [text, target]);
  const options = { ...(text !== undefined && { text }), ...(target !== undefined && { target }) };
  const { x, y, broken, files, columns } = await readTexts(data, { ...options, ...asked });
  if (y === undefined)
    throw new UsageError(
      `A network learns from texts whose classes are known: ${data} has ${plural(x.length, "text")} and no folders for classes.`,
      "Give a folder for each class, mails/spam/1.txt and mails/ham/1.txt, or a table: --text COLUMN --target COLUMN.",
    );
  const written = text === undefined ? "" : `, ${JSON.stringify({ ...options, ...asked })}`;
  const read = `await readTexts(${JSON.stringify(data)}${written})`;
  return {
    x: columns ? { text: x, columns } : x,
    y,
    says: `${plural(x.length, "text")}${columns ? ` with ${plural(columns.columns.length, "column")}` : ""}`,
    notes: [...brokenLines(broken), ...notes],
    source: {
      input: {
        kind: "text",
        ...(text !== undefined && { column: text }),
        ...(columns && { beside: { columns: cardsOf(columns) } }),
      },
      target,
      from: data,
      ...(files && { names: files }),
      data: { read: columns ? asTwoParts(read, "text") : read, names: ["readTexts"] },
    },
    next: text === undefined ? "new-texts/" : "new.csv",
  };
};
