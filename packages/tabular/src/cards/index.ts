export { type CardKind, cards, type IndexedCard } from "./cards.ts";
