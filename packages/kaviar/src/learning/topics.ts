import type { IndexedCard } from "@kaviar/base/card";
import { aliases } from "./aliases.ts";
import { findingNeighbours } from "./finding-neighbours.ts";
import { ideas } from "./ideas/index.ts";
import { type Kind, tables } from "./kinds.ts";
import { type ReferenceEntry, reference } from "./reference.ts";
import { namesIn, plain, spellingsOf } from "./spelling.ts";
import type { Place, Topic } from "./topic.ts";

/** All that can be explained, by kind: the ideas, and every card of every package. It loads the packages. */
export const topics = async (): Promise<readonly Topic[]> => {
  const [nn, tabular, tune, tensor] = await Promise.all([
    import("@kaviar/nn"),
    import("@kaviar/tabular"),
    import("@kaviar/tune"),
    import("@kaviar/tensor"),
  ]);
  const entries = await reference();
  const known = [
    ...Object.entries(ideas).map(([key, { api, aliases = [], seeAlso = [], ...card }]): Topic => {
      return { key, kind: "idea", ...card, seeAlso, aliases, api: api.map(placeOf), calls: [] };
    }),
    ...topicsOf("@kaviar/nn", nn.cards()).map((topic) =>
      topic.kind === "finding" ? { ...topic, seeAlso: findingNeighbours[topic.key as Code] } : topic,
    ),
    ...topicsOf("@kaviar/tabular", tabular.cards()),
    ...topicsOf("@kaviar/tune", tune.cards()),
    ...topicsOf("@kaviar/tensor", tensor.cards()),
  ];
  const told = new Set(known.flatMap(spellingsOf));
  const all = [
    ...known.map((topic) => (topic.kind === "idea" ? topic : { ...topic, calls: callsOf(topic, entries) })),
    ...functionTopics(entries.filter(({ name }) => !told.has(plain(name)))),
  ];
  const place = new Map(Object.keys(tables).map((kind, i) => [kind, i]));
  return all.sort((a, b) => place.get(a.kind)! - place.get(b.kind)!);
};

const callsOf = ({ api }: Topic, entries: readonly ReferenceEntry[]): readonly ReferenceEntry[] =>
  api.flatMap((place) => entries.filter(({ name, from }) => name === place.export && from === place.from));

/** What has no card is told by its signature and its comment; functions of one name, in several packages, are one topic. */
const functionTopics = (entries: readonly ReferenceEntry[]): Topic[] =>
  [...new Set(entries.map(({ name }) => name))].map((name) => {
    const calls = entries.filter((entry) => entry.name === name);
    const said = calls.map(({ says }) =>
      says
        .replaceAll("`", "")
        .split("\n\n")
        .map((each) => each.replaceAll("\n", " ")),
    );
    return {
      key: name,
      kind: "function",
      name,
      formula: [...new Set(calls.map(({ signature }) => signature))].join("; "),
      use: [...new Set(said.map(([first = ""]) => first))].join(" "),
      pitfall: [...new Set(said.flatMap(([, ...rest]) => rest))].join(" "),
      reference: calls.map(({ from }) => `docs/reference/${from.replace("@kaviar/", "")}.md`).join(", "),
      api: calls.map(({ from }) => ({ export: name, from })),
      calls,
      aliases: [],
      seeAlso: [],
    };
  });

type Code = keyof typeof findingNeighbours;

const placeOf = (path: string): Place => {
  const [home, name] = path.split(".") as [string, string];
  return { export: name, from: `@kaviar/${home}` };
};

/** A concept with several exports (an optimizer and the link it is made of) is one topic. */
const topicsOf = (from: string, cards: readonly IndexedCard<Kind>[]): Topic[] => {
  const explained = new Set(cards.map((card) => card.export));
  const concepts = new Map<string, IndexedCard<Kind>[]>();
  for (const card of cards) {
    const concept = `${card.kind} ${card.name} ${card.formula}`;
    concepts.set(concept, [...(concepts.get(concept) ?? []), card]);
  }
  return [...concepts.values()].map((same) => {
    const names = same.map((card) => card.export);
    const title = namesIn(same[0]!.name).map(plain);
    const key = names.find((name) => title.includes(plain(name))) ?? names[0]!;
    const { export: _export, seeAlso = [], ...card } = same[0]!;
    const others = names.filter((name) => name !== key);
    return {
      ...card,
      key,
      seeAlso: seeAlso.filter((name) => explained.has(name)),
      aliases: [...others, ...(aliases[key] ?? [])],
      calls: [],
      api: card.kind === "finding" ? [] : [key, ...others].map((name) => ({ export: name, from })),
    };
  });
};
