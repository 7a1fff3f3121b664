import type { LabCard } from "../../packages/ui/page/lab/card/cards.ts";
import { escaped } from "./markdown.ts";
import { type Page, wayTo } from "./shell.ts";

/** What a card is called where there are several of its kind. */
const plurals: Readonly<Record<string, string>> = { loss: "losses", derivative: "derivatives", calculus: "calculus" };

const titleOfKind = (kind: string): string => {
  const name = plurals[kind] ?? `${kind}s`;
  return name[0]!.toUpperCase() + name.slice(1);
};

export const addressOfCard = ({ kind, key }: Pick<LabCard, "kind" | "key">): string => `cards/${kind}.html#${key}`;

/** A page for each kind of card, with all of its cards. */
export const cardPages = (cards: readonly LabCard[]): readonly Page[] => {
  const byKey = new Map(cards.map((card) => [card.key, card]));
  return [...new Set(cards.map(({ kind }) => kind))].map((kind) => {
    const at = `cards/${kind}.html`;
    const own = cards.filter((card) => card.kind === kind);
    const row = (name: string, html: string | undefined) =>
      html === undefined || html === "" ? "" : `<dt>${name}</dt><dd>${html}</dd>`;
    const text = (says: string | undefined) => says && escaped(says);
    const articles = own.map(
      (card) => `<article class="card" id="${escaped(card.key)}">
<h2>${escaped(card.name)} <a class="anchor" href="#${escaped(card.key)}" aria-label="Link to ${escaped(card.name)}">#</a></h2>
<dl>${[
        row("what it is", text(card.meaning)),
        row("formula", `<code>${escaped(card.formula)}</code>`),
        row("range", text(card.range)),
        row(kind === "finding" ? "what it is" : "use", text(card.use)),
        row("pitfall", text(card.pitfall)),
        row(
          "what helps",
          card.remedies && `<ol>${card.remedies.map((remedy) => `<li>${escaped(remedy)}</li>`).join("")}</ol>`,
        ),
        row("source", text(card.reference)),
        row(
          "see also",
          card.seeAlso
            .flatMap((key) => byKey.get(key) ?? [])
            .map((other) => `<a href="${escaped(wayTo(at, addressOfCard(other)))}">${escaped(other.name)}</a>`)
            .join(", "),
        ),
      ].join("")}</dl>
</article>`,
    );
    const title = titleOfKind(kind);
    return {
      at,
      title,
      html: `<h1>${title}</h1>\n<p>What <code>npx kaviar explain</code> says, and the laboratory.</p>\n${articles.join("\n")}`,
    };
  });
};
