import { signal } from "@preact/signals";
import { address, goInstead } from "../address.ts";

/** Whether a lesson is being made: each control shows whether readers will see it. */
export const isTeaching = signal(false);

export const isHidden = (name: string): boolean => address.value.hidden.includes(name);

export const toggleHidden = (name: string): void => {
  const { hidden } = address.value;
  goInstead({ hidden: hidden.includes(name) ? hidden.filter((each) => each !== name) : [...hidden, name] });
};
