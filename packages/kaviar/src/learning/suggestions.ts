import { closest } from "@kaviar/base/check";
import { plain, spellingsOf } from "./spelling.ts";
import type { Topic } from "./topic.ts";

/** Of topics that are near so many are named, and of such in whose texts a word stands: more would not be read. */
const most = { named: 8, told: 5 };
/** So many near names are answer enough. */
const enough = 3;

/** Topics that may have been meant by a name that nothing has, the likeliest first. */
export interface Suggestions {
  /** Written much like it, or with it in their names. */
  readonly named: readonly string[];
  /** With its words in their texts; none where names are answer enough. */
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
  const told = named.length < enough ? distinct(all.filter((topic) => tells(topic, name))) : [];
  return {
    named: named.slice(0, most.named),
    told: told.filter((key) => !named.includes(key)).slice(0, most.told),
  };
};

/** Whether all words stand in what is said of a topic; short ones tell nothing. */
const tells = ({ name, meaning = "", formula, use, pitfall, api }: Topic, asked: string): boolean => {
  const text = [name, meaning, formula, use, pitfall, ...api.map((place) => place.export)].join(" ").toLowerCase();
  const words = asked
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word.length > 2);
  return words.length > 0 && words.every((word) => text.includes(word));
};

const distinct = (topics: readonly Topic[]): string[] => [...new Set(topics.map(({ key }) => key))];
