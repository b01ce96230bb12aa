// What an audit found first: a sentence that names where the record does not agree with itself.

export class Difference extends Error {}

export function agree(holds: boolean, sentence: () => string): asserts holds {
  if (!holds) throw new Difference(sentence());
}
