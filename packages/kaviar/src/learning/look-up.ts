import { type Kind, tables } from "./kinds.ts";
import { plain, spellingsOf } from "./spelling.ts";
import type { Topic } from "./topic.ts";
import { topics } from "./topics.ts";

/** What a name stands for: one topic or several of the same name, or a kind that is compared in a table. */
export type Found =
  | { readonly shape: "topics"; readonly topics: readonly Topic[] }
  | { readonly shape: "table"; readonly kind: Kind; readonly topics: readonly Topic[] };

/**
 * What there is under a name, however it is written; undefined where there is nothing.
 *
 * ```ts
 * const found = await lookUp("Leaky ReLU");                 // the same as leakyRelu, leaky-relu and leaky_relu
 * ```
 * The name of a table (`activations`) is that table. It loads all packages.
 */
export const lookUp = async (name: string): Promise<Found | undefined> => lookUpIn(await topics(), name);

/** `lookUp` among topics that are at hand. */
export const lookUpIn = (all: readonly Topic[], name: string): Found | undefined => {
  const asked = plain(name);
  const table = (wanted: string): Found | undefined => {
    const kind = (Object.keys(tables) as Kind[]).find((each) => [tables[each], each].includes(wanted as never));
    return kind && { shape: "table", kind, topics: all.filter((topic) => topic.kind === kind) };
  };
  if (Object.values(tables).some((title) => title === asked)) return table(asked);
  const found = all.filter((topic) => spellingsOf(topic).includes(asked));
  return found.length > 0 ? { shape: "topics", topics: found } : table(asked.replace(/functions?$/, ""));
};
