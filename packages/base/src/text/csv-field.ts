/** A field of a CSV file by RFC 4180: quoted where it has to be, empty where there is no value. */
export const csvField = (value: unknown): string => {
  const text = value === undefined || value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
