/** Says which terms stand in a list of words: each time one does, its number. */
export type Find = (words: readonly string[], found: (term: number) => void) => void;

const base = 2 ** 26;

/** Finds terms of several words, "not good", in one walk over the words of a text. */
export const createFinder = (terms: readonly string[]): Find => {
  const words = new Map<string, number>();
  /** By what was read so far and the next word; 0 is nothing yet. */
  const next = new Map<number, number>();
  const termAt: number[] = [-1];
  let longest = 0;
  for (const [term, text] of terms.entries()) {
    let at = 0;
    const parts = text.split(" ");
    longest = Math.max(longest, parts.length);
    for (const part of parts) {
      let word = words.get(part);
      if (word === undefined) {
        word = words.size;
        words.set(part, word);
      }
      const key = at * base + word;
      at = next.get(key) ?? termAt.push(-1) - 1;
      next.set(key, at);
    }
    termAt[at] = term;
  }
  return (text, found) => {
    const numbers = text.map((word) => words.get(word) ?? -1);
    for (let i = 0; i < numbers.length; i++) {
      let at: number | undefined = 0;
      for (let n = i; n < Math.min(i + longest, numbers.length) && numbers[n]! >= 0; n++) {
        at = next.get(at * base + numbers[n]!);
        if (at === undefined) break;
        if (termAt[at]! >= 0) found(termAt[at]!);
      }
    }
  };
};
