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

/** Years have four digits. A time without a zone is UTC. */
export const dateStyles: readonly DateStyle[] = [
  {
    name: "year-month-day",
    read: (text) =>
      `CASE WHEN regexp_matches(${text}, '^\\s*\\d{4}[-/]\\d') THEN CAST(try_cast(trim(${text}) AS TIMESTAMPTZ) AS TIMESTAMP) END`,
  },
  { name: "day.month.year", read: parsed("%d.%m.%Y") },
  { name: "day/month/year", read: parsed("%d/%m/%Y", "%d-%m-%Y") },
  { name: "month/day/year", read: parsed("%m/%d/%Y", "%m-%d-%Y") },
  { name: "month in words", read: parsed("%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y") },
];

/** Whether a text might be a date at all: what most columns of texts fail at once. */
export const looksLikeDate = (text: string): boolean =>
  /^\s*(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[ -][a-z]{3,9}[ -]\d{4}|[a-z]{3,9} \d{1,2}, \d{4})/i.test(text);
