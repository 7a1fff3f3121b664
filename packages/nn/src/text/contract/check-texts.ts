import { shown } from "@kaviar/base/error";
import { ModelError } from "../../error.ts";

/** Refuses what is no list of texts: a text alone would be taken letter by letter, and null for the word "null". */
export const checkTexts = (owner: string, texts: readonly string[]): void => {
  if (!Array.isArray(texts)) {
    throw new ModelError("data", `${owner} takes a list of texts: got ${shown(texts)}.`, {
      remedy: "Of one text it is a list of one: [text].",
    });
  }
  // An array with holes has them as undefined here.
  for (let row = 0; row < texts.length; row++) {
    if (typeof texts[row] === "string") continue;
    throw new ModelError("data", `${owner} takes texts: got ${shown(texts[row])} at row ${row}.`, {
      remedy: 'A missing text is "", a number String(number).',
    });
  }
};
