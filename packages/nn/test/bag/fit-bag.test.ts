import { describe, expect, it } from "vitest";
import { accuracy, dense, embeddingBag, fitBag, mse, type TermRows, tfIdf } from "../../src/index.ts";
import { readRecorded } from "../recorded.ts";

interface Logistic {
  readonly y: readonly number[];
  readonly c: number;
  readonly coefficients: readonly (readonly number[])[];
  readonly intercepts: readonly number[];
}

interface Recorded {
  readonly plain: readonly string[];
  readonly terms: readonly string[];
  readonly two: Logistic;
  readonly three: Logistic;
  readonly numbers: {
    readonly y: readonly number[];
    readonly alpha: number;
    readonly coefficients: readonly number[];
    readonly intercept: number;
  };
}

const { plain, terms, two, three, numbers } = readRecorded<Recorded>("text");
const bag = tfIdf(plain);
const x = bag.encode(plain);
/** The number of each term as it is recorded. */
const numberOf = new Map(bag.toJson().terms.map((term, i) => [term, i + 1]));

const weightsOf = async (model: { readonly params: object }) => {
  const { weight, bias } = model.params as Record<string, { data(): Promise<Float32Array> }>;
  return { weight: await weight!.data(), bias: await bias!.data() };
};

/** As near as the recorded numbers are. */
const tolerance = 3e-5;

