import { type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import { createStep } from "../contract/step.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import { options } from "../options.ts";
import { type NumberColumn, numbersColumn, originsOf, type TextColumn } from "../table/column.ts";
import { toDoubles } from "./contract/graph.ts";
import { columnsOf, replaceColumns, replaceWires, wiresOf } from "./contract/replacing.ts";
import { checkSize } from "./contract/size.ts";
import { placesIn, textsOf } from "./contract/texts.ts";
import { vocabularyOf, wordsIn } from "./text-features/vocabulary.ts";

const read = options("textFeatures", {
  /** At most so many words of each column, the most frequent ones. */
  maxWords: whole(1).default(100),
  /** Words that stand in fewer training rows are left out. */
  minCount: whole(1).default(1),
  /** How often a word stands in a text; that as tf-idf, rows of length 1; or whether it does. */
  weighting: oneOf("tfidf", "counts", "binary").default("tfidf"),
});

export type TextFeaturesOptions = OptionsOf<typeof read>;

interface ColumnWords {
  readonly column: string;
  readonly words: readonly string[];
  readonly spellings: readonly string[];
  /** Of each spelling the number of its word. */
  readonly wordOf: Int32Array;
  readonly weighting: "tfidf" | "counts" | "binary";
  /** How many different words there were, of which those are the most frequent. */
  readonly different: number;
  /** What a word counts: 1, or how rare it is. */
  readonly idf: Float64Array;
}

/**
 * Which words stand in each text, as columns in its place: `review:great`, …, and `review:number of words`.
 *
 * ```ts
 * pipeline(forColumns("review", textFeatures({ maxWords: 500, minCount: 2 })), logisticRegression());
 * ```
 * A word is what stands between white space (blanks, tabs, ends of lines), punctuation included. Letters count as small
 * ones, in the spellings that training has, in small letters, in capitals and with a capital in front; a word spelled
 * LiKe this elsewhere is not known. A missing text has no words. All columns of texts are taken: choose by `forColumns`.
 */
export const textFeatures = createStep(
  read,
  {
    name: "Bag of words, tf-idf",
    formula: "tf · (ln((1 + n) / (1 + df)) + 1), divided by the length of the row",
    use: "free texts: reviews, descriptions, titles",
    pitfall: "the order of words is lost, and so is what `not` belongs to",
    reference: "Spärck Jones 1972; Salton & Buckley 1988",
    seeAlso: ["encode", "hashing"],
  },
  {
    fit: ({ table }, { maxWords, minCount, weighting }): ColumnWords[] => {
      const learned = textsOf(table).map((column): ColumnWords => {
        const { words, spellings, wordOf, rowsWith, different } = vocabularyOf(column, maxWords, minCount);
        const rarity = (rows: number): number => Math.log((1 + table.rows) / (1 + rows)) + 1;
        const idf = Float64Array.from(rowsWith, weighting === "tfidf" ? rarity : () => 1);
        return { column: column.name, words, spellings, wordOf, weighting, different, idf };
      });
      const columns = learned.reduce((sum, { words }) => sum + words.length + 1, 0);
      checkSize("textFeatures", table.rows, columns, "Set a smaller `maxWords`.");
      return learned;
    },
    apply: (state, table) =>
      replaceColumns(
        table,
        new Map(columnsOf(state, table).map(({ column, of }) => [column.name, wordColumns(column as TextColumn, of)])),
      ),
    notes: (state) =>
      state.flatMap(({ column, words, different }) =>
        words.length === different
          ? []
          : [
              `textFeatures counts ${words.length} of ${plural(different, "word")} of \`${column}\`, the most frequent ones.`,
            ],
      ),
    onnx: (state, wires, graph) =>
      replaceWires(
        wires,
        new Map(wiresOf(state, wires).map(({ wire, of }) => [wire.column, wordWires(wire, of, graph)])),
      ),
  },
);

const namesOf = ({ column, words }: ColumnWords): readonly string[] => [
  `${column}:number of words`,
  ...words.map((word) => `${column}:${word}`),
];

const wordColumns = (column: TextColumn, of: ColumnWords): NumberColumn[] => {
  const known = placesIn(of.spellings);
  const rows = column.codes.length;
  const made = namesOf(of).map((name) => numbersColumn(name, new Float64Array(rows), originsOf(column)));
  for (let row = 0; row < rows; row++) {
    const code = column.codes[row]!;
    if (code < 0) continue;
    const words = wordsIn(column.levels[code]!);
    made[0]!.values[row] = words.length;
    weigh(words, known, of).forEach((weight, word) => {
      made[word + 1]!.values[row] = weight;
    });
  }
  return made;
};

/** The weights of the words of one text. */
const weigh = (
  words: readonly string[],
  known: ReadonlyMap<string, number>,
  { wordOf, weighting, idf }: ColumnWords,
) => {
  const weights = new Map<number, number>();
  for (const spelling of words) {
    const place = known.get(spelling);
    if (place === undefined) continue;
    const word = wordOf[place]!;
    weights.set(word, weighting === "binary" ? 1 : (weights.get(word) ?? 0) + 1);
  }
  if (weighting !== "tfidf") return weights;
  let squares = 0;
  for (const [word, count] of weights) {
    const weight = count * idf[word]!;
    weights.set(word, weight);
    squares += weight * weight;
  }
  for (const [word, weight] of weights) weights.set(word, weight / Math.sqrt(squares));
  return weights;
};

const wordWires = (wire: Wire, of: ColumnWords, graph: GraphBuilder): readonly Wire[] => {
  let parts = graph.texts(wire);
  for (const delimiter of [" ", "\t", "\n", "\r"])
    parts = graph.nodeWith("StringSplit", 2, [parts], { attributes: { delimiter } })[0]!;
  const words = graph.node("Reshape", [parts, graph.integers([0, -1])]);
  const isThere = graph.node("Not", [graph.node("Equal", [words, graph.strings([""])])]);
  const number = graph.node("ReduceSum", [toDoubles(isThere, graph), graph.integers([1])]);
  const [countName, ...wordNames] = namesOf(of);
  const counted = graph.wires(number, [countName!]);
  if (of.words.length === 0) return counted;
  const counts = graph.node("TfIdfVectorizer", [words], {
    attributes: {
      mode: "TF",
      min_gram_length: 1,
      max_gram_length: 1,
      max_skip_count: 0,
      ngram_counts: [0],
      ngram_indexes: Array.from(of.wordOf),
      pool_strings: { texts: of.spellings },
    },
  });
  return [...counted, ...graph.wires(weightTensor(toDoubles(counts, graph), of, graph), wordNames)];
};

const weightTensor = (counts: string, { weighting, idf }: ColumnWords, graph: GraphBuilder): string => {
  if (weighting === "counts") return counts;
  const zero = graph.doubles([0]);
  if (weighting === "binary") return toDoubles(graph.node("Greater", [counts, zero]), graph);
  const weights = graph.node("Mul", [counts, graph.doubles(idf)]);
  const squares = graph.node("ReduceSum", [graph.node("Mul", [weights, weights]), graph.integers([1])]);
  const length = graph.node("Sqrt", [
    graph.node("Where", [graph.node("Equal", [squares, zero]), graph.doubles([1]), squares]),
  ]);
  return graph.node("Div", [weights, length]);
};
