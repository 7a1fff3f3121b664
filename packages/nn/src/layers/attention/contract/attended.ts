import type { Shape, Tensor } from "@kaviar/tensor";
import { ModelError } from "../../../error.ts";
import type { Shapes } from "../../contract/layer.ts";
import { type Masked, maskNamed } from "../../contract/mask.ts";

/** Who looks at what: queries [N, T, F] at keys [N, S, G] with values [N, S, H]. */
export interface Attended {
  readonly query: Tensor;
  readonly key: Tensor;
  /** The keys themselves unless said. */
  readonly value?: Tensor;
  /** [N, S], true where there is a key to look at: that of the keys unless said. */
  readonly mask?: Tensor<"bool">;
}

const isRecord = <R extends { readonly query: unknown }>(x: object | R): x is R => "query" in x;

/** A sequence looks at itself, as far as its mask says that it is there. */
export const signalsOf = (x: Tensor | Attended, { mask, masks }: Masked) =>
  isRecord(x)
    ? { query: x.query, key: x.key, value: x.value ?? x.key, mask: x.mask ?? maskNamed(masks, "key") }
    : { query: x, key: x, value: x, mask: mask ?? undefined };

export const attendedShapes = (
  x: Shapes,
  layer = "multiHeadAttention",
): { readonly query: Shape; readonly key: Shape; readonly value: Shape } => {
  const shapes = (isRecord(x) ? x : { query: x, key: x }) as Record<"query" | "key", Shape> & {
    readonly value?: Shape;
  };
  const all = { query: shapes.query, key: shapes.key, value: shapes.value ?? shapes.key };
  for (const [part, shape] of Object.entries(all)) {
    if (shape?.length === 2) continue;
    throw new ModelError(
      "shape",
      `${layer} needs sequences [N, T, F]: got a ${part} of examples [${shape?.join(", ") ?? ""}].`,
      { remedy: "A sequence as it is, or { query, key, value? } to let one look at another." },
    );
  }
  return all;
};