describe("fitBag", () => {
  it("has the weights of scikit-learn's LogisticRegression, of two classes", async () => {
    const model = await fitBag(embeddingBag(bag.vocabulary, 2), { x, y: two.y }, { c: two.c, tolerance });
    const { weight, bias } = await weightsOf(model);
    for (const [j, term] of terms.entries()) {
      const at = 2 * numberOf.get(term)!;
      expect(Math.abs(weight[at + 1]! - weight[at]! - two.coefficients[0]![j]!)).toBeLessThan(1e-3);
    }
    expect(Math.abs(bias[1]! - bias[0]! - two.intercepts[0]!)).toBeLessThan(1e-3);
  });

  it("and of three", async () => {
    const model = await fitBag(embeddingBag(bag.vocabulary, 3), { x, y: three.y }, { c: three.c, tolerance });
    const { weight, bias } = await weightsOf(model);
    const mean = (bias[0]! + bias[1]! + bias[2]!) / 3;
    for (const k of [0, 1, 2]) {
      for (const [j, term] of terms.entries())
        expect(Math.abs(weight[3 * numberOf.get(term)! + k]! - three.coefficients[k]![j]!)).toBeLessThan(1e-3);
      // What all constants have in common says nothing.
      expect(Math.abs(bias[k]! - mean - three.intercepts[k]!)).toBeLessThan(1e-3);
    }
  });

  it("and those of its Ridge, of numbers", async () => {
    const layer = embeddingBag(bag.vocabulary, 1);
    const model = await fitBag(
      layer,
      { x, y: numbers.y },
      { loss: "numbers", c: 1 / numbers.alpha, tolerance, metrics: [mse] },
    );
    const { weight, bias } = await weightsOf(model);
    const near = 2e-3 * Math.max(...numbers.coefficients.map(Math.abs));
    for (const [j, term] of terms.entries())
      expect(Math.abs(weight[numberOf.get(term)!]! - numbers.coefficients[j]!)).toBeLessThan(near);
    expect(Math.abs(bias[0]! - numbers.intercept)).toBeLessThan(near);
    expect((await model.evaluate({ x, y: numbers.y })).metrics.mse).toBeLessThan(10);
  });

  it("learns from a row that counts twice as from two rows", async () => {
    const twice = plain.slice(0, 40);
    const layer = embeddingBag(bag.vocabulary, 3);
    const once = await fitBag(
      layer,
      { x, y: three.y, weights: plain.map((_, i) => (i < 40 ? 2 : 1)) },
      { c: 1, tolerance },
    );
    const both = await fitBag(
      layer,
      { x: bag.encode([...plain, ...twice]), y: [...three.y, ...three.y.slice(0, 40)] },
      { c: 1, tolerance },
    );
    const [a, b] = [await weightsOf(once), await weightsOf(both)];
    a.weight.forEach((w, i) => void expect(Math.abs(w - b.weight[i]!)).toBeLessThan(2e-3));
  });

  it("chooses c by rows that are held out: noise asks for a strong penalty, rules for a weak one", async () => {
    const layer = embeddingBag(bag.vocabulary, 2);
    const noise = plain.map((_, i) => Number((i * 7919) % 13 < 6));
    const strong = await fitBag(layer, { x, y: noise });
    const weak = await fitBag(layer, { x, y: plain.map((text) => Number(/\bpre\b/.test(text))) });
    expect(strong.c).toBeLessThan(weak.c);
    expect(weak.tried.length).toBeGreaterThan(2);
    expect(Math.min(...weak.tried.map(({ loss }) => loss))).toBe(weak.tried.find(({ c }) => c === weak.c)!.loss);
  });

  it("knows classes by name, predicts, and says the same from its file", async () => {
    const y = two.y.map((label) => (label === 1 ? "vi" : "other"));
    const model = await fitBag(embeddingBag(bag.vocabulary, 2), { x, y }, { metrics: [accuracy] });
    expect(model.classes).toEqual(["other", "vi"]);
    const { metrics } = await model.evaluate({ x, y });
    expect(metrics.accuracy).toBeGreaterThan(0.95);
    const scores = await model.predict(x as never);
    expect(scores.shape).toEqual([plain.length, 2]);
    expect((await model.toOnnx()).length).toBeGreaterThan(1000);
  });

  it("holds still for classes that no row has", async () => {
    const model = await fitBag(embeddingBag(bag.vocabulary, 5), { x, y: three.y }, { c: 3 });
    const { weight, bias } = await weightsOf(model);
    expect(weight.every(Number.isFinite) && bias.every(Number.isFinite)).toBe(true);
    expect(bias[4]!).toBeLessThan(bias[0]! - 3);
  });

  it.each([
    [() => fitBag(dense(2), { x, y: two.y }), /solves an embeddingBag: got dense/],
    [() => fitBag(embeddingBag(3, 2), { x, y: two.y }), /whole numbers in \[0, 3\): got/],
    [() => fitBag(embeddingBag(bag.vocabulary, 2), { x, y: three.y }), /tells the classes 0 to 1 apart: got 2 at row/],
    [() => fitBag(embeddingBag(bag.vocabulary, 1), { x, y: two.y }), /has two outputs at least/],
    [() => fitBag(embeddingBag(bag.vocabulary, 2), { x: [[1]], y: [0] }), /takes x as \{ terms, weights \}/],
    [
      () => fitBag(embeddingBag(bag.vocabulary, 2), { x, y: two.y }, { c: [] }),
      /`c` of fitBag must be a number greater than 0/,
    ],
    [
      () =>
        fitBag(embeddingBag(bag.vocabulary, 2), {
          x: { ...x, weights: { ...x.weights, data: x.weights.data.map(() => NaN) } } as TermRows,
          y: two.y,
        }),
      /x\.weights must hold finite numbers/,
    ],
  ])("refuses bad input %#", async (call, message) => {
    await expect(call()).rejects.toThrow(message);
  });

  it("ends where a signal says so", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(fitBag(embeddingBag(bag.vocabulary, 2), { x, y: two.y }, { signal })).rejects.toThrow("enough");
  });

  it("ends when its seconds are over with what it has, and says that it is not there yet", async () => {
    const whole = await fitBag(embeddingBag(bag.vocabulary, 3), { x, y: three.y }, { c: 1000, tolerance: 1e-6 });
    expect(whole.converged).toBe(true);
    const hurried = await fitBag(
      embeddingBag(bag.vocabulary, 3),
      { x, y: three.y },
      { c: [1000, 2000], tolerance: 1e-9, seconds: 1e-6 },
    );
    expect(hurried.converged).toBe(false);
    expect(hurried.tried.map(({ c }) => c)).toEqual([1000]);
    const loss = (await hurried.evaluate({ x, y: three.y })).loss;
    // One pass is less than all, and more than nothing.
    expect(loss).toBeGreaterThan((await whole.evaluate({ x, y: three.y })).loss);
    expect(loss).toBeLessThan(Math.log(3));
  });
});
