import { defineCommand } from "../command/command.ts";
import type { Outcome, Output } from "../command/outcome.ts";
import { UsageError } from "../command/usage-error.ts";
import { comparison } from "../learning/comparison.ts";
import { explanation } from "../learning/explanation.ts";
import { tables } from "../learning/kinds.ts";
import { listing } from "../learning/listing.ts";
import { lookUpIn } from "../learning/look-up.ts";
import { pictureOf } from "../learning/pictures/index.ts";
import { suggest } from "../learning/suggestions.ts";
import type { Topic } from "../learning/topic.ts";
import { topics } from "../learning/topics.ts";

export const command = defineCommand({
  usage: "explain [TOPIC]",
  about:
    "Says what a thing is and shows it: formula, picture, use, what goes wrong, where it lives. The name of a table, such as activations or losses, compares; without a topic it lists them all.",
  examples: ["explain", "explain vanishing-gradient", "explain leaky relu", "explain optimizers", "explain tpe --json"],
  words: ["TOPIC…?"],
  options: {},
  run: async ({ words }, { columns = 100, style }) => {
    const all = await topics();
    const page = { columns, style };
    if (words.length === 0) return { data: { topics: all }, lines: listing(all, page) };
    const name = words.join(" ");
    const found = lookUpIn(all, name);
    if (found === undefined) throw unknownTopic(name, all);
    if (found.shape === "table")
      return {
        data: { table: tables[found.kind], topics: found.topics },
        lines: comparison(found.kind, found.topics, page),
      };
    return explained(found.topics, page);
  },
});

const explained = async (
  found: readonly Topic[],
  page: Pick<Output, "style"> & { readonly columns: number },
): Promise<Outcome> => {
  const shown = await Promise.all(found.map(async (topic) => ({ ...topic, picture: await pictureOf(topic) })));
  return {
    data: { topics: shown },
    lines: shown.flatMap(({ picture, ...topic }, i) => [
      ...(i > 0 ? ["", ""] : []),
      ...explanation(topic, picture, page),
    ]),
  };
};

const unknownTopic = (name: string, all: readonly Topic[]): UsageError => {
  const { named, told } = suggest(all, name);
  const remedies = [
    ...(named.length > 0 ? [`Did you mean ${inWords(named)}?`] : []),
    ...(told.length > 0 ? [`It stands in what is said of ${inWords(told)}.`] : []),
  ];
  return new UsageError(
    `There is no topic "${name}".`,
    remedies.length > 0 ? remedies.join("\n") : "`kaviar explain` lists them all.",
  );
};

const inWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
