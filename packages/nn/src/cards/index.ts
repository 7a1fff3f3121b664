export type { Card } from "./card.ts";
export { type CardKind, cardOf, cards, type IndexedCard } from "./cards.ts";
export { type ComparisonRow, comparison } from "./comparison.ts";
