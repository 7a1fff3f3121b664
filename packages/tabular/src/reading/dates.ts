/** A way to write dates: its name, and how DuckDB reads a text as one, as a timestamp or NULL. */
export interface DateStyle {
  readonly name: string;
  read(text: string): string;
}

/** strptime's formats of a day, alone and with a time behind it. */
const parsed = (...days: readonly string[]): DateStyle["read"] => {
  const formats = days.flatMap((day) => ["", " %H:%M", " %H:%M:%S"].map((time) => `'${day}${time}'`));
  return (text) => `try_strptime(trim(${text}), [${formats.join(", ")}])`;
};

const hasYear = (text: string): string => `substr(trim(${text}), 5, 1) IN ('-', '/')`;

/** Years have four digits. A time without a zone is UTC. */
export const dateStyles: readonly DateStyle[] = [
  {
    name: "year-month-day",
    // `infinity` would be a day too.
    read: (text) =>
      `CASE WHEN ${hasYear(text)} AND length(trim(${text})) <= 10 THEN try_cast(trim(${text}) AS TIMESTAMP) END`,
  },
  {
    name: "year-month-day with a time",
    read: (text) => `CASE WHEN ${hasYear(text)} THEN CAST(try_cast(trim(${text}) AS TIMESTAMPTZ) AS TIMESTAMP) END`,
  },
  { name: "day.month.year", read: parsed("%d.%m.%Y") },
  { name: "day/month/year", read: parsed("%d/%m/%Y", "%d-%m-%Y") },
  { name: "month/day/year", read: parsed("%m/%d/%Y", "%m-%d-%Y") },
  { name: "month in words", read: parsed("%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y") },
];

/** Of several styles that all values fit the first, where the others only say more of what may be. */
export const styleOf = (fits: readonly DateStyle[]): DateStyle | undefined =>
  fits.length === 1 || fits[0] === dateStyles[0] ? fits[0] : undefined;

/** Whether a text might be a date at all: what most columns of texts fail at once. */
export const looksLikeDate = (text: string): boolean =>
  /^\s*(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[ -][a-z]{3,9}[ -]\d{4}|[a-z]{3,9} \d{1,2}, \d{4})/i.test(text);
