import { readTexts } from "@kaviar/architecture";
import { plural } from "@kaviar/base/text";
import { UsageError } from "../command/usage-error.ts";
import { brokenLines } from "./broken-lines.ts";
import type { Found } from "./found.ts";

interface Given {
  readonly target?: string;
  readonly text?: string;
}

/** Texts of a folder, or of a column of a table. */
export const textsFrom = async (data: string, { target, text }: Given): Promise<Found> => {
  if (text !== undefined && target === undefined)
    throw new UsageError("A table of texts has a column to predict: got no --target.", "Such as --target stars.");
  const columns = { ...(text !== undefined && { text }), ...(target !== undefined && { target }) };
  const { x, y, broken, files } = await readTexts(data, columns);
  if (y === undefined)
    throw new UsageError(
      `A network learns from texts whose classes are known: ${data} has ${plural(x.length, "text")} and no folders for classes.`,
      "Give a folder for each class, mails/spam/1.txt and mails/ham/1.txt, or a table: --text COLUMN --target COLUMN.",
    );
  const options = text === undefined ? "" : `, ${JSON.stringify(columns)}`;
  return {
    x,
    y,
    says: `${plural(x.length, "text")}`,
    notes: brokenLines(broken),
    source: {
      input: { kind: "text", ...(text !== undefined && { column: text }) },
      target,
      from: data,
      ...(files && { names: files }),
      data: { read: `await readTexts(${JSON.stringify(data)}${options})`, names: ["readTexts"] },
    },
    next: text === undefined ? "new-texts/" : "new.csv",
  };
};
