import * as architecture from "@kaviar/architecture";
import * as nn from "@kaviar/nn";
import * as tabular from "@kaviar/tabular";
import * as tensor from "@kaviar/tensor";
import * as tune from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { lookUpIn } from "../../src/learning/look-up.ts";
import { questions } from "../../src/learning/quiz/questions.ts";
import { topics } from "../../src/learning/topics.ts";

const all = await topics();
const packages = { "@kaviar/nn": nn, "@kaviar/tabular": tabular, "@kaviar/tune": tune, "@kaviar/tensor": tensor };
/** What has no catalogue of cards has functions all the same. */
const homes = { ...packages, "@kaviar/architecture": architecture };

describe("every public concept can be explained", () => {
  it.each(Object.entries(packages))("of %s: each card is a topic of its kind", (home, { cards }) => {
    const known = all.map(({ kind, key }) => `${kind} ${key}`);
    expect(new Set(known).size).toBe(known.length);
    const lost = (cards() as nn.IndexedCard[]).filter(({ kind, export: name }) => {
      const found = lookUpIn(all, name);
      return found?.shape !== "topics" || !found.topics.some((topic) => topic.kind === kind && lives(topic, home));
    });
    expect(lost.map((card) => card.export)).toEqual([]);
  });

  const lives = ({ kind, api }: (typeof all)[number], home: string) =>
    kind === "finding" || api.some(({ from }) => from === home);

  it("all fields are filled", () => {
    // A function without a card has its comment, which may be one sentence.
    const empty = all.filter(({ kind, name, formula, use, pitfall, reference }) =>
      [name, formula, use, kind === "function" ? "–" : pitfall, reference].some((field) => field.trim() === ""),
    );
    expect(empty.map(({ key }) => key)).toEqual([]);
  });

  it("what a topic sees also is a topic", () => {
    const lost = all.flatMap(({ key, seeAlso }) =>
      seeAlso.filter((other) => lookUpIn(all, other)?.shape !== "topics").map((other) => `${key}: ${other}`),
    );
    expect(lost).toEqual([]);
  });

  it("where a topic lives there is an export of that name", () => {
    const lost = all.flatMap(({ key, api }) =>
      api
        .filter(({ export: name, from }) => !(name in homes[from as keyof typeof homes]))
        .map((place) => `${key}: ${place.from} ${place.export}`),
    );
    expect(lost).toEqual([]);
  });

  it("an idea is at work somewhere in the API", () => {
    expect(all.filter(({ kind, api }) => kind === "idea" && api.length === 0).map(({ key }) => key)).toEqual([]);
  });

  it("all questions of a learner have an answer", () => {
    expect(questions.filter(({ key }) => lookUpIn(all, key) === undefined).map(({ id }) => id)).toEqual([]);
  });
});
