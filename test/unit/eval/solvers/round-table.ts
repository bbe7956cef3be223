import type { Clue, RoundTable } from '../../../eval/families/round-table';

/**
 * The possible answers, by seating one person after another in numbered seats and going back from what a clue forbids.
 */
export function solveRoundTable({ people, clues, question }: RoundTable): ReadonlySet<string> {
  const size = people.length;
  const answers = new Set<string>();
  const seat = new Map<string, number>();
  const allowed = (clue: Clue): boolean => {
    const [a, b] = [seat.get(clue.a), seat.get(clue.b)];
    if (a === undefined || b === undefined) return true;
    const gap = Math.min(Math.abs(a - b), size - Math.abs(a - b));
    // Seats are numbered to the right.
    if (clue.kind === 'right') return (b + clue.places) % size === a;
    if (clue.kind === 'left') return (a + clue.places) % size === b;
    if (clue.kind === 'opposite') return gap * 2 === size;
    return (gap === 1) === (clue.kind !== 'notNextTo');
  };
  const place = (index: number): void => {
    const person = people[index];
    if (person === undefined) {
      const [own = 0, at] = [
        seat.get(question.person),
        { right: 1, left: size - 1, opposite: size / 2 }[question.kind],
      ];
      answers.add(people.find((other) => seat.get(other) === (own + at) % size) ?? 'nobody');
      return;
    }
    const taken = new Set(seat.values());
    for (let number = 0; number < (index === 0 ? 1 : size); number += 1) {
      if (taken.has(number)) continue;
      seat.set(person, number);
      if (clues.every(allowed)) place(index + 1);
      seat.delete(person);
    }
  };
  place(0);
  return answers;
}
