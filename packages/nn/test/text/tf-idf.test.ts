import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TfIdf, tfIdf, tfIdfFrom } from "../../src/index.ts";
import { readRecorded } from "../recorded.ts";

interface Recorded {
  readonly plain: readonly string[];
  readonly terms: readonly string[];
  readonly rows: readonly Readonly<Record<string, number>>[];
  readonly pieces: readonly Readonly<Record<string, number>>[];
}

const { plain, terms, rows, pieces } = readRecorded<Recorded>("text");

/** A row as a record of its terms. */
const rowOf = (bag: TfIdf, text: string): Readonly<Record<string, number>> => {
  const { terms: numbers, weights } = bag.encode([text]);
  const { terms: words, pieces: parts } = bag.toJson();
  const all = [...words, ...parts];
  return Object.fromEntries(
    [...numbers.data].flatMap((term, i) => (term === 0 ? [] : [[all[term - 1]!, weights.data[i]!] as const])),
  );
};

const expectAlike = (got: Readonly<Record<string, number>>, wanted: Readonly<Record<string, number>>): void => {
  expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort());
  for (const [term, weight] of Object.entries(wanted)) expect(got[term]).toBeCloseTo(weight, 6);
};

describe("tfIdf", () => {
  const bag = tfIdf(plain, { words: 2 });

  it("has the terms and weights of scikit-learn's TfidfVectorizer, sublinear", () => {
    expect([...bag.toJson().terms].sort()).toEqual([...terms].sort());
    for (const [i, row] of rows.entries()) expectAlike(rowOf(bag, plain[i]!), row);
  });

  it("has the pieces of words of its char_wb beside them", () => {
    const both = tfIdf(plain, { letters: 3, minCount: 3 });
    const parts = new Set(both.toJson().pieces);
    for (const [i, row] of pieces.entries()) {
      const own = Object.entries(rowOf(both, plain[i]!)).filter(([term]) => parts.has(term));
      expectAlike(Object.fromEntries(own), row);
    }
  });

  it("gives rows of one length, and an empty text no terms", () => {
    const { terms: numbers, weights } = bag.encode(["", plain[0]!]);
    expect(numbers.shape).toEqual(weights.shape);
    const [, length] = numbers.shape;
    expect(length).toBe(bag.toJson().length);
    expect(numbers.data.subarray(0, length).every((term) => term === 0)).toBe(true);
    expect(weights.data.every(Number.isFinite)).toBe(true);
  });

  it("keeps of a text that is too long the terms that count most", () => {
    const short = tfIdf(plain, { length: 3 });
    const whole = Object.values(rowOf(bag, plain[3]!)).sort((a, b) => b - a);
    expect(Object.values(rowOf(short, plain[3]!)).sort((a, b) => b - a)).toEqual(whole.slice(0, 3));
  });

  it("keeps the terms that stand in the most texts", () => {
    const few = tfIdf(["a b", "a b", "a c", "d c"], { most: 2, words: 1 });
    expect(few.toJson().terms).toEqual(["a", "b"]);
    expect(few.vocabulary).toBe(3);
  });

  it("tells not good but bad from not bad but good by pairs of words alone", () => {
    const texts = ["not good but bad", "not bad but good"];
    const [one, other] = [1, 2].map((words) => {
      const { terms: numbers } = tfIdf(texts, { words, minCount: 1 }).encode(texts);
      const length = numbers.shape[1];
      return [...numbers.data.subarray(0, length)].join() === [...numbers.data.subarray(length)].join();
    });
    expect([one, other]).toEqual([true, false]);
  });

  it("is the same whatever the order of the texts, and from a file", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 30 }), { maxLength: 8 }), (texts) => {
        const learned = tfIdf(texts, { minCount: 1, letters: 3 });
        const again = tfIdfFrom(JSON.parse(JSON.stringify(learned.toJson())));
        expect(again.encode(texts)).toEqual(learned.encode(texts));
        expect(tfIdf([...texts].reverse(), { minCount: 1, letters: 3 }).toJson()).toEqual(learned.toJson());
        // Words and pieces have the length 1 each, where there are any.
        for (const text of texts) {
          const square = learned.encode([text]).weights.data.reduce((sum, weight) => sum + weight * weight, 0);
          expect([0, 2].some((size) => Math.abs(square - size) < 1e-5)).toBe(true);
        }
      }),
    );
  });

  it.each([
    [() => tfIdf("text" as never), /takes a list of texts: got "text"/],
    [() => bag.encode([1] as never), /takes texts: got 1 at row 0/],
    [() => tfIdf([], { words: 0 }), /`words` of tfIdf must be a whole number ≥ 1/],
    [() => tfIdfFrom({ kind: "words" } as never), /Terms as data have/],
  ])("refuses bad input %#", (call, message) => {
    expect(call).toThrow(message);
  });
});
