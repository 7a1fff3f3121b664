/** A term, and in how many texts it stands. */
export interface Learned {
  readonly term: string;
  readonly texts: number;
}

interface Row {
  /** The words of a text, by number; −1 where too few texts have one. */
  words: Int32Array;
  /** What begins at each word, by number: a term of so many words; −1 where too few texts have it. */
  at: Int32Array;
}

/** Terms of n + 1 words are numbered by their first n and their last: pairs of numbers below this are one number. */
const base = 2 ** 26;

/**
 * All terms of up to `most` words in a row that stand in `minCount` texts at least. Longer ones are looked for where their
 * beginnings are frequent enough, since no term is in more texts than its beginning. (Agrawal & Srikant 1994)
 */
export const learnTerms = (
  texts: readonly (readonly string[])[],
  most: number,
  minCount: number,
): readonly Learned[] => {
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  };
  const numbered = texts.map((words) => Int32Array.from(words, numberOf));
  const words = [...numbers.keys()];
  const single = rowsWith(numbered, words.length);
  const rows = numbered.map((all): Row => {
    const kept = all.map((word) => (single[word]! >= minCount ? word : -1));
    return { words: kept, at: kept.slice() };
  });
  let shorter: readonly string[] = words;
  const learned = words.flatMap((term, i) => (single[i]! >= minCount ? [{ term, texts: single[i]! }] : []));
  for (let length = 2; length <= most; length++) {
    const longer = lengthen(rows, length, shorter, words);
    const counts = rowsWith(
      rows.map(({ at }) => at),
      longer.length,
    );
    for (const { at } of rows)
      for (let i = 0; i < at.length; i++) if (at[i]! >= 0 && counts[at[i]!]! < minCount) at[i] = -1;
    for (const [i, term] of longer.entries()) if (counts[i]! >= minCount) learned.push({ term, texts: counts[i]! });
    shorter = longer;
  }
  return learned;
};

/** In how many rows each number stands. */
export const rowsWith = (rows: readonly Int32Array[], numbers: number): Int32Array => {
  const counts = new Int32Array(numbers);
  const last = new Int32Array(numbers).fill(-1);
  rows.forEach((row, i) => {
    for (const number of row) {
      if (number < 0 || last[number] === i) continue;
      last[number] = i;
      counts[number]!++;
    }
  });
  return counts;
};

/** Numbers what begins at each word with one word more, and gives its text by number. */
const lengthen = (
  rows: readonly Row[],
  length: number,
  shorter: readonly string[],
  words: readonly string[],
): string[] => {
  const numbers = new Map<number, number>();
  const longer: string[] = [];
  for (const { words: all, at } of rows) {
    for (let i = 0; i < at.length; i++) {
      const [first, last] = [at[i]!, all[i + length - 1] ?? -1];
      if (first < 0 || last < 0) {
        at[i] = -1;
        continue;
      }
      const pair = first * base + last;
      let number = numbers.get(pair);
      if (number === undefined) {
        number = longer.push(`${shorter[first]} ${words[last]}`) - 1;
        numbers.set(pair, number);
      }
      at[i] = number;
    }
  }
  return longer;
};
