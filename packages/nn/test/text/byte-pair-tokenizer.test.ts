import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytePairTokenizer, tokenizerFrom } from "../../src/index.ts";
import { byteOfToken } from "../../src/text/byte-pairs/bytes.ts";
import { readRecorded } from "../recorded.ts";

interface Recorded {
  readonly lines: readonly string[];
  readonly bytePairs: {
    readonly merges: readonly (readonly [string, string])[];
    readonly vocabulary: number;
    readonly encoded: readonly (readonly string[])[];
  };
}

const { lines, bytePairs } = readRecorded<Recorded>("text");

/** Bytes as the recording shows them: those that do not print are letters from U+0100 on, in their order. (Radford et al. 2019) */
const shownByte = (byte: number): string => {
  const hidden = Array.from({ length: 256 }, (_, i) => i).filter((i) => i <= 32 || (i >= 127 && i <= 160) || i === 173);
  return String.fromCodePoint(hidden.includes(byte) ? 256 + hidden.indexOf(byte) : byte);
};

const tokenizer = bytePairTokenizer(lines, { vocabulary: 501 });

/** What each token is, as the recording shows it. */
const shown: string[] = ["", ...Array.from({ length: 256 }, (_, i) => shownByte(byteOfToken(i + 1)))];
for (const [left, right] of tokenizer.toJson().merges) shown.push(shown[left]! + shown[right]!);

describe("bytePairTokenizer", () => {
  it("learns the merges that Hugging Face's tokenizers learn, ties in the same order", () => {
    const merges = tokenizer.toJson().merges.map(([left, right]) => [shown[left], shown[right]]);
    expect(merges).toEqual(bytePairs.merges);
    // There is no token for nothing there.
    expect(tokenizer.vocabulary).toBe(bytePairs.vocabulary + 1);
  });

  it("parts texts into the tokens that those part it into", () => {
    for (const [i, tokens] of bytePairs.encoded.entries())
      expect(Array.from(tokenizer.encode([lines[i]!]).data, (token) => shown[token])).toEqual(tokens);
  });

  it("gives back any text as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(tokenizer.decode(tokenizer.encode([text]).data)).toBe(text);
      }),
    );
  });

  it.each(["\ufeffa mark at the beginning", "👩‍👩‍👧‍👦🇩🇪1️⃣ and שלום עולם ‏", "e\u0301 ร้าน \u0000 \r\n", ""])(
    "gives back %j",
    (text) => {
      expect(tokenizer.decode(tokenizer.encode([text]).data)).toBe(text);
    },
  );

  it("gives halves of letters back as U+FFFD: they have no bytes", () => {
    expect(tokenizer.decode(tokenizer.encode(["a\ud83d b\ude00"]).data)).toBe("a\ufffd b\ufffd");
  });

  it("parts a text without spaces in time that grows as it does", () => {
    const long = "ab".repeat(200_000);
    expect(tokenizer.decode(tokenizer.encode([long]).data)).toBe(long);
  });

  it("takes, of all pairs, one that comes most often", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("a", "b", " ", "é"), maxLength: 12 }), { maxLength: 20 }),
        (texts) => {
          const learned = bytePairTokenizer(texts, { vocabulary: 258 });
          const { data, shape } = bytePairTokenizer(texts, { vocabulary: 257 }).encode(texts);
          const counts = new Map<string, number>();
          for (const [row, text] of texts.entries()) {
            // A space begins a piece, and pairs do not reach across; without two spaces that is all there is to it.
            if (/\s\s|\s$/.test(text)) return;
            const tokens = data.subarray(row * shape[1], (row + 1) * shape[1]).filter((token) => token !== 0);
            tokens.forEach((token, t) => {
              if (t + 1 === tokens.length || byteOfToken(tokens[t + 1]!) === 32) return;
              const pair = `${token},${tokens[t + 1]}`;
              counts.set(pair, (counts.get(pair) ?? 0) + 1);
            });
          }
          const most = Math.max(0, ...counts.values());
          const [merge] = learned.toJson().merges;
          if (most < 2) expect(merge).toBeUndefined();
          else expect(counts.get(`${merge}`)).toBe(most);
        },
      ),
    );
  });

  it("fills short rows up with 0, and cuts long ones", () => {
    const { data, shape } = tokenizer.encode(["", "!!!!!"], { length: 2 });
    expect(shape).toEqual([2, 2]);
    expect([...data.subarray(0, 2)]).toEqual([0, 0]);
    expect(tokenizer.decode(data.subarray(2))).toMatch(/^!+$/);
  });

  it("is the same from a file", () => {
    const again = tokenizerFrom(JSON.parse(JSON.stringify(tokenizer.toJson())));
    expect(again.encode(lines)).toEqual(tokenizer.encode(lines));
    expect(again.vocabulary).toBe(tokenizer.vocabulary);
  });

  it.each([
    [() => bytePairTokenizer("text" as never), /takes a list of texts: got "text"/],
    [() => bytePairTokenizer(["a", null] as never), /takes texts: got null at row 1/],
    [
      () => bytePairTokenizer(["a"], { vocabulary: 200 }),
      /`vocabulary` of bytePairTokenizer must be a whole number ≥ 257/,
    ],
    [() => tokenizer.encode(["a"], { length: 0 }), /`length` of bytePairTokenizer\.encode must be a whole number ≥ 1/],
    [() => tokenizer.decode([100_000]), /whole numbers in \[0, \d+\): got 100000/],
    [() => tokenizerFrom({ kind: "bytePairs", merges: [[1, 257]] }), /pairs of tokens that were there before/],
    [() => tokenizerFrom({ kind: "bytes" } as never), /"words" or "bytePairs": got "bytes"/],
    [() => tokenizerFrom(undefined as never), /"words" or "bytePairs"/],
  ])("refuses bad input %#", (call, message) => {
    expect(call).toThrow(message);
  });
});
