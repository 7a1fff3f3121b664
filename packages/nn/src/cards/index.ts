export { type Card, cardOf } from "@kaviar/base/card";
export { type CardKind, cards, type IndexedCard } from "./cards.ts";
export { type ComparisonRow, comparison } from "./comparison.ts";
