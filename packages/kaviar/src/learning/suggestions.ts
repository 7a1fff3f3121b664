import { closest } from "@kaviar/base/check";
import { spellingsOf } from "./look-up.ts";
import { plain } from "./spelling.ts";
import type { Topic } from "./topic.ts";

/** Of topics that are near so many are named: more would not be read. */
const most = 8;

/** Topics that may have been meant by a name that nothing has, the likeliest first. */
export interface Suggestions {
  /** Written much like it, or with it in their names. */
  readonly named: readonly string[];
  /** With its words in their texts. */
  readonly told: readonly string[];
}

/** What may have been meant: by slips of the pen, by a part of a name, by words of a text. */
export const suggest = (all: readonly Topic[], name: string): Suggestions => {
  const asked = plain(name);
  if (asked.length < 2) return { named: [], told: [] };
  const spelt = closest(asked, all.flatMap(spellingsOf));
  const near = all.filter((topic) => spelt !== undefined && spellingsOf(topic).includes(spelt));
  const begun = all.filter((topic) => spellingsOf(topic).some((each) => each.startsWith(asked)));
  const within = all.filter((topic) => spellingsOf(topic).some((each) => each.includes(asked)));
  const named = distinct([...begun, ...near, ...within]);
  const words = name
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word.length > 2);
  const told = all.filter((topic) => {
    const text = textOf(topic);
    return words.length > 0 && words.every((word) => text.includes(word));
  });
  return {
    named: named.slice(0, most),
    told: distinct(told)
      .filter((key) => !named.includes(key))
      .slice(0, most),
  };
};

const distinct = (topics: readonly Topic[]): string[] => [...new Set(topics.map(({ key }) => key))];

const textOf = ({ name, meaning = "", formula, use, pitfall, api }: Topic): string =>
  [name, meaning, formula, use, pitfall, ...api.map((place) => place.export)].join(" ").toLowerCase();
