function solve({ items }) {
  return '$' + items.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
}
