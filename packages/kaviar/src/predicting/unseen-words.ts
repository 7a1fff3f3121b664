import { plural } from "@kaviar/base/text";
import type { LoadedPipeline, Table } from "@kaviar/tabular";

/** So many texts of a column are named. */
const most = 3;

interface Unseen {
  readonly texts: Set<string>;
  rows: number;
}

/** Texts of which a model has learned nothing, in tables that come one after the other: it predicts all the same. */
export const watchUnseen = (inputs: LoadedPipeline["inputs"]) => {
  const found = new Map<string, Unseen>();
  const look = (table: Table): void => {
    for (const { name, type, levels } of inputs) {
      if (levels === undefined || type === "text" || !table.has(name)) continue;
      const { data } = table.column(name);
      if (data.kind !== "texts") continue;
      const known = new Set(levels);
      const isNew = data.levels.map((level) => !known.has(level));
      const seen = found.get(name) ?? { texts: new Set(), rows: 0 };
      found.set(name, seen);
      for (const code of data.codes) {
        if (code < 0 || !isNew[code]) continue;
        seen.rows++;
        seen.texts.add(data.levels[code]!);
      }
    }
  };
  return {
    /** The same tables, looked at as they pass. */
    async *passing(tables: AsyncIterable<Table>): AsyncGenerator<Table> {
      for await (const table of tables) {
        look(table);
        yield table;
      }
    },
    /** A sentence for each column that held such texts. */
    words: (): readonly string[] => [...found].filter(([, { rows }]) => rows > 0).map(wordsOf),
  };
};

const wordsOf = ([name, { texts, rows }]: readonly [string, Unseen]): string => {
  const named = [...texts].slice(0, most).map((text) => JSON.stringify(text));
  const more = texts.size > most ? ` and ${texts.size - most} others` : "";
  return `\`${name}\` holds what the model has not learned from, in ${plural(rows, "row")}: ${named.join(", ")}${more}.`;
};
