/**
 * Rows in which every pair of choices of two factors stands together at least once, but for the pairs that cannot. Pure, and the same for the same factors: a
 * pair that is still missing begins a row, and each further factor adds the choice that brings the most missing pairs.
 *
 * @param {Readonly<Record<string, readonly string[]>>} factors names of choices by factor; the first choice of a factor goes with everything
 * @param {(one: Choice, other: Choice) => boolean} clash whether two choices of different factors cannot stand together
 * @returns {{ rows: Record<string, string>[], impossible: [Choice, Choice][] }}
 *
 * @typedef {readonly [factor: string, choice: string]} Choice
 */
export function pairwise(factors, clash) {
  const names = Object.keys(factors);
  const all = names.flatMap((one, at) => names.slice(at + 1).flatMap((other) => pairsOf(factors, one, other)));
  const impossible = all.filter((pair) => clash(...pair));
  const clashing = new Set(impossible.map(key));
  const missing = new Map(all.filter((pair) => !clashing.has(key(pair))).map((pair) => [key(pair), pair]));
  const rows = [];
  while (missing.size > 0) {
    const [[, pair] = []] = missing;
    const row = names.reduce(extend, Object.fromEntries(pair ?? []));
    // The choices that begin a row go together, so that every row takes something away: this ends.
    for (const one of pairsIn(row)) missing.delete(key(one));
    rows.push(row);
  }
  return { rows, impossible };

  function extend(row, name) {
    if (name in row) return row;
    const candidates = factors[name].map((choice) => {
      const added = Object.entries(row).map((one) => inOrder(names, one, [name, choice]));
      const isPossible = added.every((pair) => !clashing.has(key(pair)));
      return { choice, worth: isPossible ? added.filter((pair) => missing.has(key(pair))).length : -1 };
    });
    const [best] = candidates.sort((one, other) => other.worth - one.worth);
    return { ...row, [name]: best?.choice };
  }

  function pairsIn(row) {
    const found = Object.entries(row);
    return found.flatMap((one, at) => found.slice(at + 1).map((other) => inOrder(names, one, other)));
  }
}

function pairsOf(factors, one, other) {
  return factors[one].flatMap((choice) =>
    factors[other].map((partner) => [
      [one, choice],
      [other, partner],
    ]),
  );
}

function inOrder(names, one, other) {
  return names.indexOf(one[0]) < names.indexOf(other[0]) ? [one, other] : [other, one];
}

function key(pair) {
  return pair.flat().join('\n');
}
