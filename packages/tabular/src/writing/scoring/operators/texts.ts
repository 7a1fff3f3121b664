import { type Definition, define } from "./definition.ts";

/** Operators of texts. */
export const texts = {
  LabelEncoder: {
    ...define("(x, { known, otherwise }) => map(x, (a) => known.get(a) ?? otherwise, Float64Array)", "map"),
    prepare: `({ keys_tensor: keys, values_tensor: values, default_tensor: [otherwise] }) => ({
  known: new Map(Array.from(keys, (key, i) => [key, values[i]])),
  otherwise,
})`,
  },
  // The parts of each text on an axis of their own, filled up by empty ones.
  StringSplit: define(
    `({ shape, data }, { delimiter }) => {
  const parts = data.map((text) => text.split(delimiter));
  const most = parts.reduce((length, own) => Math.max(length, own.length), 0);
  const filled = parts.flatMap((own) => [...own, ...new Array(most - own.length).fill("")]);
  return [{ shape: [...shape, most], data: filled }];
}`,
  ),
  // How often each word stands in a row.
  TfIdfVectorizer: {
    ...define(`({ shape: [rows, width], data: words }, { places, columns }) => {
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < words.length; i++) {
    const place = places.get(words[i]);
    if (place !== undefined) data[Math.floor(i / width) * columns + place]++;
  }
  return { shape: [rows, columns], data };
}`),
    prepare: `({ pool_strings: pool, ngram_indexes: indexes }) => ({
  places: new Map(pool.map((word, i) => [word, indexes[i]])),
  columns: Math.max(...indexes) + 1,
})`,
  },
} as const satisfies Readonly<Record<string, Definition>>;
