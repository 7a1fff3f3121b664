import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** What nobody guesses: 24 random bytes, as text for addresses and cookies. */
export const createToken = (): string => randomBytes(24).toString("base64url");

/** In the same time whatever differs, also in length. */
export const isSame = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Tokens that are good for one use each. */
export interface OneTimeTokens {
  /** Makes another one. Of many that were never used the oldest are good no longer. */
  make(): string;
  /** Uses one up; false where it is none, or is used up. */
  spend(given: string): boolean;
}

const most = 16;

export const createOneTimeTokens = (): OneTimeTokens => {
  let good: readonly string[] = [];
  return {
    make: () => {
      const token = createToken();
      good = [...good, token].slice(-most);
      return token;
    },
    spend: (given) => {
      // All of them are compared, so that the time says nothing of where it is found.
      const left = good.filter((token) => !isSame(given, token));
      const isSpent = left.length < good.length;
      good = left;
      return isSpent;
    },
  };
};
