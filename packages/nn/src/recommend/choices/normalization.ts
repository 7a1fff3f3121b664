import { short } from "../../doctor/rules/contract/wording.ts";
import { call, type Expression, named } from "../expression.ts";
import { isUnscaled, type Problem } from "../problem.ts";
import type { Choice } from "../recommendation.ts";

/** What brings inputs into the order and the scale that a net expects. */
export const normalization = ({ x, task }: Problem): Choice & { readonly layers: readonly Expression[] } => {
  const { kind, shape, channelsLast, reach, spread, zeros } = x;
  const arranged = channelsLast
    ? [named("channelsFirst")]
    : kind === "images" && shape.length === 2
      ? [call("reshape", [1, ...shape])]
      : [];
  const order =
    arranged.length === 0
      ? ""
      : channelsLast
        ? ` Colours come last, [${shape.join(", ")}]: channelsFirst puts them in front.`
        : ` Images of one colour, [${shape.join(", ")}], get an axis for it; if they are sequences, give another task: reshape is for images.`;
  const topic = "data-scaling";
  if (kind === "tokens")
    return {
      layers: [],
      choice: "none",
      why: "Token numbers are names: they have no scale.",
      instead: [{ choice: "normalize()", when: "the numbers measure something: then give them as Float32Array" }],
      topic,
    };
  // To take the mean off what is mostly 0 would make it all but 0.
  const isSparse = kind === "table" && zeros > mostZeros && !isUnscaled(x);
  const isNeeded = !isSparse && task !== "autoencoder" && (isUnscaled(x) || kind === "table" || kind === "sequences");
  const layers = [...arranged, ...(isNeeded ? [call("normalize")] : [])];
  const scale = isUnscaled(x)
    ? `A feature goes as far as ${short(reach)}${spread > 100 ? `, ${short(spread)} times as far as another` : ""}: one rate cannot suit the weights of all. normalize() learns mean and deviation of the training rows, and is exported with the model.`
    : isNeeded
      ? "Inputs are near a scale of 1; normalize() holds them there at prediction too, and costs nothing."
      : isSparse
        ? `${Math.round(100 * zeros)} % of the inputs are 0, and the others near 1: to take off the mean would make them all but 0.`
        : `Inputs are of one scale already, from ${short(x.least)} to ${short(x.most)}.`;
  return {
    layers,
    choice:
      layers.length === 0
        ? "none"
        : [
            ...(channelsLast ? ["channelsFirst"] : arranged.length > 0 ? [`reshape([1, ${shape.join(", ")}])`] : []),
            ...(isNeeded ? ["normalize()"] : []),
          ].join(", "),
    why: `${scale}${order}`,
    instead: isNeeded
      ? [{ choice: "a log of the inputs", when: "they are positive, and a few are a hundred times as large as most" }]
      : [{ choice: "normalize()", when: "rows at prediction may be of another scale" }],
    topic,
  };
};

/** Inputs of which more are 0 are sparse: words of a text, one category of many. */
export const mostZeros = 0.8;
