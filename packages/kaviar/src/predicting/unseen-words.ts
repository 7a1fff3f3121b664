import { plural } from "@kaviar/base/text";
import type { LoadedPipeline, Table } from "@kaviar/tabular";

/** So many texts of a column are named. */
const most = 3;

/** A sentence for each column that holds texts of which the model has learned nothing: it predicts all the same. */
export const unseenWords = (table: Table, inputs: LoadedPipeline["inputs"]): readonly string[] =>
  inputs.flatMap(({ name, type, levels }) => {
    if (levels === undefined || type === "text" || !table.has(name)) return [];
    const { data } = table.column(name);
    if (data.kind !== "texts") return [];
    const known = new Set(levels);
    const isNew = data.levels.map((level) => !known.has(level));
    const seen = new Set<string>();
    let rows = 0;
    for (const code of data.codes) {
      if (code < 0 || !isNew[code]) continue;
      rows++;
      seen.add(data.levels[code]!);
    }
    if (rows === 0) return [];
    const texts = [...seen].slice(0, most).map((text) => JSON.stringify(text));
    const more = seen.size > most ? ` and ${seen.size - most} others` : "";
    return [
      `\`${name}\` holds what the model has not learned from, in ${plural(rows, "row")}: ${texts.join(", ")}${more}.`,
    ];
  });
