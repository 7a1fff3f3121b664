import { fnv1a, fnv1aOfWords } from "@kaviar/base/hash";
import { expect, it } from "vitest";

// The test vectors of FNV's authors, 32 bits (draft-eastlake-fnv, appendix C).
it.each([
  ["", 0x811c9dc5],
  ["a", 0xe40c292c],
  ["foobar", 0xbf9cf968],
])("of %j is %i", (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});

it("takes words in one piece or in several", () => {
  const words = Uint32Array.of(1, 2, 3, 0xffffffff);
  expect(fnv1aOfWords(words.subarray(2), fnv1aOfWords(words.subarray(0, 2)))).toBe(fnv1aOfWords(words));
  expect(fnv1aOfWords(Uint32Array.of("a".charCodeAt(0)))).toBe(fnv1a("a"));
});
