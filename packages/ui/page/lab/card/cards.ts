import { signal } from "@preact/signals";

/** What there is to know of one thing, as `kaviar explain` has it. */
export interface LabCard {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly formula: string;
  readonly range?: string;
  readonly meaning?: string;
  readonly use: string;
  readonly pitfall: string;
  readonly reference: string;
  readonly remedies?: readonly string[];
  readonly seeAlso: readonly string[];
}

/** All of them by their keys; undefined until they have come. */
export const cards = signal<ReadonlyMap<string, LabCard> | undefined>(undefined);

/** The card that is open beside the page. */
export const openCard = signal<string | undefined>(undefined);

/** Why they have not come; undefined while they are read, and when they are there. */
export const cardsFault = signal<string | undefined>(undefined);

export const readCards = async (): Promise<void> => {
  cardsFault.value = undefined;
  const response = await fetch("cards.json").catch(() => undefined);
  const all = response?.ok
    ? ((await response.json().catch(() => undefined)) as readonly LabCard[] | undefined)
    : undefined;
  if (all !== undefined) {
    // Where several have a key, what everybody means by it comes first: the idea, then what nets are made of.
    cards.value = new Map(all.toReversed().map((card) => [card.key, card]));
  } else if (response === undefined) cardsFault.value = "nothing answers";
  else cardsFault.value = response.ok ? "it came broken" : `the server says ${response.status}`;
};
