/** The invoice of an order, in cents. Throws when the order makes no sense: it will be tried again, and then looked at by somebody. */
export function invoiceOf({ id, lines = [] }) {
  if (id === undefined) throw new Error('An order needs an id.');
  const total = lines.reduce((sum, { cents, count = 1 }) => {
    if (!Number.isInteger(cents) || !Number.isInteger(count))
      throw new Error(`Order ${id} has a line without a price.`);
    return sum + cents * count;
  }, 0);
  return { order: id, total };
}
