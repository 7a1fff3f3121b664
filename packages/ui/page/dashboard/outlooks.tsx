import type { Outlook } from "@kaviar/tune";

/** How far those who run a study are from where they end: a line each, where they aim at different things. */
export const Outlooks = ({ outlooks }: { readonly outlooks: readonly Outlook[] }) =>
  outlooks.map((outlook) => (
    <p key={JSON.stringify(outlook)} class="outlook">
      {outlookWords(outlook, new Date())}
    </p>
  ));

/** "240 of 2,000 trials, about 12 minutes left; until 14:05: whichever comes first". */
const outlookWords = ({ parts, until }: Outlook, now: Date): string => {
  const all = [...parts, ...(until === undefined ? [] : [`until ${timeOf(new Date(until), now)}`])];
  return `${all.join("; ")}${all.length > 1 ? ": whichever comes first" : ""}`;
};

/** With its day, where that is another one. */
const timeOf = (moment: Date, now: Date): string =>
  moment.toLocaleString(undefined, {
    ...(moment.toDateString() !== now.toDateString() && { day: "numeric", month: "short" }),
    hour: "2-digit",
    minute: "2-digit",
  });
