import { h } from "@kaviar/page";

const address = /^#trial-(\d+)$/;

/** Where a trial is on the page: an address that can be kept and sent. */
export const addressOf = (number: number): string => `#trial-${number}`;

/** The trial that the page's address names. */
export const addressedTrial = (): number | undefined => {
  const found = address.exec(location.hash)?.[1];
  return found === undefined ? undefined : Number(found);
};

export const openTrial = (number: number): void => {
  location.hash = addressOf(number);
};

/** A trial's number that leads to it. */
export const trialLink = (number: number, text = String(number)): HTMLElement =>
  h("a", { href: addressOf(number) }, text);
