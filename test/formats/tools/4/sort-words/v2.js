// 2
function solve({ words }) {
  return words.toSorted().join(" ");
}
