import type { TextColumn } from "../../table/column.ts";

/** The words that are counted, and every spelling that is taken for one of them. */
export interface Vocabulary {
  readonly words: readonly string[];
  readonly spellings: readonly string[];
  /** Of each spelling the number of its word. */
  readonly wordOf: Int32Array;
  /** In how many rows of training each word stands. */
  readonly rowsWith: Int32Array;
  /** How many different words there are in all. */
  readonly different: number;
}

/** What stands between white space: blanks, tabs, ends of lines. */
export const wordsIn = (text: string): string[] => text.split(/[ \t\n\r]+/).filter((word) => word !== "");

interface Counted {
  rows: number;
  count: number;
  lastRow: number;
}

/**
 * The most frequent words, in sorted order. Each is known in the spellings that training has, and in small letters, in
 * capitals, and with a capital in front: a graph cannot turn letters into small ones without the language of a machine.
 */
export const vocabularyOf = (column: TextColumn, maxWords: number, minCount: number): Vocabulary => {
  const counted = new Map<string, Counted>();
  const seen = new Map<string, string>();
  for (let row = 0; row < column.codes.length; row++) {
    const code = column.codes[row]!;
    if (code < 0) continue;
    for (const spelling of wordsIn(column.levels[code]!)) {
      let word = seen.get(spelling);
      if (word === undefined) {
        word = spelling.toLowerCase();
        seen.set(spelling, word);
      }
      let entry = counted.get(word);
      if (!entry) {
        entry = { rows: 0, count: 0, lastRow: -1 };
        counted.set(word, entry);
      }
      entry.count++;
      if (entry.lastRow !== row) entry.rows++;
      entry.lastRow = row;
    }
  }
  const words = [...counted]
    .filter(([, { rows }]) => rows >= minCount)
    .sort(([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : 1))
    .slice(0, maxWords)
    .map(([word]) => word)
    .sort();
  const numberOf = new Map(words.map((word, number) => [word, number]));
  const wordOf = new Map<string, number>();
  for (const [spelling, word] of seen) {
    const number = numberOf.get(word);
    if (number !== undefined) wordOf.set(spelling, number);
  }
  for (const [number, word] of words.entries()) {
    for (const spelling of [word, word.toUpperCase(), word.slice(0, 1).toUpperCase() + word.slice(1)])
      if (spelling.toLowerCase() === word) wordOf.set(spelling, number);
  }
  return {
    words,
    spellings: [...wordOf.keys()],
    wordOf: Int32Array.from(wordOf.values()),
    different: counted.size,
    rowsWith: Int32Array.from(words, (word) => counted.get(word)!.rows),
  };
};
