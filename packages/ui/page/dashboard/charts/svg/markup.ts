/** Attributes by name; those that are undefined are left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element as text: names and values of others stay what they are. */
export const element = (name: string, attributes: Attributes, inside = ""): string => {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(typeof value === "number" ? short(value) : value)}"`],
  );
  return inside === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inside}</${name}>`;
};

const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as it stands between elements, or in an attribute. What XML has no place for is left out. */
export const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (sign) => names[sign]!);

/** A hundredth of a pixel is not seen. */
export const short = (value: number): string => String(Math.round(100 * value) / 100);
