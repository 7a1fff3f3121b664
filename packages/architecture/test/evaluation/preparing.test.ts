import { accuracy, adamw, fit, fitBag, fitHead, layerCode, oneCycle, sparseSoftmaxCrossEntropy } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import type { AnyFamily } from "../../src/contract/architecture.ts";
import type { Kind } from "../../src/contract/facts.ts";
import { factsOf } from "../../src/data/facts-of.ts";
import { readRows, takeRows } from "../../src/data/rows.ts";
import { readTargets } from "../../src/data/targets.ts";
import { networkOf } from "../../src/evaluation/network-of.ts";
import { preparingOf } from "../../src/evaluation/preparing.ts";
import { architecture } from "../../src/index.ts";
import { recipesOf } from "../../src/spaces/space-of.ts";
import { agreeing } from "./parts.ts";

const { said, columns, y } = agreeing(320);
const tail = ["at night", "in town", "with music", "again"];
const mains = {
  text: said.map((good, i) => `it was ${good ? "lovely" : "awful"} ${tail[(i >> 2) % 4]}`),
  image: {
    data: Uint8Array.from({ length: 320 * 64 }, (_, i) => {
      const [row, at] = [i >> 6, said[i >> 6] ? (i >> 3) % 8 : i % 8];
      return at === (row >> 2) % 8 ? 255 : (i * 31) % 90;
    }),
    shape: [320, 1, 8, 8],
  },
  sequence: said.map((slow, i) => Array.from({ length: 18 + (i % 3) }, (_, t) => Math.sin((t + i) / (slow ? 3 : 1)))),
};
const which = Array.from(said.keys());
const isTest = (row: number): boolean => (row >> 2) % 4 === 3;
const [training, test] = [which.filter((row) => !isTest(row)), which.filter(isTest)];

/** How often a network of a family, with columns or without, is right on rows that it has not seen. */
const scoreOf = async (kind: Exclude<Kind, "table">, name: string, given: unknown, labels = y): Promise<number> => {
  const rows = await readRows(kind, given);
  const targets = readTargets(labels);
  const facts = factsOf(kind, rows, targets, training.length);
  const space = architecture[kind]({ families: [name] });
  const family = space.families[name] as AnyFamily;
  const [recipe] = recipesOf(space, facts);
  const { encode, prepared } = preparingOf(space, recipe!, facts, takeRows(rows, training));
  const network = networkOf(space, recipe!, facts, prepared);
  expect(layerCode(network).code.length).toBeGreaterThan(0);
  const codes = (targets as { readonly codes: Int32Array }).codes;
  const of = (some: number[]) =>
    ({ x: encode(takeRows(rows, some)), y: Int32Array.from(some, (i) => codes[i]!) }) as never;
  const isBag = (network as { readonly kind?: string }).kind === "embeddingBag";
  const model =
    family.training !== "solved"
      ? await fit(network as never, of(training), {
          ...{
            loss: sparseSoftmaxCrossEntropy,
            epochs: 12,
            batchSize: 16,
            metrics: [accuracy],
            progress: false,
            doctor: "off",
          },
          optimizer: adamw({ rate: oneCycle({ peak: 4e-3 }) }),
        } as never)
      : isBag
        ? await fitBag(network as never, of(training), { metrics: [accuracy] })
        : await fitHead(network, of(training), { loss: sparseSoftmaxCrossEntropy });
  return (await model.evaluate(of(test))).metrics.accuracy!;
};

describe("where the parts tell together what neither tells alone", () => {
  it.each([
    ["text", "embeddingPooling"],
    ["image", "plain"],
    ["sequence", "convolutions"],
  ] as const)(
    "of %s with columns %s learns it",
    async (kind, name) => {
      expect(await scoreOf(kind, name, { [kind]: mains[kind], columns })).toBeGreaterThan(0.95);
    },
    60_000,
  );

  it.each([
    ["texts", mains.text],
    ["columns", { text: mains.text.map(() => "it was"), columns }],
  ])(
    "%s alone are at chance",
    async (_, x) => {
      expect(Math.abs((await scoreOf("text", "embeddingPooling", x)) - 0.5)).toBeLessThan(0.2);
    },
    60_000,
  );
});

describe("where columns alone tell it", () => {
  const cheap = columns.price.map((price) => (price < 3 ? "yes" : "no"));

  it.each([
    ["text", "bagOfNgrams"],
    ["sequence", "randomKernels"],
  ] as const)(
    "of %s with columns %s, which is solved, says it too",
    async (kind, name) => {
      expect(await scoreOf(kind, name, { [kind]: mains[kind], columns }, cheap)).toBeGreaterThan(0.95);
    },
    60_000,
  );
});
