import { resolve } from "node:path";
import { profile, profilePage, renderProfile } from "@kaviar/tabular";
import { oneOf, text } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import { pageOnStdout } from "../command/page-on-stdout.ts";
import { writeWhole } from "../command/write-whole.ts";

const options = {
  target: { takes: "COLUMN", read: text, about: "What is to be predicted: its balance, and which columns know it" },
  split: {
    takes: "COLUMN",
    read: text,
    about: "Which part of a split a row is in (found where it says train and test)",
  },
  html: {
    takes: "FILE",
    read: text,
    about: "Write it as one HTML file too, which needs no network; - for stdout, alone",
  },
  delimiter: { takes: "LETTER", read: text, about: "What parts the columns of a CSV file (what its lines agree on)" },
  header: {
    takes: "yes|no",
    read: oneOf(["yes", "no"]),
    about: "Whether the first line of a CSV file names the columns (yes, unless it looks like data)",
  },
  encoding: {
    takes: "NAME",
    read: oneOf(["utf-8", "latin-1", "utf-16"]),
    about: "How a CSV file writes letters: utf-8, latin-1, utf-16",
  },
} as const;

export const command = defineCommand({
  usage: "profile FILE [--target COLUMN] [--html FILE]",
  about: "Shows what is in a table: types, gaps, how values lie, and what a model should not be given.",
  examples: ["kaviar profile churn.csv --target churned", "kaviar profile 'data/*.parquet' --html data.html"],
  words: ["FILE"],
  options,
  run: async (
    { words, options: { target, split, html, delimiter, header, encoding } },
    { style, columns: width = 120 },
  ) => {
    const seen = await profile(words[0]!, {
      ...(target !== undefined && { target }),
      ...(split !== undefined && { split }),
      read: {
        ...(delimiter !== undefined && { delimiter }),
        ...(header !== undefined && { header: header === "yes" }),
        ...(encoding !== undefined && { encoding }),
      },
    });
    const lines = renderProfile(seen, { style, width });
    if (html === undefined) return { data: seen, lines };
    if (html === "-") return pageOnStdout(await profilePage(seen), seen);
    await writeWhole(html, await profilePage(seen));
    return { data: { ...seen, page: resolve(html) }, lines: [...lines, "", `Wrote ${html}: open it in a browser.`] };
  },
});
