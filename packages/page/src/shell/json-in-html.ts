/** Numbers that JSON cannot hold. */
const odd = "$number";

/**
 * Data as text for a `<script type="application/json">`: no `<` in it, so nothing in the data can end the element, open a
 * comment or begin another element. NaN and ±Infinity pass.
 */
export const jsonInHtml = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? { [odd]: String(value) } : value,
  )
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");

/** Reads what `jsonInHtml` wrote. */
export const fromJsonInHtml = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) =>
    typeof value === "object" && value !== null && odd in value ? Number(value[odd]) : value,
  );
