import type { IndexedCard } from "@kaviar/base/card";
import { aliases } from "./aliases.ts";
import { findingNeighbours } from "./finding-neighbours.ts";
import { ideas } from "./ideas/index.ts";
import { type Kind, tables } from "./kinds.ts";
import { namesIn, plain } from "./spelling.ts";
import type { Place, Topic } from "./topic.ts";

/** All that can be explained, by kind: the ideas, and every card of every package. It loads the packages. */
export const topics = async (): Promise<readonly Topic[]> => {
  const [nn, tabular, tune, tensor] = await Promise.all([
    import("@kaviar/nn"),
    import("@kaviar/tabular"),
    import("@kaviar/tune"),
    import("@kaviar/tensor"),
  ]);
  const all = [
    ...Object.entries(ideas).map(([key, { api, aliases = [], seeAlso = [], ...card }]): Topic => {
      return { key, kind: "idea", ...card, seeAlso, aliases, api: api.map(placeOf) };
    }),
    ...topicsOf("@kaviar/nn", nn.cards()).map((topic) =>
      topic.kind === "finding" ? { ...topic, seeAlso: findingNeighbours[topic.key as Code] } : topic,
    ),
    ...topicsOf("@kaviar/tabular", tabular.cards()),
    ...topicsOf("@kaviar/tune", tune.cards()),
    ...topicsOf("@kaviar/tensor", tensor.cards()),
  ];
  const place = new Map(Object.keys(tables).map((kind, i) => [kind, i]));
  return all.sort((a, b) => place.get(a.kind)! - place.get(b.kind)!);
};

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
      api: card.kind === "finding" ? [] : [key, ...others].map((name) => ({ export: name, from })),
    };
  });
};
