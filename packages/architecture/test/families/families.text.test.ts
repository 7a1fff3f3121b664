import {
  type AnyLayer,
  accuracy,
  adamw,
  applyLayer,
  embeddingBag,
  fit,
  fitBag,
  type Inputs,
  initialized,
  type LayerLike,
  layerFrom,
  layerToJson,
  sparseSoftmaxCrossEntropy,
  tfIdf,
} from "@kaviar/nn";
import { key, type Tensor, tensor } from "@kaviar/tensor";
import { compileSpace, contains, drawPoint, keyedRandom } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import type { AnyFamily } from "../../src/contract/architecture.ts";
import type { TextFacts } from "../../src/contract/facts.ts";
import { factsOf } from "../../src/data/facts-of.ts";
import { textEncoderFrom, textFamilies } from "../../src/index.ts";
import { negations } from "./negation.ts";

const texts = [
  "Not good at all, but bad!",
  "not bad but GOOD 😀",
  "",
  "שלום עולם",
  "你好，世界",
  "the film was rather long ".repeat(30),
  "fine",
  "don't",
];
const labels = ["a", "b", "a", "b", "a", "b", "a", "b"];
const targets = (classes: number) =>
  ({
    kind: "classes",
    classes: Array.from({ length: classes }, (_, i) => String(i)),
    codes: Int32Array.from(labels, (label) => (label === "a" ? 0 : 1)),
  }) as const;
const facts = factsOf("text", texts, targets(2), texts.length);
const many: TextFacts = {
  rows: 20_000,
  outputs: 5,
  target: "classes",
  words: { median: 180, most: 9000 },
  vocabulary: 80_000,
};
const one: TextFacts = { rows: 2, outputs: 2, target: "classes", words: { median: 0, most: 0 }, vocabulary: 0 };

/** A point of a family's space as network, with its encoder. */
const madeAt = (family: AnyFamily, values: unknown) => {
  const { encode, prepared, json } = family.prepare!(values as never, facts as never, texts as never);
  const network = family.network(values as never, facts as never, prepared);
  return { network, encode: encode as unknown as (texts: readonly string[]) => Inputs, json };
};

const families = Object.entries(textFamilies) as readonly (readonly [string, AnyFamily])[];

describe.each(families)("the family %s", (_, family) => {
  it.each([facts, many, one])("has recipes inside its space %#", (about) => {
    const { dimensions, encode } = compileSpace(family.space(about as never));
    const recipes = family.recipes(about as never);
    expect(recipes.length).toBeGreaterThan(0);
    for (const recipe of recipes) expect(contains(dimensions, encode(recipe as never))).toBe(true);
  });

  it("makes networks that can be written wherever its space is looked at, and says a score for each class", async () => {
    const { dimensions, decode } = compileSpace(family.space(facts as never));
    for (let i = 0; i < 5; i++) {
      const values = decode(drawPoint(dimensions, (parameter) => keyedRandom(i, 2, parameter)) as never);
      const { network, encode, json } = madeAt(family, values);
      const written = layerToJson(network);
      expect(written).toBeDefined();
      expect(layerToJson(layerFrom(written!))).toEqual(written);
      const x = encode(texts);
      expect(textEncoderFrom(JSON.parse(JSON.stringify(json))).encode(texts)).toEqual(x);
      const shapes = "shape" in x ? x.shape : Object.values(x as object).map(({ shape }) => shape);
      expect(JSON.stringify(shapes)).toContain(String(texts.length));
      const model = await initialized(network, shapesOf(x) as never);
      const scores = await model.predict(x as never);
      expect(scores.shape).toEqual([texts.length, 2]);
      expect(await scores.isFinite().all().item()).toBeTruthy();
    }
  });

  it("says the same of a text however far it is filled up, once it has learned a little", async () => {
    const [recipe] = family.recipes(facts as never);
    const { network, encode } = madeAt(family, recipe);
    const x = encode(texts);
    const { params, state, predict } =
      family.training === "solved"
        ? await fitBag(network as never, { x, y: labels }, { c: 1 })
        : await fit(network as never, { x, y: labels } as never, {
            loss: sparseSoftmaxCrossEntropy,
            optimizer: adamw({ rate: 0.01 }),
            epochs: 2,
            progress: false,
            doctor: "off",
          });
    const filled = (await (await predict(x as never)).data()) as Float32Array;
    expect(filled.every(Number.isFinite)).toBe(true);
    for (const [row, text] of texts.entries()) {
      const { y } = applyLayer(asLayer(network), params, state, withoutFilling(encode([text])), context);
      const said = (await (y as Tensor).data()) as Float32Array;
      for (const k of [0, 1]) expect(said[k]!).toBeCloseTo(filled[2 * row + k]!, 4);
    }
  });
});

const context = { training: false, key: key(0), path: "" };
const asLayer = (network: LayerLike) => network as AnyLayer;

/** One text without the zeros behind it, and one where nothing else is there. */
const withoutFilling = (x: Inputs): unknown => {
  const parts: Readonly<Record<string, { readonly data: Int32Array | Float32Array }>> =
    "data" in x ? { x: x as never } : (x as never);
  const tokens = (parts.terms ?? parts.x)!.data;
  const length = Math.max(1, Array.from(tokens).findLastIndex((token) => token !== 0) + 1);
  const cut = Object.entries(parts).map(([name, { data }]) => [
    name,
    tensor(data.slice(0, length) as never, { shape: [1, length] }),
  ]);
  return "data" in x ? cut[0]![1] : Object.fromEntries(cut);
};

const shapesOf = (x: Inputs): unknown =>
  "shape" in x
    ? (x.shape as readonly number[]).slice(1)
    : Object.fromEntries(
        Object.entries(x as Record<string, { readonly shape: readonly number[] }>).map(([name, { shape }]) => [
          name,
          shape.slice(1),
        ]),
      );

describe("where order decides (not … but)", () => {
  const [training, test] = [negations(1200, 1), negations(400, 2)];
  const about = factsOf("text", training.x, { ...targets(2), codes: new Int32Array(1200) }, 1200);

  it.each([1, 2])("a bag of up to %i words in a row is near chance", async (words) => {
    const bag = tfIdf(training.x, { words });
    const model = await fitBag(
      embeddingBag(bag.vocabulary, 2),
      { x: bag.encode(training.x), y: training.y },
      { metrics: [accuracy] },
    );
    const { metrics } = await model.evaluate({ x: bag.encode(test.x), y: test.y });
    expect(Math.abs(metrics.accuracy! - 0.5)).toBeLessThan(0.08);
  });

  it.each(["conv1d", "gru"] as const)(
    "%s is right in more than 95 of 100",
    async (name) => {
      const family = textFamilies[name] as unknown as AnyFamily;
      const [recipe] = family.recipes(about as never);
      const { encode, prepared } = family.prepare!(recipe as never, about as never, training.x as never);
      const network = family.network(recipe as never, about as never, prepared);
      const encoded = encode as unknown as (texts: readonly string[]) => Inputs;
      const model = await fit(network as never, { x: encoded(training.x), y: training.y } as never, {
        loss: sparseSoftmaxCrossEntropy,
        optimizer: adamw({ rate: 3e-3 }),
        batchSize: 32,
        epochs: 8,
        metrics: [accuracy],
        progress: false,
        doctor: "off",
        seed: 3,
      });
      const { metrics } = await model.evaluate({ x: encoded(test.x), y: test.y });
      expect(metrics.accuracy!).toBeGreaterThan(0.95);
    },
    120_000,
  );
});
