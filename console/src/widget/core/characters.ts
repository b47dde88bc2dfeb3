/** Text as the API counts it: Unicode scalar values, never UTF-16 units or bytes. */

/** The most that a description may have (openapi.json, `NewFeedback.content`). */
export const CONTENT_CHARACTERS = 10_000;

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Half an emoji, as a cut paste leaves it, is no Unicode: the API would refuse the whole body. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\uFFFD');
}

/** The text's Unicode scalar values, each as a string; what people see as one may be several. */
export function characters(text: string): string[] {
  return Array.from(text);
}

/** How many characters the API will count. */
export function countCharacters(text: string): number {
  return characters(text).length;
}

/** The first `most` characters, with an ellipsis where something was left out. */
export function excerpt(text: string, most: number): string {
  const all = characters(text);
  return all.length <= most ? text : `${all.slice(0, most - 1).join('')}…`;
}
