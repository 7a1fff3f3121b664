import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { hashInPlain, hashWords } from "../../src/kernels/hash-words.ts";

describe("hashWords", () => {
  const random = seededRandom(4);
  const words = (count: number) => Uint32Array.from({ length: count }, () => random() * 2 ** 32);

  it.each([[[20_000, 3]], [[16_384, 16_385]], [[5000]], [[40]]])("is its twin's, of %j words", async (counts) => {
    const lists = counts.map(words);
    expect(await hashWords(lists, 7)).toBe(hashInPlain(lists, 7));
  });

  it("changes with each word, with their order, and with where it begins", async () => {
    const list = words(10_000);
    const known = new Set([await hashWords([list], 1), await hashWords([list], 2)]);
    for (let at = 0; at < list.length; at += 333) {
      const other = list.slice();
      other[at] = list[at]! ^ 1;
      known.add(await hashWords([other], 1));
      const turned = list.slice();
      [turned[at], turned[at + 1]] = [list[at + 1]!, list[at]!];
      known.add(await hashWords([turned], 1));
    }
    expect(known.size).toBe(2 + 2 * Math.ceil(10_000 / 333));
  });
});
