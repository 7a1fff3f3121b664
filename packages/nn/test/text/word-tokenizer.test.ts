import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenizerFrom, wordTokenizer } from "../../src/index.ts";
import { wordsIn } from "../../src/text/words-in.ts";

const words = (text: string, options = {}) => wordsIn(text, { lowercase: true, marks: true, ...options });

describe("words", () => {
  it.each([
    ["Not good, don’t!", ["not", "good", ",", "don't", "!"]],
    ["!!!!!!! -------- …", ["!!!", "---", "..."]],
    ["今日は ไม่ดี", ["今", "日", "は", "ไ", "ม่", "ดี"]],
    ["コンピュータ", ["コンピュータ"]],
    ["👩‍👩‍👧‍👦😀🇩🇪🇫🇷❤️1️⃣", ["👩‍👩‍👧‍👦", "😀", "🇩🇪", "🇫🇷", "❤️", "1️⃣"]],
    ["שלום, עולם", ["שלום", ",", "עולם"]],
    ["مرحبا می‌خواهم", ["مرحبا", "می‌خواهم"]],
    ["Ａｂｃ ﬁn", ["abc", "fin"]],
    ["caf\u00e9 cafe\u0301", ["café", "café"]],
    ["ΟΔΟΣ İ", ["οδος", "i̇"]],
    ["soft\u00adware", ["software"]],
    ["a\ud83d", ["a", "\ufffd"]],
    ["", []],
    [" \n\t", []],
    ["हिन्दी में", ["हिन्दी", "में"]],
  ])("of %j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it("keep capitals and lose marks where that is asked for", () => {
    expect(words("So GOOD!! 😀", { lowercase: false, marks: false })).toEqual(["So", "GOOD"]);
  });

  it("of two texts with a line between them are those of one and of the other", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.string({ unit: "grapheme", maxLength: 60 }),
        (one, other) => {
          expect(words(`${one}\n${other}`)).toEqual([...words(one), ...words(other)]);
        },
      ),
    );
  });
});

describe("wordTokenizer", () => {
  const tokenizer = wordTokenizer(["good good not", "not bad good"]);

  it("numbers words from 2 by how often they come, then by letters", () => {
    expect(tokenizer.toJson().words).toEqual(["good", "not", "bad"]);
    expect(tokenizer.vocabulary).toBe(5);
    expect([...tokenizer.encode(["Bad, GOOD"], { length: 4 }).data]).toEqual([4, 1, 2, 0]);
    expect(tokenizer.decode([4, 1, 2, 0])).toBe("bad \ufffd good");
  });

  it("keeps as many as it may, and those that come often enough", () => {
    expect(wordTokenizer(["a a b b c"], { vocabulary: 4 }).toJson().words).toEqual(["a", "b"]);
    expect(wordTokenizer(["a a b b c"], { minCount: 2 }).toJson().words).toEqual(["a", "b"]);
  });

  it("knows every word that it was learned from, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { maxLength: 6 }), (texts) => {
        const learned = wordTokenizer(texts);
        const { data, shape } = learned.encode(texts);
        expect(data.includes(1)).toBe(false);
        expect(shape[0]).toBe(texts.length);
        expect(wordTokenizer([...texts].reverse()).toJson()).toEqual(learned.toJson());
        expect(tokenizerFrom(JSON.parse(JSON.stringify(learned.toJson()))).encode(texts)).toEqual({ data, shape });
      }),
    );
  });

  it("encodes no text, an empty one and one of a million words", () => {
    expect(tokenizer.encode([]).shape).toEqual([0, 1]);
    expect([...tokenizer.encode([""]).data]).toEqual([0]);
    expect(tokenizer.encode(["good ".repeat(1_000_000)]).shape).toEqual([1, 1_000_000]);
  });

  it.each([
    [() => wordTokenizer([1] as never), /takes texts: got 1 at row 0/],
    [() => tokenizer.encode(new Array(2) as never), /takes texts: got nothing at row 0/],
    [() => wordTokenizer([], { vocabulary: 2 }), /`vocabulary` of wordTokenizer must be a whole number ≥ 3/],
    [() => tokenizer.decode([5]), /\[0, 5\): got 5/],
    [() => tokenizerFrom({ kind: "words", lowercase: true, marks: true, words: ["a", "a"] }), /its words, each once/],
  ])("refuses bad input %#", (call, message) => {
    expect(call).toThrow(message);
  });
});
