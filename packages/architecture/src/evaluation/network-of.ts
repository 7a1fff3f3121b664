import {
  concatenate,
  dense,
  dropout,
  globalMaxPool,
  type LayerLike,
  oneHotEncode,
  relu,
  rescale,
  sequential,
  towers,
} from "@kaviar/nn";
import { columnTowers } from "../columns/column-layers.ts";
import type { AnyFamily, Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import type { PreparedColumns } from "../contract/columns.ts";
import type { Prepared } from "../contract/family.ts";
import { ArchitectureError } from "../error.ts";

/**
 * The layers of a candidate in one row: what prepares and changes rows, the network of its family, and where that says
 * numbers what brings them from around 0 to where the targets are.
 */
export const networkOf = (
  { families, training, kind: rows }: Architecture,
  { kind, model, training: values }: Candidate,
  facts: unknown,
  prepared: Prepared,
): LayerLike => {
  const family = families[kind]!;
  const columns = rows === "table" ? undefined : prepared.columns;
  const { outputs, unit } = facts as Facts;
  // What is solved finds its unit by itself.
  if (values === undefined)
    return columns
      ? solvedBeside(kind, rows, inner(family, model, facts, prepared), columns, outputs)
      : made(family, model, facts, prepared);
  const before = training.before(values as never, facts as never);
  const behind = unit ? [rescale(unit.deviation, unit.mean)] : [];
  if (columns) {
    const vector = inner(family, model, { ...(facts as object), outputs: widths.main }, prepared);
    return sequential(...besideColumns(rows, [...before, ...vector, relu], columns, outputs), ...behind);
  }
  const network = made(family, model, facts, prepared);
  return before.length + behind.length === 0 ? network : sequential(...before, ...layersIn(network), ...behind);
};

interface Facts {
  readonly outputs: number;
  readonly unit?: { readonly mean: number; readonly deviation: number };
}

const made = (family: AnyFamily, model: unknown, facts: unknown, prepared: Prepared): LayerLike =>
  family.network(model as never, facts as never, prepared);

const layersIn = (network: LayerLike): readonly LayerLike[] => {
  const { kind, children } = network as { readonly kind?: string; readonly children?: object };
  return kind === "sequential" && children ? Object.values(children) : [network];
};

const inner = (...given: Parameters<typeof made>): readonly LayerLike[] => layersIn(made(...given));

/** What comes of the main part, of the columns of each sort, and of both together. */
const widths = { main: 64, level: 8, columns: 32, together: 64 } as const;

/** The share of what both parts say together that is left out in a step. */
const share = 0.1;

/** A family's network says a vector instead of outputs; columns go through a layer of their own, and what both say through another. */
const besideColumns = (
  name: string,
  main: readonly LayerLike[],
  columns: PreparedColumns,
  outputs: number,
): readonly LayerLike[] => {
  const own = Object.entries(columnTowers(columns, widths.level)).map(
    ([each, layer]) => [each, sequential(layer, dense(widths.columns), relu)] as const,
  );
  return [
    towers({ [name]: sequential(...main), ...Object.fromEntries(own) }),
    concatenate(),
    dense(widths.together),
    relu,
    dropout(share),
    dense(outputs),
  ];
};

/** Where the last layer is solved, it is solved of what both parts come to: nothing of columns is learned before it. */
const solvedBeside = (
  family: string,
  name: string,
  layers: readonly LayerLike[],
  columns: PreparedColumns,
  outputs: number,
): LayerLike => {
  if ((layers.at(-1) as { readonly kind?: string }).kind !== "dense")
    throw new ArchitectureError(
      "space",
      `Columns go before a last layer that is dense: the networks of the family ${family} have none.`,
      { remedy: "Leave the family out of the space, or the columns out of the rows." },
    );
  const { numbers } = columnTowers(columns, widths.level);
  const beside = {
    ...(numbers && { numbers: sequential(numbers, rescale(loudness)) }),
    ...(columns.texts > 0 && { levels: sequential(oneHotEncode(columns.levels), globalMaxPool(), rescale(loudness)) }),
  };
  return sequential(towers({ [name]: sequential(...layers.slice(0, -1)), ...beside }), concatenate(), dense(outputs));
};

/** Columns are few beside thousands of features, and one penalty holds for all: what is larger needs smaller weights. */
const loudness = 3;
