export { type Card, cardOf, withCard } from "./card.ts";
export { cardFaults } from "./card-faults.ts";
export { type IndexedCard, indexCards } from "./index-cards.ts";
