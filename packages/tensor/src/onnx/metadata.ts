import { concatenate } from "@kaviar/base/numerics";
import { rewrite } from "./external-data.ts";
import { message, text } from "./fields.ts";
import { readMessage } from "./wire.ts";

/** Field 14 of a model: what it says of itself, name by name. */
const field = 14;

/**
 * The same model, saying more of itself: entries of these names are replaced, all else stays as it is to the byte.
 *
 * ```ts
 * withMetadata(bytes, { author: "me" });
 * ```
 */
export const withMetadata = (file: Uint8Array, entries: Readonly<Record<string, string>>): Uint8Array =>
  concatenate(Uint8Array, [
    ...rewrite(file, (at, part) =>
      at === field && Object.hasOwn(entries, readMessage(part).texts(1)[0] ?? "") ? [] : undefined,
    ),
    ...Object.entries(entries).flatMap(([name, value]) => message(field, [...text(1, name), ...text(2, value)])),
  ]);
