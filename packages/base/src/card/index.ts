export { type Card, cardOf, withCard } from "./card.ts";
export { type IndexedCard, indexCards } from "./index-cards.ts";
