import type { Code } from "@kaviar/base/code";
import type { EncodeOptions } from "../../steps/encode.ts";
import type { ColumnSchema } from "../../table/table.ts";
import { forSome, names } from "./columns.ts";
import { make, type Python, targetEncoder } from "./python.ts";
import { noTwin } from "./twin.ts";

const scaling = "sklearn.preprocessing";

/** The ways in which texts become numbers, as `encode` has them. */
const ways: Readonly<Record<string, (py: Python) => Code>> = {
  oneHot: (py) =>
    make(py, scaling, "OneHotEncoder", ['drop="if_binary"', 'handle_unknown="ignore"', "sparse_output=False"]),
  ordinal: (py) =>
    make(py, scaling, "OrdinalEncoder", ['handle_unknown="use_encoded_value"', 'unknown_value=float("nan")']),
  targetEncode: (py) => targetEncoder(py),
};

/** Each column in the way that is usual for its type: which, is decided by the whole table, and not fold by fold. */
export const encodeTwin = (
  { maxLevels = 20, few = "oneHot", many = "targetEncode", keep = [] }: EncodeOptions,
  py: Python,
): Code => {
  const open = py.columns.filter(({ name }) => !keep.includes(name));
  const wayOf = ({ levels = [] }: ColumnSchema): string => (levels.length <= maxLevels ? few : many);
  const texts = open.filter(({ kind, type }) => kind === "texts" && type !== "id" && type !== "constant");
  const free = texts.find(({ type }) => type === "text");
  if (free)
    throw noTwin("textFeatures", `\`${free.name}\` is free text, and TfidfVectorizer takes no columns of a table.`);
  const parts = Object.entries(ways).flatMap(([way, encoder]): (readonly [Code, Code])[] => {
    const own = texts.filter((column) => wayOf(column) === way);
    return own.length > 0 ? [[encoder(py), names(own)]] : [];
  });
  if (texts.some((column) => !(wayOf(column) in ways)))
    throw noTwin("hashing", "FeatureHasher takes lists of texts, and no columns of a table.");
  const out = open.filter(({ type }) => type === "id" || type === "constant");
  if (out.length > 0) parts.push(['"drop"', names(out)]);
  return parts.length > 0 ? forSome(py, parts) : '"passthrough"';
};
